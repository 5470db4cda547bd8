// Those who work for the city: an account from the command line, a password, and an app for codes.

import { type Page } from "@playwright/test";
import { codeOf } from "./code.mjs";
import { between, documentAt, send } from "./requests";
import { wegmarken } from "./server";

export { codeOf };

export type Staff = { email: string; key: string };

/** What runs a command of the server. */
type Run = (...args: string[]) => string;

export const password = "Möwe Hafen Regen";

/** An account with this role, and the link under which its password is set. */
export function invited(role: string, more: string[] = [], run: Run = wegmarken): { email: string; link: string } {
  const email = `${role}-${Math.random().toString(36).slice(2)}@stadt.example`;
  const [link] = run("account", "add", email, "--role", role, ...more).split("\n");
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
export const staff = (page: Page, role: string, ...more: string[]): Promise<Staff> => staffOf(wegmarken, page, role, ...more);

/** The same at another server, whose commands `run` runs. */
export async function staffOf(run: Run, page: Page, role: string, ...more: string[]): Promise<Staff> {
  const { email, link } = invited(role, more, run);
  await send(page, link, { passwort: password });
  const form = new URL("/konto/zweiter-faktor", link).href;
  const factor = await documentAt(page, form);
  const key = between(factor, '<code class="secret-key">', "</code>");
  const salt = between(factor, 'name="schluessel" value="', '"');
  await send(page, form, { aktion: "einrichten", schluessel: salt, code: codeToSetUp(key) });
  return { email, key };
}
