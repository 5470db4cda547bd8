// The bar of the page: whether all is saved, who else is here, undo.

import { fill, type Words } from "../words";
import { announce, h, roving } from "./dom";

export type State = keyof Words["state"];

/** Neither the server nor the device has the text. */
const ONLY_HERE: readonly State[] = ["waitingHere", "signedOutHere"];

/** What nobody may miss, and after what it is worth to be said that all is well again. */
const TROUBLE: readonly State[] = ["waiting", "signedOut", ...ONLY_HERE];

export class Bar {
  private readonly state = h("p", { class: "edit-state" });
  private readonly here = h("p", { class: "edit-here" });
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private wasTrouble = false;

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

  get isOnlyHere(): boolean {
    return ONLY_HERE.includes(this.state.dataset.state as State);
  }

  show(state: State): void {
    if (this.state.dataset.state === state) return;
    this.state.dataset.state = state;
    this.state.replaceChildren(this.words.state[state]);
    this.say(state);
    if (state === "signedOut" || state === "signedOutHere") this.state.append(" ", h("a", { href: "/anmelden", target: "_blank", rel: "noopener" }, this.words.signIn));
  }

  private say(state: State): void {
    const isTrouble = TROUBLE.includes(state);
    if (isTrouble || (this.wasTrouble && state === "saved")) announce(this.words.state[state]);
    this.wasTrouble = isTrouble || (this.wasTrouble && state !== "saved");
  }

  people(names: readonly string[]): void {
    this.here.textContent = names.length > 0 ? fill(this.words.here, { names: names.join(", ") }) : this.words.alone;
  }

  can(undo: boolean, redo: boolean): void {
    this.undo.setAttribute("aria-disabled", String(!undo));
    this.redo.setAttribute("aria-disabled", String(!redo));
  }
}
