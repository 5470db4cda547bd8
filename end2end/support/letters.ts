// Letters that the server under test sent, read as a mail program does.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { mailbox } from "./server";

/** The text of the newest letter to this address about this subject, as soon as it is there. */
export async function letterTo(email: string, subject: string): Promise<string> {
  let found = "";
  const arrived = { message: `a letter to ${email}: ${subject}`, intervals: [100] };
  await expect.poll(() => (found = newest(email, subject)), arrived).not.toBe("");
  return found;
}

/** The link in a letter. */
export function linkIn(text: string): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (!link) throw new Error(`No link in: ${text}`);
  return link;
}

function newest(email: string, subject: string): string {
  const letters = files().map((file) => readFileSync(join(mailbox, file), "latin1"));
  const ours = letters.filter((letter) => letter.includes(`To: ${email}`) && subjectOf(letter).includes(subject));
  const [plain] = ours.map((letter) => part(letter, "text/plain"));
  return plain ?? "";
}

function files(): string[] {
  try {
    return readdirSync(mailbox).filter((file) => file.endsWith(".eml"));
  } catch {
    return [];
  }
}

/** RFC 2047: words in base64 or quoted-printable. */
function subjectOf(letter: string): string {
  const line = /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(letter)?.[1] ?? "";
  return line
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString("utf8")
        : quotedPrintable(word.replaceAll("_", " ")),
    );
}

function part(letter: string, kind: string): string {
  const boundary = /boundary="([^"]+)"/.exec(letter)?.[1] ?? "";
  const found = letter.split(`--${boundary}`).find((text) => text.includes(`Content-Type: ${kind}`)) ?? "";
  const [head, ...rest] = found.replaceAll("\r\n", "\n").trimStart().split("\n\n");
  const body = rest.join("\n\n");
  if (/base64/i.test(head ?? "")) return Buffer.from(body, "base64").toString("utf8");
  return /quoted-printable/i.test(head ?? "") ? quotedPrintable(body) : Buffer.from(body, "latin1").toString("utf8");
}

function quotedPrintable(text: string): string {
  const bytes = text.replaceAll("=\n", "").replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
