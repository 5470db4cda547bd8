// A call for help. It says that it was made when the server heard it and no sooner; until then it is tried again with each sign
// of life, and whoever waits is sent to the counter.

import { el } from "./dom.js";

/** @typedef {Record<string, string>} Words */
/** @typedef {"none" | "calling" | "unheard" | "heard"} State */

/** So long whoever called reads that it was heard; by then somebody came, or another one is here. */
const HEARD = 10 * 60_000;

export class Call {
  #heardAt = 0;

  constructor() {
    /** @type {State} */
    this.state = "none";
    /** Beside every screen, the cover too: whoever calls waits before that one. */
    this.view = el("p", { class: "kiosk-call", role: "status" });
  }

  /** Whether the server is still to be told. */
  get asks() {
    return this.state === "calling" || this.state === "unheard";
  }

  begin() {
    this.state = "calling";
  }

  /** What became of a sign of life that asked. @param {boolean} isHeard */
  answered(isHeard, now = performance.now()) {
    if (!this.asks) return;
    this.state = isHeard ? "heard" : "unheard";
    this.#heardAt = now;
  }

  /** Again with each sign of life. @param {Words} words Of whoever is here. */
  say(words, now = performance.now()) {
    if (this.state === "heard" && now - this.#heardAt >= HEARD) this.state = "none";
    const said = { none: "", calling: words.help_calling, unheard: words.help_away, heard: words.asked_help };
    const text = said[this.state] ?? "";
    // The same again would be read aloud again.
    if (this.view.textContent !== text) this.view.textContent = text;
  }
}
