// The formats above an open text.

import type { EditorView } from "prosemirror-view";
import { fill, type Words } from "../words";
import { announce, h, roving } from "./dom";
import { FORMATS } from "./formats";

export class Toolbar {
  readonly element: HTMLElement;
  private readonly settle: () => void;
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(
    private readonly words: Words,
    private readonly view: () => EditorView | null,
    label: string,
    done: () => void,
    history: { undo: () => void; redo: () => void },
  ) {
    const button = (name: string, text: string, act: () => void) => {
      // The caret stays in the text while a button is pressed.
      const made = h("button", { type: "button", class: `edit-tool edit-tool--${name}`, onmousedown: (event: Event) => event.preventDefault(), onclick: act }, text);
      this.buttons.set(name, made);
      return made;
    };
    this.element = h(
      "div",
      { role: "toolbar", class: "edit-toolbar", "aria-label": label },
      ...FORMATS.map(({ name }) => button(name, words.formats[name] ?? name, () => this.press(name))),
      button("undo", words.undo, history.undo),
      button("redo", words.redo, history.redo),
      button("done", words.done, done),
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.view()?.focus();
    });
    this.settle = roving(this.element);
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('button[tabindex="0"]:not([hidden])')?.focus();
  }

  update(): void {
    const state = this.view()?.state;
    if (!state) return;
    for (const { name, isOn, isShown } of FORMATS) {
      const button = this.buttons.get(name);
      if (isOn) button?.setAttribute("aria-pressed", String(isOn(state)));
      if (isShown && button) button.hidden = !isShown(state);
    }
    this.settle();
  }

  private press(name: string): void {
    const view = this.view();
    const format = FORMATS.find((format) => format.name === name);
    if (!view || !format) return;
    format.run(view, this.words);
    if (!format.isOn || name === "link") return;
    const words = format.isOn(view.state) ? this.words.switchedOn : this.words.switchedOff;
    announce(fill(words, { format: this.words.formats[name] ?? name }));
  }
}
