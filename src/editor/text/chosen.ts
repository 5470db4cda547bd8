// What is chosen and typed in the fields of a block that shows files, a film or what the platform has now, as its lines say it.

import { named, type Field, type Lines } from "./lines";

/** As the text names them, in the order of the city. */
export const THEMES = ["Gemeinschaft", "Soziales", "Kultur", "Infrastruktur", "Verkehr", "Wirtschaft", "Verwaltung"];

/** What is counted: as the text names it, and how else. */
export const FIGURES: readonly (readonly [string, ...string[]])[] = [
  ["Vorschläge", "vorschlaege", "ideen", "proposals"],
  ["Unterstützungen", "unterstuetzungen", "supports"],
  ["Kommentare", "kommentare", "comments"],
  ["beantwortet", "beantwortet", "antworten", "entschieden", "answered", "decided"],
  ["umgesetzt", "umgesetzt", "fertig", "implemented"],
];

type Figure = (typeof FIGURES)[number];

/** By its number, its name or a part of it; what names none stays what it is. */
export function themeIn(value: string): string {
  const words = named(value).split("-");
  const byNumber = /^[1-7]$/.test(words.join("-")) ? THEMES[Number(words[0]) - 1] : undefined;
  return byNumber ?? THEMES.find((theme) => words.includes(theme.toLowerCase())) ?? value;
}

const said = (lines: Lines, body: string) => lines.valueOf(body, "figures").split(",").map((word) => word.trim()).filter(Boolean);
const is = (figure: Figure, word: string) => figure.slice(1).includes(named(word));

export const hasFigure = (lines: Lines, body: string, figure: Figure): boolean => said(lines, body).some((word) => is(figure, word));

/** A new one comes behind the others. */
export function withFigure(lines: Lines, body: string, figure: Figure, isOn: boolean): string {
  const others = said(lines, body).filter((word) => !is(figure, word));
  return lines.withValue(body, "figures", (isOn ? [...others, figure[0]] : others).join(", "));
}

export type Listed = { key: string; name: string };

const fileIn = (value: string): Listed => {
  const [key = "", ...rest] = value.split(/\s+/);
  return { key, name: rest.join(" ") };
};

const lineOf = ({ key, name }: Listed): string => `${key} ${name.replace(/\s+/g, " ").trim()}`.trimEnd();

export const filesOf = (lines: Lines, body: string): Listed[] => lines.valuesOf(body, "file").filter(Boolean).map(fileIn);

export const withFiles = (lines: Lines, body: string, files: readonly Listed[]): string => lines.withValues(body, "file", files.map(lineOf));

/** What somebody changed in a plain form: `null` of a field and nothing of a box that are as they were sent. */
export type Typed = { field: (name: string) => string | null; box: (name: string, value: string) => boolean | null };

const HELD: [string, Field][] = [
  ["film", "video"],
  ["untertitel", "captions"],
  ["vorschaubild", "poster"],
];
const FILM: [string, Field][] = [
  ["adresse", "video"],
  ["unterschrift", "caption"],
  ["quelle", "source"],
];

/** Between those that stay where they are. */
const order = (at: number, to: number): number => (to < at ? 2 * to : to > at ? 2 * to + 2 : 2 * at + 1);

function withTypedFiles(lines: Lines, body: string, { field, box }: Typed): string {
  const before = filesOf(lines, body);
  const rows = before.map((file, i) => {
    const [name, place] = [field(`dateiname-${i + 1}`), field(`platz-${i + 1}`)];
    return { file: name === null ? file : { ...file, name }, at: order(i, place ? Number(place) - 1 : i), goes: box("weg", `${i + 1}`) === true };
  });
  const stay = rows.filter(({ goes }) => !goes).sort((one, other) => one.at - other.at);
  const now = stay.map(({ file }) => file);
  return now.length === before.length && now.every((file, i) => file === before[i]) ? body : withFiles(lines, body, now);
}

/** The text of a block with that in its lines; the same as `src/domain/blocks/line_form.rs`. */
export function withTyped(lines: Lines, sent: string, typed: Typed): string {
  let body = withTypedFiles(lines, sent, typed);
  for (const [value, line] of HELD) if (typed.box("weg", value)) body = lines.withValue(body, line, "");
  for (const [name, line] of FILM) {
    const now = typed.field(name);
    if (now !== null) body = lines.withValue(body, line, now.replace(/\s+/g, " ").trim());
  }
  for (const figure of FIGURES) {
    const isOn = typed.box("zahlen", figure[1] ?? "");
    if (isOn !== null) body = withFigure(lines, body, figure, isOn);
  }
  const theme = typed.field("thema");
  return theme === null ? body : lines.withValue(body, "theme", themeIn(theme));
}
