// The text of a block in a form: all of it in one field, or as its kind has it.

import { freshId, h, spoken } from "./dom";

/** `value` is the whole text of the block, whatever stands in which field. */
export interface Written {
  value: string;
  /** Nothing can be typed while a file is on its way. */
  readOnly: boolean;
  /** What stands in the form. */
  readonly parts: readonly HTMLElement[];
  /** Others changed it: the caret stays where it is. */
  become(body: string): void;
  focus(): void;
}

export type Input = HTMLInputElement | HTMLTextAreaElement;

/** The caret stays behind the same words. */
export function become(input: Input, now: string): void {
  const { value, selectionStart, selectionEnd } = input;
  if (value === now) return;
  let same = 0;
  while (same < value.length && value[same] === now[same]) same++;
  const shift = (at: number | null) => (at === null || at <= same ? at : Math.max(same, at + now.length - value.length));
  input.value = now;
  input.setSelectionRange(shift(selectionStart), shift(selectionEnd));
}

/** A field with its name, what one has to know, and what is wrong with it. */
export function labelled(input: Input | HTMLSelectElement, label: string, hint?: string, problem?: HTMLElement): HTMLElement {
  input.id = freshId("field");
  input.spellcheck = true;
  const described = [problem?.id, hint && `${input.id}-hint`].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  const name = h("label", { class: "field__label", for: input.id, lang: spoken() }, label);
  return h("div", { class: "field" }, name, hint && h("p", { class: "field__hint", id: `${input.id}-hint`, lang: spoken() }, hint), problem, input);
}

/** A line has no second one, and a form around this one is not to be sent. */
export const inOneLine = (input: Input): void =>
  input.addEventListener("keydown", (event) => (event as KeyboardEvent).key === "Enter" && event.preventDefault());

export class TextField implements Written {
  readonly parts: readonly HTMLElement[];
  private readonly input: HTMLTextAreaElement;

  constructor(label: string, hint: string | null, body: string, typed: () => void) {
    const id = freshId("source");
    const rows = Math.min(18, Math.max(5, body.split("\n").length + 1));
    this.input = h("textarea", { id, class: "input edit-source__text", rows, spellcheck: "true", "aria-describedby": hint && `${id}-hint`, oninput: typed });
    this.input.value = body;
    const said = hint ? [h("p", { class: "field__hint", id: `${id}-hint` }, hint)] : [];
    this.parts = [h("label", { class: "field__label", for: id }, label), ...said, this.input];
  }

  get value(): string {
    return this.input.value;
  }

  set value(body: string) {
    this.input.value = body;
  }

  get readOnly(): boolean {
    return this.input.readOnly;
  }

  set readOnly(is: boolean) {
    this.input.readOnly = is;
  }

  become(body: string): void {
    become(this.input, body);
  }

  focus(): void {
    this.input.focus();
  }
}
