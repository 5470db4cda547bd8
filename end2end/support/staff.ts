// Those who work for the city: an account from the command line, a password, and an app for codes.

import { createHmac } from "node:crypto";
import { type Page } from "@playwright/test";
import { content } from "./steps";
import { expect } from "./test";
import { wegmarken } from "./server";

export type Staff = { email: string; password: string; key: string };

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

/** Opens an account with this role, sets its password and its second factor, and leaves the page signed in with both. */
export async function staff(page: Page, role: string, ...more: string[]): Promise<Staff> {
  const email = `${role}-${Math.random().toString(36).slice(2)}@stadt.example`;
  const password = "Möwe Hafen Regen";
  const [link] = wegmarken("account", "add", email, "--role", role, ...more).split("\n");
  if (!link) throw new Error("No link was printed");
  await page.goto(link);
  await page.getByLabel("Neues Passwort").fill(password);
  await content(page).getByRole("button", { name: "Passwort speichern" }).click();
  await page.goto("/konto/zweiter-faktor");
  const key = await page.locator(".secret-key").innerText();
  // The code of the step before, so that the one of now is left for the next sign-in; at the end of a step the one of now,
  // which is the one before by the time that it arrives.
  const isEnding = Date.now() % 30_000 > 24_000;
  await page.getByRole("textbox", { name: "Code aus der App" }).fill(codeOf(key, isEnding ? 0 : -1));
  await content(page).getByRole("button", { name: "Zweiten Faktor einschalten" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Deine Ersatz-Codes" })).toBeVisible();
  return { email, password, key };
}
