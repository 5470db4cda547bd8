// What a block of a picture says of itself: lines `Name: value` above its words; the same as `src/domain/blocks/said.rs`.
// Whoever changes one of them changes no other letter.

import { parted } from "./beside";

/** In the order in which we write them; the first name is ours. */
const FIELDS = {
  picture: ["Bild", "bild", "picture", "image"],
  alt: ["Alternativtext", "alternativtext", "alternative-text", "alt"],
  caption: ["Unterschrift", "unterschrift", "bildunterschrift", "caption"],
  source: ["Quelle", "quelle", "source"],
  crop: ["Ausschnitt", "ausschnitt", "crop"],
} as const;

export type Field = keyof typeof FIELDS;

const ALL = Object.keys(FIELDS) as Field[];

/** From where to where a line goes, and where its value begins. */
type Line = { field: Field; from: number; value: number; to: number };

const named = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, "-")
    .replace(/[^a-z0-9-]/g, "");

function linesOf(body: string): Line[] {
  const lines: Line[] = [];
  let from = parted(body).head.length;
  while (from < body.length) {
    const end = body.indexOf("\n", from);
    const to = end < 0 ? body.length : end;
    const colon = body.slice(from, to).indexOf(":");
    const name = named(body.slice(from, from + Math.max(0, colon)));
    const field = ALL.find((field) => (FIELDS[field] as readonly string[]).slice(1).includes(name));
    if (!field) break;
    lines.push({ field, from, value: from + colon + 1, to });
    from = to + 1;
  }
  return lines;
}

const lineOf = (body: string, field: Field): Line | undefined => linesOf(body).find((line) => line.field === field);

/** Nothing, too, where there is no such line. */
export function valueOf(body: string, field: Field): string {
  const line = lineOf(body, field);
  return line ? body.slice(line.value, line.to).trim() : "";
}

/** Where there is no such line it comes below those that stand before it; nothing to say needs none. */
export function withValue(body: string, field: Field, value: string): string {
  const line = lineOf(body, field);
  const written = value && ` ${value}`;
  if (line) return `${body.slice(0, line.value)}${written}${body.slice(line.to)}`;
  if (!value) return body;
  const fresh = `${FIELDS[field][0]}:${written}`;
  const lines = linesOf(body);
  const above = lines.filter((line) => ALL.indexOf(line.field) < ALL.indexOf(field)).at(-1);
  if (above) return `${body.slice(0, above.to)}\n${fresh}${body.slice(above.to)}`;
  const { head } = parted(body);
  const rest = body.slice(head.length);
  const gap = lines.length > 0 ? "\n" : "\n\n";
  const top = head && !head.endsWith("\n") ? `${head}\n\n` : head;
  return `${top}${fresh}${rest.trim() ? `${gap}${rest}` : ""}`;
}

/** Every line of this name is gone: a second one would count in place of the first. */
export function without(body: string, field: Field): string {
  const line = lineOf(body, field);
  if (!line) return body;
  const rest = line.to < body.length ? body.slice(0, line.from) + body.slice(line.to + 1) : body.slice(0, Math.max(0, line.from - 1));
  return without(rest, field);
}

const lastOf = (body: string): number => linesOf(body).at(-1)?.to ?? parted(body).head.length;

/** The words below the lines. */
export const wordsOf = (body: string): string => body.slice(lastOf(body)).replace(/^\n+/, "");

export function withWords(body: string, words: string): string {
  if (words === wordsOf(body)) return body;
  // Words that begin like a line of ours would else become one.
  if (linesOf(body).length === 0) return withWords(`${parted(body).head.trimEnd()}\n\n${FIELDS.picture[0]}:`.trimStart(), words);
  return `${body.slice(0, lastOf(body))}${words && `\n\n${words}`}`;
}
