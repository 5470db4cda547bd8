// What of a text tells who somebody is, said before it is published: found on the device by the same Rust code with which
// the server asks. It asks once and never forbids; where that code did not load, somebody reads the text before it appears.

import { button, el } from "./dom.js";

/** @typedef {{ found: (text: string) => Uint32Array, redact: (text: string, instead: string) => string }} Finder */
/** @typedef {{ found: string, public: string, choice: string, remove: string, removed: string, kinds: string[], instead: string[] }} HintWords */
/** @typedef {{ kind: number, words: string }} Finding */

const PAUSE = 1_200;

/** @type {Finder | null} */
let finder = null;

/** Nobody waits for it. @param {string} [script] @param {string} [wasm] */
export async function load(script, wasm) {
  if (!script || !wasm) return;
  try {
    const loaded = await import(script);
    await loaded.default({ module_or_path: wasm });
    finder = loaded;
  } catch {
    finder = null;
  }
}

/** What some texts hold, each thing once. @param {string[]} texts @param {Pick<Finder, "found">} how @returns {Finding[]} */
export function foundIn(texts, { found }) {
  /** @type {Finding[]} */
  const all = [];
  for (const text of texts) {
    const places = found(text);
    for (let at = 0; at < places.length; at += 3) {
      const [kind = 0, from, to] = places.subarray(at, at + 3);
      const words = text.slice(from, to);
      if (!all.some((one) => one.kind === kind && one.words === words)) all.push({ kind, words });
    }
  }
  return all;
}

/** As the server compares them, line by line. @param {Finding[]} all */
export const linesOf = (all) => all.flatMap(({ words }) => words.split("\n"));

/** Inside of a form, above its button. */
export class Hint {
  /**
   * @param {HintWords | undefined} words A pack of an older version has none.
   * @param {{ input: HTMLInputElement | HTMLTextAreaElement }[]} fields
   */
  constructor(words, fields) {
    this.words = words;
    this.inputs = fields.map(({ input }) => input);
    /** What was said, line by line. @type {Set<string>} */
    this.told = new Set();
    this.shown = "";
    this.said = el("div", { class: "visually-hidden", role: "status", tabindex: "-1" });
    this.button = button(words?.remove ?? "", () => this.remove(), { icon: "lock" });
    this.button.hidden = true;
    this.view = el("div", { class: "kiosk-field" }, this.said, this.button);
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.tell(this.find()), PAUSE);
    };
    for (const input of this.inputs) input.addEventListener("input", later);
  }

  /** What the record says to the server. */
  asked() {
    return [...this.told].join("\n");
  }

  /** Whether there is something that nobody was told about; it is told now. */
  asks() {
    const all = this.find();
    const isNews = linesOf(all).some((line) => !this.told.has(line));
    this.tell(all, isNews);
    if (isNews) this.said.focus();
    return isNews;
  }

  find() {
    return finder && this.words ? foundIn(this.inputs.map(({ value }) => value), finder) : [];
  }

  /** @param {Finding[]} all @param {boolean} [isAsking] Whether it was about to be sent. */
  tell(all, isAsking = false) {
    const { words } = this;
    if (!words) return;
    for (const line of linesOf(all)) this.told.add(line);
    this.button.hidden = !all.length;
    const items = all.map((one) => el("li", {}, `${words.kinds[one.kind]}: `, el("strong", {}, one.words)));
    const why = isAsking ? `${words.public} ${words.choice}` : words.public;
    this.say(items.length ? [el("p", {}, words.found), el("ul", {}, ...items), el("p", {}, why)] : []);
  }

  /** The same said again would be read aloud again. @param {Node[]} nodes */
  say(nodes) {
    const told = nodes.map((node) => node.textContent).join("\n");
    if (told === this.shown) return;
    this.shown = told;
    this.said.replaceChildren(...nodes);
    this.said.className = nodes.length ? "kiosk-note" : "visually-hidden";
  }

  remove() {
    const { words } = this;
    if (!finder || !words) return;
    for (const input of this.inputs) input.value = finder.redact(input.value, words.instead.join("\n"));
    this.button.hidden = true;
    this.say([el("p", {}, words.removed)]);
    this.said.focus();
  }
}
