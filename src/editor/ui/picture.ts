// What is said of a picture, in a field each. The lines of the block are all that there is; the fields show them.

import { valueOf, withValue, withWords, wordsOf, type Field } from "../text/lines";
import type { Words } from "../words";
import { freshId, h } from "./dom";
import { become, inOneLine, labelled, type Input, type Written } from "./written";

/** One that shows a part of the text. */
type Shown = { input: Input; of: (body: string) => string; into: (body: string, typed: string) => string };

const line = (field: Field) => ({
  of: (body: string) => valueOf(body, field),
  into: (body: string, typed: string) => withValue(body, field, typed.replace(/\s+/g, " ").trim()),
});

export class PictureFields implements Written {
  readonly parts: readonly HTMLElement[];
  private readonly shown: readonly Shown[];
  private readonly alt: HTMLTextAreaElement;
  private readonly problem: HTMLElement;

  constructor(
    private readonly words: Words,
    private body: string,
    private readonly typed: () => void,
  ) {
    const { picture } = words;
    this.alt = h("textarea", { class: "input", rows: 2, "aria-required": "true", onblur: () => this.complain() });
    const caption = h("input", { class: "input", autocomplete: "off" });
    const source = h("input", { class: "input", autocomplete: "off" });
    const below = h("textarea", { class: "input", rows: 4 });
    this.problem = h("p", { id: freshId("error"), class: "field__error" });
    this.parts = [
      labelled(this.alt, words.alt, picture.altHint, this.problem),
      labelled(caption, picture.caption, picture.captionHint),
      labelled(source, picture.source, picture.sourceHint),
      labelled(below, picture.below),
    ];
    this.shown = [
      { input: this.alt, ...line("alt") },
      { input: caption, ...line("caption") },
      { input: source, ...line("source") },
      { input: below, of: wordsOf, into: withWords },
    ];
    for (const { input, into } of this.shown) {
      input.addEventListener("input", () => {
        this.body = into(this.body, input.value);
        if (this.alt.value.trim()) this.complain();
        this.typed();
      });
      if (input !== below) inOneLine(input);
    }
    this.show((input, now) => (input.value = now));
  }

  /** A picture without words for those who do not see it says so, once somebody passed by. */
  private complain(): void {
    const isMissing = valueOf(this.body, "picture") !== "" && !this.alt.value.trim();
    this.problem.textContent = isMissing ? this.words.altMissing : "";
    if (isMissing) this.alt.setAttribute("aria-invalid", "true");
    else this.alt.removeAttribute("aria-invalid");
  }

  private show(put: (input: Input, now: string) => void): void {
    for (const { input, of } of this.shown) {
      const now = of(this.body);
      // A space at the end may be the one between two words.
      if (input.value.trim() !== now.trim()) put(input, now);
    }
    if (this.alt.value.trim()) this.complain();
  }

  get value(): string {
    return this.body;
  }

  set value(body: string) {
    this.body = body;
    this.show((input, now) => (input.value = now));
  }

  get readOnly(): boolean {
    return this.alt.readOnly;
  }

  set readOnly(is: boolean) {
    for (const { input } of this.shown) input.readOnly = is;
  }

  become(body: string): void {
    this.body = body;
    this.show(become);
  }

  focus(): void {
    this.alt.focus();
  }
}
