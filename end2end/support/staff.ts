// Those who work for the city: an account from the command line, a password, and an app for codes.

import { createHmac } from "node:crypto";
import { type Page } from "@playwright/test";
import { between, documentAt, send } from "./requests";
import { wegmarken } from "./server";

export type Staff = { email: string; key: string };

/** The code that an app shows now, or some steps of 30 seconds later (RFC 6238). */
export function codeOf(key: string, steps = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replaceAll(/[^A-Z2-7]/g, "")].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", secret).update(step).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

export const password = "Möwe Hafen Regen";

/** An account with this role, and the link under which its password is set. */
export function invited(role: string, ...more: string[]): { email: string; link: string } {
  const email = `${role}-${Math.random().toString(36).slice(2)}@stadt.example`;
  const [link] = wegmarken("account", "add", email, "--role", role, ...more).split("\n");
  if (!link) throw new Error("No link was printed");
  return { email, link };
}

/**
 * The code of the step before, so that the one of now is left for the next sign-in; at the end of a step the one of now,
 * which is the one before by the time that it arrives.
 */
export function codeToSetUp(key: string): string {
  const isEnding = Date.now() % 30_000 > 24_000;
  return codeOf(key, isEnding ? 0 : -1);
}

/**
 * Opens an account with this role and leaves the browser signed in with password and second factor. It sends what the forms
 * send: `second-factor` goes through the pages themselves, once for all journeys of the staff.
 */
export async function staff(page: Page, role: string, ...more: string[]): Promise<Staff> {
  const { email, link } = invited(role, ...more);
  await send(page, link, { passwort: password });
  const factor = await documentAt(page, "/konto/zweiter-faktor");
  const key = between(factor, '<code class="secret-key">', "</code>");
  const salt = between(factor, 'name="schluessel" value="', '"');
  await send(page, "/konto/zweiter-faktor", { aktion: "einrichten", schluessel: salt, code: codeToSetUp(key) });
  return { email, key };
}
