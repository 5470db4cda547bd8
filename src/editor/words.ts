// The words of the editor in the language of the page.

import { german } from "./words/german";
import { english } from "./words/english";
import { easy } from "./words/easy";

export type Words = typeof german;

const all: Record<string, Words> = { de: german, en: english, ls: easy };

export const wordsOf = (language: string | undefined): Words => all[language ?? "de"] ?? german;

/** Puts values into the places `{name}` of a sentence. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
