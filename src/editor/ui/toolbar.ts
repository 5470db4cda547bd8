// The formats above an open text.

import type { EditorView } from "prosemirror-view";
import { h, roving, spoken } from "./dom";
import { FORMATS, perform } from "./formats";
import type { Host } from "./rich";

export class Toolbar {
  readonly element: HTMLElement;
  private readonly settle: () => void;
  private readonly buttons = new Map<string, HTMLButtonElement>();

  constructor(
    private readonly host: Host,
    private readonly view: () => EditorView | null,
    history: { undo: () => void; redo: () => void },
  ) {
    const { words } = host;
    const button = (name: string, text: string, act: () => void) => {
      // The caret stays in the text while a button is pressed.
      const made = h("button", { type: "button", class: `edit-tool edit-tool--${name}`, onmousedown: (event: Event) => event.preventDefault(), onclick: act }, text);
      this.buttons.set(name, made);
      return made;
    };
    this.element = h(
      "div",
      { role: "toolbar", class: "edit-toolbar", lang: spoken(), "aria-label": `${words.tools}: ${host.label}` },
      ...FORMATS.map(({ name }) => button(name, words.formats[name] ?? name, () => this.press(name))),
      button("undo", words.undo, history.undo),
      button("redo", words.redo, history.redo),
      button("done", words.done, host.close),
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
    if (view) perform(name, view, this.host);
  }
}
