// The bar of the page: whether all is saved, who else is here, undo.

import { fill, type Words } from "../words";
import { h, roving } from "./dom";

export type State = keyof Words["state"];

export class Bar {
  private readonly state = h("p", { class: "edit-state" });
  private readonly here = h("p", { class: "edit-here" });
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;

  constructor(
    page: HTMLElement,
    private readonly words: Words,
    undo: () => void,
    redo: () => void,
  ) {
    const tool = (label: string, act: () => void) => h("button", { type: "button", class: "edit-tool", "aria-disabled": "true", onclick: act }, label);
    this.undo = tool(words.undo, undo);
    this.redo = tool(words.redo, redo);
    const tools = h("div", { role: "toolbar", class: "edit-history", "aria-label": words.bar }, this.undo, this.redo);
    roving(tools);
    page.append(h("div", { class: "edit-page-bar", role: "region", "aria-label": words.bar }, this.state, this.here, tools));
    this.show("loading");
    this.people([]);
  }

  show(state: State): void {
    if (this.state.dataset.state === state) return;
    this.state.dataset.state = state;
    this.state.replaceChildren(this.words.state[state]);
    if (state === "signedOut") this.state.append(" ", h("a", { href: "/anmelden", target: "_blank", rel: "noopener" }, this.words.signIn));
  }

  people(names: readonly string[]): void {
    this.here.textContent = names.length > 0 ? fill(this.words.here, { names: names.join(", ") }) : this.words.alone;
  }

  can(undo: boolean, redo: boolean): void {
    this.undo.setAttribute("aria-disabled", String(!undo));
    this.redo.setAttribute("aria-disabled", String(!redo));
  }
}
