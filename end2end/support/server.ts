// The server under test and the commands that an operator would type beside it.

import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const port = Number(process.env.WEGMARKEN_E2E_PORT ?? 3199);
/** The address that people see; a name, as browsers make no passkeys for numbers. */
export const origin = `http://localhost:${port}`;

/** Another service with which people sign in. */
export const service = `http://127.0.0.1:${port + 1}`;

export const database = process.env.WEGMARKEN_E2E_DATABASE_URL ?? `sqlite://${join(tmpdir(), `wegmarken-e2e-${port}.db`)}`;

/** Where the server under test puts its letters. */
export const mailbox = join(tmpdir(), `wegmarken-e2e-${port}-letters`);

/** Runs `wegmarken …` against the database of the running server. */
export function wegmarken(...args: string[]): string {
  const binary = process.env.WEGMARKEN_BIN;
  if (!binary) throw new Error("WEGMARKEN_BIN must name the server binary; script/e2e sets it");
  return execFileSync(binary, args, { env: { ...process.env, DATABASE_URL: database, WEGMARKEN_BASE_URL: origin }, encoding: "utf8" });
}
