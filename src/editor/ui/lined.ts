// What a block shows, in fields: a Leitthema, numbers, files, a film. The lines of the block are all that there is; the
// fields show them.

import { FIGURES, hasFigure, THEMES, themeIn, withFigure } from "../text/chosen";
import { type Field, type Lines } from "../text/lines";
import type { Words } from "../words";
import { announce, freshId, h, spoken } from "./dom";
import { FileRows } from "./file-rows";
import { become, inOneLine, labelled, type Input, type Written } from "./written";

type Put = (input: Input, now: string) => void;

/** A part of the form that shows a part of the text. */
export type Part = { element: HTMLElement; show: (body: string, put: Put) => void; lock: (is: boolean) => void; focus: () => void };

/** What a part has of the form. */
export type Form = {
  words: Words;
  lines: Lines;
  body: () => string;
  /** Letter by letter. */
  typed: (body: string) => void;
  /** At once, by a hand that let go. */
  did: (body: string) => void;
};

function theme({ words, lines, body, did }: Form, kind: string): Part {
  const { theme } = words.lined;
  const option = (value: string, label: string) => h("option", { value }, label);
  const select = h(
    "select",
    { class: "input input--select" },
    option("", kind === "board" ? theme.none : theme.all),
    ...THEMES.map((name, i) => option(name, words.themes[i] ?? name)),
  );
  select.addEventListener("change", () => did(lines.withValue(body(), "theme", select.value)));
  return {
    element: labelled(select, theme.label),
    show: (body) => {
      const value = themeIn(lines.valueOf(body, "theme"));
      if (![...select.options].some((option) => option.value === value)) select.append(option(value, value));
      select.value = value;
    },
    lock: (is) => (select.disabled = is),
    focus: () => select.focus(),
  };
}

function figures({ words, lines, body, did }: Form): Part {
  const boxes = FIGURES.map((figure) => {
    const box = h("input", { id: freshId("figure"), type: "checkbox", class: "choice__input" });
    box.addEventListener("change", () => did(withFigure(lines, body(), figure, box.checked)));
    return box;
  });
  const rows = boxes.map((box, i) => h("div", { class: "choice" }, box, h("label", { class: "choice__label", for: box.id }, words.lined.figures[i])));
  const hint = freshId("hint");
  return {
    element: h(
      "fieldset",
      { class: "field", lang: spoken(), "aria-describedby": hint },
      h("legend", { class: "field__label" }, words.lined.figuresLabel),
      h("p", { class: "field__hint", id: hint }, words.lined.figuresHint),
      h("div", { class: "choices" }, ...rows),
    ),
    show: (body) => boxes.forEach((box, i) => (box.checked = hasFigure(lines, body, FIGURES[i] ?? [""]))),
    lock: (is) => boxes.forEach((box) => (box.disabled = is)),
    focus: () => boxes[0]?.focus(),
  };
}

type Shown = { of: (body: string) => string; into: (body: string, typed: string) => string };

function written(form: Form, { of, into }: Shown, label: string, hint?: string, rows?: number): Part {
  const input: Input = rows ? h("textarea", { class: "input", rows }) : h("input", { class: "input", autocomplete: "off" });
  input.addEventListener("input", () => form.typed(into(form.body(), input.value)));
  if (!rows) inOneLine(input);
  return {
    element: labelled(input, label, hint),
    show: (body, put) => {
      const now = of(body);
      // A space at the end may be the one between two words.
      if (input.value.trim() !== now.trim()) put(input, now);
    },
    lock: (is) => (input.readOnly = is),
    focus: () => input.focus(),
  };
}

const line = (lines: Lines, field: Field): Shown => ({
  of: (body) => lines.valueOf(body, field),
  into: (body, typed) => lines.withValue(body, field, typed.replace(/\s+/g, " ").trim()),
});

/** Of a file of ours. */
const isKey = (value: string) => /^[0-9a-f]{32}$/.test(value);

/** A film that is elsewhere. One of ours stays until somebody types where another one is. */
function address(form: Form): Part {
  const { lines, words } = form;
  const film = line(lines, "video");
  const of = (body: string) => (isKey(film.of(body)) ? "" : film.of(body));
  const into = (body: string, typed: string) => (typed.trim() || of(body) ? film.into(body, typed) : body);
  return written(form, { of, into }, words.lined.address, words.lined.addressHint);
}

/** A file that was brought: there it says so, and can be taken away. */
function held({ words, lines, body, did }: Form, field: "video" | "captions" | "poster"): Part {
  const { there, gone } = words.lined.held[field];
  const away = h("button", { type: "button", class: "button button--secondary" }, gone);
  const element = h("div", { class: "field edit-held", lang: spoken() }, h("p", {}, there), away);
  const isThere = (body: string) => (field === "video" ? isKey(lines.valueOf(body, field)) : lines.valueOf(body, field) !== "");
  away.addEventListener("click", () => {
    did(lines.withValue(body(), field, ""));
    announce(words.lined.takenAway);
    element.parentElement?.querySelector<HTMLElement>("input[type=file]")?.focus();
  });
  return {
    element,
    show: (body) => (element.hidden = !isThere(body)),
    lock: (is) => (away.disabled = is),
    focus: () => away.focus(),
  };
}

function partsOf(kind: string, form: Form): Part[] {
  const { words, lines } = form;
  const { picture, lined } = words;
  const { own, files, video } = lined.below;
  const below = written(form, { of: lines.wordsOf, into: lines.withWords }, { files, video }[kind] ?? own, undefined, 4);
  switch (kind) {
    case "indicator":
      return [figures(form), theme(form, kind), below];
    case "files":
      return [new FileRows(form), below];
    case "video":
      return [
        held(form, "video"),
        held(form, "captions"),
        held(form, "poster"),
        address(form),
        written(form, line(lines, "caption"), lined.title, picture.captionHint),
        written(form, line(lines, "source"), picture.source, lined.sourceHint),
        below,
      ];
    default:
      return [theme(form, kind), below];
  }
}

export class LineFields implements Written {
  readonly parts: readonly HTMLElement[];
  private readonly shown: readonly Part[];
  private isLocked = false;

  constructor(
    kind: string,
    lines: Lines,
    { words, did }: { words: Words; did: (from: string, to: string) => void },
    private body: string,
    typed: () => void,
  ) {
    const form: Form = {
      words,
      lines,
      body: () => this.body,
      typed: (now) => {
        this.body = now;
        typed();
      },
      did: (now) => {
        const before = this.body;
        this.body = now;
        this.show(become);
        typed();
        did(before, now);
      },
    };
    this.shown = partsOf(kind, form);
    this.parts = this.shown.map(({ element }) => element);
    this.show((input, now) => (input.value = now));
  }

  private show(put: Put): void {
    for (const part of this.shown) part.show(this.body, put);
  }

  get value(): string {
    return this.body;
  }

  set value(body: string) {
    this.body = body;
    this.show((input, now) => (input.value = now));
  }

  get readOnly(): boolean {
    return this.isLocked;
  }

  set readOnly(is: boolean) {
    this.isLocked = is;
    for (const part of this.shown) part.lock(is);
  }

  become(body: string): void {
    this.body = body;
    this.show(become);
  }

  focus(): void {
    this.shown.find(({ element }) => element.querySelector("input, select"))?.focus();
  }
}
