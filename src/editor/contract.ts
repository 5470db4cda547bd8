// What the page and the server say to each other in edit mode.

export type Warning = { code: string; words: string; excerpt?: string };

export type Typed = { body: string; base_revision: number; sequence: number };

export type StoredBlock = {
  key: string;
  kind: string;
  body: string;
  revision: number;
  html: string;
  warnings: Warning[];
  typed?: Typed;
};

/** `parts`: title and introduction, which stand above the blocks. `change`: up to which change of the page this is, for those who listen from then on. */
export type Draft = { page: number; change?: number; language: string; title: string; order: string[]; blocks: Record<string, StoredBlock>; parts?: Record<string, StoredBlock> };

export type Saved = { key: string; revision: number; body: string; html: string; warnings: Warning[]; merged: boolean };

export type Refused = { key: string; revision: number; base: string; mine: string; theirs: string; html_theirs?: string };

export type Preview = { html: string; warnings: Warning[] };

export type Presence = { person: string; tab: string; block: string | null };

export type BlockEvent = { key: string; revision: number; body: string; html: string; by: string };

/** Kinds of plain words, each at its place on every page. */
export const PARTS: readonly string[] = ["title", "introduction"];

/** Kinds whose whole body is text with a look of its own. */
export const TEXTS: readonly string[] = ["text", "lead", "callout", "facts", "steps"];

/** Kinds whose whole body is text, whatever readers see of it: while somebody writes, all of it is there. */
export const FOLDED: readonly string[] = ["accordion"];

/** Kinds that show something by what their first lines name, and how such a block begins. */
export const NAMING: Readonly<Record<string, string>> = {
  board: "Thema: Verkehr",
  map: "",
  "open-now": "",
  indicator: "Zahlen: Vorschläge, Unterstützungen, beantwortet, umgesetzt",
  image: "Bild:\nAlternativtext:\nUnterschrift:\nQuelle:",
  files: "Datei:",
  video: "Video:\nUnterschrift:\nUntertitel:\nVorschaubild:",
};

/** Kinds that show files, and the endings of those that may be chosen. */
export const WITH_FILES: Readonly<Record<string, string>> = {
  image: ".jpg,.jpeg,.png,.webp",
  files: ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png,.webp",
  video: ".mp4,.m4v,.webm,.vtt,.jpg,.jpeg,.png,.webp",
};

/** What may go along with any block: a film in sign language, a recording of somebody who reads it aloud. */
export const BESIDE = ".mp4,.m4v,.webm,.mp3,.ogg,.oga,.opus,.m4a";

/** What is to be done with a text: a file that the block shows, one beside it, one of those taken away, or that they still fit. */
export type Wish = "" | "beigabe" | "gebaerdensprache" | "vorlesen" | "passt";

/** The text of a block as it was wished, or why there is none. */
export type Uploaded = { body: string } | { error: string };

/** A file that is there already. `alt` is what is said of a picture elsewhere. */
export type Held = { key: string; name: string; facts: string; alt: string | null; picture: boolean };

export type Library = { files: Held[]; more: boolean };

/** Kinds that an editor may insert; the others come with the page. */
export const INSERTABLE: readonly string[] = [...TEXTS, ...FOLDED, ...Object.keys(NAMING)];
