// What a block that is more than text says of itself: lines `Name: value` above its words; the same as
// `src/domain/blocks/said.rs`. Whoever changes one of them changes no other letter.

import { joined, parted } from "./beside";

/** The first name is ours. */
const NAMES = {
  theme: ["Thema", "thema", "leitthema", "theme"],
  figures: ["Zahlen", "zahlen", "figures"],
  picture: ["Bild", "bild", "picture", "image"],
  alt: ["Alternativtext", "alternativtext", "alternative-text", "alt"],
  caption: ["Unterschrift", "unterschrift", "bildunterschrift", "caption"],
  source: ["Quelle", "quelle", "source"],
  crop: ["Ausschnitt", "ausschnitt", "crop"],
  file: ["Datei", "datei", "file"],
  video: ["Video", "video"],
  captions: ["Untertitel", "untertitel", "captions"],
  poster: ["Vorschaubild", "vorschaubild", "poster"],
} as const;

export type Field = keyof typeof NAMES;

type Fields = readonly [Field, ...Field[]];

const PICTURE: Fields = ["picture", "alt", "caption", "source", "crop"];

/** What a block of each kind may say, in the order in which we write it. */
const FIELDS: Readonly<Record<string, Fields>> = {
  board: ["theme"],
  map: ["theme"],
  indicator: ["figures", "theme"],
  image: PICTURE,
  files: ["file"],
  video: ["video", "caption", "source", "captions", "poster"],
};

/** From where to where a line goes, and where its value begins. */
type Line = { field: Field; from: number; value: number; to: number };

/** The lines of the blocks of one kind. */
export type Lines = ReturnType<typeof linesOf>;

const LETTERS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** A name as it is compared, however somebody writes it. */
export const named = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/\s+/g, "-")
    .replace(/[^a-z0-9-]/g, "");

/** `null` where a kind has none. */
export function lined(kind: string): Lines | null {
  const fields = FIELDS[kind];
  return fields ? linesOf(fields) : null;
}

/** The line that a block of this kind is nothing without. */
export const firstOf = (kind: string): Field | undefined => FIELDS[kind]?.[0];

function linesOf(fields: Fields) {
  function all(body: string): Line[] {
    const lines: Line[] = [];
    let from = parted(body).head.length;
    while (from < body.length) {
      const end = body.indexOf("\n", from);
      const to = end < 0 ? body.length : end;
      const colon = body.slice(from, to).indexOf(":");
      const name = named(body.slice(from, from + Math.max(0, colon)));
      const field = fields.find((field) => (NAMES[field] as readonly string[]).slice(1).includes(name));
      if (!field) break;
      lines.push({ field, from, value: from + colon + 1, to });
      from = to + 1;
    }
    return lines;
  }

  const of = (body: string, field: Field): Line[] => all(body).filter((line) => line.field === field);

  const filled = (body: string, line: Line, value: string): string => `${body.slice(0, line.value)}${value && ` ${value}`}${body.slice(line.to)}`;

  const cut = (body: string, line: Line): string =>
    line.to < body.length ? body.slice(0, line.from) + body.slice(line.to + 1) : body.slice(0, Math.max(0, line.from - 1));

  const valuesOf = (body: string, field: Field): string[] => of(body, field).map(({ value, to }) => body.slice(value, to).trim());

  /** Nothing, too, where there is no such line. */
  const valueOf = (body: string, field: Field): string => valuesOf(body, field)[0] ?? "";

  /** Where there is no such line it comes below those that stand before it; nothing to say needs none. */
  function withValue(body: string, field: Field, value: string): string {
    const [line] = of(body, field);
    if (line) return filled(body, line, value);
    if (!value) return body;
    const fresh = `${NAMES[field][0]}: ${value}`;
    const lines = all(body);
    const above = lines.filter((line) => fields.indexOf(line.field) < fields.indexOf(field)).at(-1);
    if (above) return `${body.slice(0, above.to)}\n${fresh}${body.slice(above.to)}`;
    const { head } = parted(body);
    const rest = body.slice(head.length);
    const gap = lines.length > 0 ? "\n" : "\n\n";
    const top = head && !head.endsWith("\n") ? `${head}\n\n` : head;
    return `${top}${fresh}${rest.trim() ? `${gap}${rest}` : ""}`;
  }

  /** The lines of this name say these, one each. Those that are too many go; the first one stays. */
  function withValues(body: string, field: Field, values: readonly string[]): string {
    let now = body;
    // From below, so that the places of those above stay what they are.
    for (const [i, line] of [...of(body, field).entries()].reverse()) now = i > 0 && i >= values.length ? cut(now, line) : filled(now, line, values[i] ?? "");
    return now;
  }

  /** Every line of this name is gone: a second one would count in place of the first. */
  function without(body: string, field: Field): string {
    const [line] = of(body, field);
    return line ? without(cut(body, line), field) : body;
  }

  const lastOf = (body: string): number => all(body).at(-1)?.to ?? parted(body).head.length;

  /** The words below the lines. */
  const wordsOf = (body: string): string => body.slice(lastOf(body)).replace(/^\n+/, "");

  function withWords(body: string, words: string): string {
    if (words === wordsOf(body)) return body;
    const { head } = parted(body);
    if (all(body).length > 0) return `${body.slice(0, lastOf(body))}${words && `\n\n${words}`}`;
    // Words that begin like a line of ours would else become one.
    return joined(head, `${NAMES[fields[0]][0]}:${words && `\n\n${words}`}`);
  }

  return { valuesOf, valueOf, withValue, withValues, without, wordsOf, withWords };
}

export const { valueOf, withValue, without, wordsOf, withWords } = linesOf(PICTURE);
