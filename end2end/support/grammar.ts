// Texts that somebody might type to have them run: the pieces that every test sends, taken apart, wrapped and written in other
// ways. The same seed makes the same ones. `wgmx()` stays as it is, so that whatever runs tells of itself.

import { Chance } from "../chaos/chance";
import { payloads } from "./hostile";

type Change = (text: string, chance: Chance) => string;

/** What a parser goes on in another way behind, with its end where it has one. */
const AROUND: readonly (readonly [string, string])[] = [
  ["<svg>", "</svg>"],
  ["<svg><desc>", "</desc></svg>"],
  ["<svg><foreignObject>", ""],
  ["<svg><style>", "</style></svg>"],
  ["<svg><title>", "</title></svg>"],
  ["<math><mtext>", "</mtext></math>"],
  ["<math><mtext><table><mglyph><style>", ""],
  ['<math><annotation-xml encoding="text/html">', "</annotation-xml></math>"],
  ["<noscript>", "</noscript>"],
  ['<noscript><p title="', '">'],
  ["<template>", "</template>"],
  ["<style>", "</style>"],
  ["<textarea>", "</textarea>"],
  ["<title>", "</title>"],
  ["<xmp>", "</xmp>"],
  ["<iframe>", "</iframe>"],
  ["<noembed>", "</noembed>"],
  ["<noframes>", "</noframes>"],
  ["<!--", "-->"],
  ["<!-->", "<!-- --!>"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<select><option>", "</select>"],
  ["<table><caption>", "</table>"],
  ["<form><math><mtext></form><form>", ""],
  ['<p title="', '">'],
  ["<p title='", "'>"],
  ["<p title=", ">"],
  ["<a href='", "'>x</a>"],
  ["<b><i><b>", "</b>"],
  ["</textarea></title></style></script></noscript>", ""],
  ["\"'`>", "<!--"],
];

/** What Markdown makes of its surroundings. */
const MARKDOWN: readonly (readonly [string, string])[] = [
  ["[x](", ")"],
  ["[x](<", ">)"],
  ['[x](/ziele "', '")'],
  ["![", "](/medien/a)"],
  ["![x](", ")"],
  ["<", ">"],
  ["`", "`"],
  ["**", "**"],
  ["## ", ""],
  ["> ", ""],
  ["| a |\n| - |\n| ", " |"],
  ["[x]: ", "\n\n[x]"],
];

const SIGNS = "<>\"'&=/:()`";

/** Changes what stands between the words that tell of themselves. */
function outside(text: string, change: (part: string) => string): string {
  return text.split(/(wgmx\(\))/).map((part) => (part === "wgmx()" ? part : change(part))).join("");
}

const each = (text: string, chance: Chance, of: (sign: string) => string): string =>
  outside(text, (part) => [...part].map((sign) => (SIGNS.includes(sign) && chance.next() < 0.5 ? of(sign) : sign)).join(""));

const named: Record<string, string> = { "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "&": "&amp;", ":": "&colon;", "(": "&lpar;", ")": "&rpar;", "/": "&sol;", "=": "&equals;" };

const code = (sign: string): number => sign.codePointAt(0) ?? 0;

const ENCODINGS: readonly ((sign: string) => string)[] = [
  (sign) => named[sign] ?? sign,
  (sign) => (named[sign] ?? sign).replace(";", ""),
  (sign) => `&#${code(sign)};`,
  (sign) => `&#x${code(sign).toString(16)}`,
  (sign) => `&#0000${code(sign)};`,
  (sign) => `&amp;#${code(sign)};`,
  (sign) => encodeURIComponent(sign),
  (sign) => `\\u00${code(sign).toString(16)}`,
  (sign) => `\\${sign}`,
];

/** Between the letters of a tag, where some readers pass over them. */
const BLANKS = ["\t", "\n", "\f", "/", " ", "\u00a0", "\u200b"];

const at = (text: string, chance: Chance): number => chance.below(text.length + 1);

const CHANGES: readonly Change[] = [
  (text, chance) => outside(text, (part) => [...part].map((sign) => (chance.next() < 0.5 ? sign.toUpperCase() : sign)).join("")),
  (text, chance) => each(text, chance, chance.of(ENCODINGS)),
  (text, chance) => chance.of(AROUND).join(text),
  (text, chance) => chance.of(AROUND).join(chance.of(AROUND).join(text)),
  (text, chance) => chance.of(AROUND)[0] + text,
  // Broken off, and taken up again somewhere.
  (text, chance) => text.slice(0, at(text, chance)) + text.slice(at(text, chance)),
  (text, chance) => text.slice(0, at(text, chance)),
  (text, chance) => {
    const place = at(text, chance);
    return text.slice(0, place) + chance.of([...SIGNS, "<!--", "-->", "</", "<>", "]]>"]) + text.slice(place);
  },
  (text, chance) => text.replace(/<(\w+)/, (_, name: string) => `<${name}${chance.of(BLANKS)}`),
  (text, chance) => text.replace(/ (on\w+)=/, (_, name: string) => `${chance.of(BLANKS)}${name}${chance.of(BLANKS)}=`),
  (text, chance) => text.replace(/javascript:/gi, () => `java${chance.of(["\t", "\n", "&Tab;", "&#10;", "&NewLine;"])}script:`),
  // One in the middle of another.
  (text, chance) => {
    const place = at(text, chance);
    return text.slice(0, place) + chance.of(payloads(120)) + text.slice(place);
  },
  (text) => text + text,
];

/** So many different ones, none of them longer than a paragraph. */
export function generated(chance: Chance, many: number): string[] {
  const pieces = payloads(160);
  const made = new Set<string>();
  while (made.size < many) {
    let text = chance.of(pieces);
    for (let changes = 1 + chance.below(3); changes > 0; changes--) text = chance.of(CHANGES)(text, chance);
    if (chance.below(3) === 0) text = chance.of(MARKDOWN).join(text);
    made.add(text.slice(0, 400));
  }
  return [...made];
}

/** As many together as fit into one text; `line` writes each of them. */
export function batches(texts: readonly string[], most: number, line: (text: string) => string): string[] {
  const all: string[] = [];
  let room = 0;
  for (const text of texts) {
    const written = line(text);
    if (written.length > room) {
      all.push("");
      room = most;
    }
    all[all.length - 1] += written;
    room -= written.length;
  }
  return all;
}
