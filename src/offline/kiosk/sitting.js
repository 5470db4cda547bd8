// One visitor's sitting: what is known of them while they are here, and that nothing of it is left when they go. It lives in
// memory alone; whatever has to stay is sealed before it is stored.

import { freshId } from "../bytes.js";
import { el, button, fill } from "./dom.js";
import { asBegun, isReading, stopReading, tools } from "./tools.js";

/** So long nothing may happen before we ask whether somebody is there. */
export const IDLE = 60_000;
/** So long we wait for an answer: one tap, as often as they like. */
export const COUNTDOWN = 30_000;
/** So long what is covered waits for its number. */
export const COVERED = 120_000;
/** So many wrong numbers end the sitting. */
const TRIES = 5;

/**
 * What a sitting does when nobody has done anything for so long: nothing, ask whether somebody is there, end.
 * @param {number} quiet Milliseconds.
 * @param {boolean} isCovered Then nobody is asked.
 * @returns {"goes on" | "ends" | { left: number }} Seconds in which to answer.
 */
export function stageOf(quiet, isCovered) {
  if (isCovered) return quiet >= COVERED ? "ends" : "goes on";
  if (quiet < IDLE) return "goes on";
  const left = Math.ceil((IDLE + COUNTDOWN - quiet) / 1000);
  return left > 0 ? { left } : "ends";
}

/**
 * Whether the device slept between two looks at the clock. The one that counts how long nothing happens may have stood still, and
 * the visitor went long ago: then nobody is asked. A clock that is set forward looks the same and ends a sitting as well: rather
 * that than words of one visitor before the next.
 * @param {number} before When the clock of the wall was looked at last.
 * @param {number} now
 */
export function hasSlept(before, now) {
  return now - before >= COVERED;
}

/** Whatever says that somebody is there. @param {() => void} react @param {AbortSignal} [signal] Until when. */
export function onInput(react, signal) {
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove", "input"])
    addEventListener(kind, react, { passive: true, capture: true, signal });
}

/** Of three digits; the first is no zero, which is easily forgotten. @param {number} chance A large whole number. */
export function numberFrom(chance) {
  return String(100 + (chance % 900));
}

/** What keeps a cover closed. */
export class Padlock {
  typed = "";
  tries = 0;

  /** @param {string} number */
  constructor(number) {
    this.number = number;
  }

  /** @param {string} digit @returns {"more" | "open" | "wrong" | "over"} */
  type(digit) {
    this.typed += digit;
    if (this.typed.length < this.number.length) return "more";
    if (this.typed === this.number) return "open";
    this.typed = "";
    this.tries += 1;
    return this.tries < TRIES ? "wrong" : "over";
  }

  erase() {
    this.typed = this.typed.slice(0, -1);
  }
}

/** @typedef {Record<string, string>} Words */

export class Sitting {
  /** @param {{ words: Words, content: HTMLElement, ended: () => void }} how */
  constructor({ words, content, ended }) {
    this.words = words;
    this.content = content;
    this.ended = ended;
    /** Contributions of one sitting are of one person; nobody else ever has this. */
    this.visitor = freshId();
    /** The codes of what was supported, by the proposal. @type {Map<number, string>} */
    this.supported = new Map();
    /** What was answered, by the survey. @type {Map<string, import("./survey.js").Given>} */
    this.answers = new Map();
    this.last = performance.now();
    this.looked = Date.now();
    /** @type {HTMLDialogElement | null} */
    this.question = null;
    /** @type {HTMLElement | null} */
    this.cover = null;
    this.isOver = false;
    // Whoever wakes the device with a tap is another one: first it is looked whether it slept.
    const touched = () => {
      if (hasSlept(this.looked, Date.now())) this.end();
      else this.touch();
    };
    this.listening = new AbortController();
    onInput(touched, this.listening.signal);
    this.clock = setInterval(() => this.tick(), 1000);
  }

  /** Somebody is there. A question has to be answered by its own button. */
  touch() {
    if (!this.question) this.last = performance.now();
  }

  tick() {
    const looked = this.looked;
    this.looked = Date.now();
    if (hasSlept(looked, this.looked)) return this.end();
    // Whoever listens is there.
    if (isReading()) this.touch();
    const stage = stageOf(performance.now() - this.last, this.cover !== null);
    if (stage === "ends") this.end();
    else if (stage !== "goes on") this.ask(stage.left);
  }

  /** @param {number} left Seconds. */
  ask(left) {
    const { words } = this;
    if (!this.question) {
      stopReading();
      const text = el("p", { class: "lead", id: "noch-da-text" });
      const dialog = el(
        "dialog",
        { class: "kiosk-dialog", "aria-labelledby": "noch-da", "aria-describedby": "noch-da-text" },
        el("h2", { id: "noch-da" }, words.idle_title),
        text,
        button(words.still_here ?? "", () => this.stay(), { kind: "kiosk-button--primary", icon: "check" }),
        button(words.finish ?? "", () => this.end(), { icon: "close" }),
        this.tools(),
      );
      // Escape means that somebody is there, too.
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.stay();
      });
      document.body.append(dialog);
      dialog.showModal();
      this.question = dialog;
    }
    const text = this.question.querySelector("p");
    if (text) text.textContent = fill(words.idle_lead ?? "", { n: left });
    // Read out when it begins and near its end, not every second.
    text?.setAttribute("aria-live", left % 10 === 0 ? "assertive" : "off");
  }

  /** In a dialog or on the cover; whoever makes a question readable has the whole time for it. */
  tools() {
    const made = tools(this.words);
    made.addEventListener("click", () => {
      if (this.question) this.last = performance.now() - IDLE;
    });
    return made;
  }

  stay() {
    stopReading();
    this.question?.remove();
    this.question = null;
    this.last = performance.now();
  }

  /**
   * Shows a number to remember, then hides everything until it is typed in.
   * @param {{ lead?: string, covered?: () => unknown }} [how]
   */
  stepAway({ lead = "", covered } = {}) {
    const { words } = this;
    const number = numberFrom(Number(crypto.getRandomValues(new Uint32Array(1))[0]));
    const dialog = el("dialog", { class: "kiosk-dialog", "aria-labelledby": "merken" });
    const close = () => {
      stopReading();
      dialog.remove();
    };
    // By the key for it.
    dialog.addEventListener("close", close);
    stopReading();
    dialog.append(
      el("h2", { id: "merken" }, words.cover_title),
      el("p", { class: "kiosk-number" }, number),
      el("p", {}, lead ? `${lead} ${words.cover_lead}` : (words.cover_lead ?? "")),
      button(
        words.cover_now ?? "",
        () => {
          close();
          this.drawCover(number);
          covered?.();
        },
        { kind: "kiosk-button--primary", icon: "lock" },
      ),
      button(words.cancel ?? "", close, { icon: "close" }),
      this.tools(),
    );
    document.body.append(dialog);
    dialog.showModal();
  }

  /** @param {string} number */
  drawCover(number) {
    const { words } = this;
    const lock = new Padlock(number);
    const said = el("p", { role: "status", class: "kiosk-cover__said" });
    const show = () => {
      said.textContent = fill(words.entered ?? "", { n: lock.typed.length });
    };
    const type = (/** @type {string} */ digit) => {
      const opened = lock.type(digit);
      if (opened === "more") return show();
      if (opened === "open") return this.uncover();
      said.textContent = words.covered_wrong ?? "";
      if (opened === "over") this.end();
    };
    const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"].map((digit) => button(digit, () => type(digit), { kind: "kiosk-digit" }));
    const pad = el("div", { class: "kiosk-pad", role: "group", "aria-label": words.digits }, ...digits);
    const erase = () => {
      lock.erase();
      show();
    };
    pad.append(button(words.delete_digit ?? "", erase, { kind: "kiosk-digit kiosk-digit--wide" }));
    const title = el("h1", { tabindex: "-1" }, words.covered_title);
    this.cover = el(
      "main",
      { class: "kiosk-cover" },
      title,
      el("p", { class: "lead" }, words.covered_lead),
      said,
      pad,
      // Whoever comes next need not wait.
      button(words.end_session ?? "", () => this.end(), { icon: "refresh" }),
      this.tools(),
    );
    show();
    // Not there at all, neither for the eye nor for whoever listens.
    this.content.hidden = true;
    document.body.append(this.cover);
    title.focus();
  }

  uncover() {
    stopReading();
    this.cover?.remove();
    this.cover = null;
    this.content.hidden = false;
    this.content.focus();
  }

  /** Takes away everything of this visitor and begins anew with a fresh document: no going back leads here. */
  end() {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.clock);
    this.listening.abort();
    wipe();
    this.ended();
  }
}

/** The document and all that a page may store but for what is sealed. */
export function wipe() {
  stopReading();
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (field instanceof HTMLSelectElement) field.selectedIndex = -1;
    else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = "";
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  document.body.replaceChildren();
  asBegun();
  for (const storage of [sessionStorage, localStorage]) storage.clear();
  // What a browser took in spite of everything; one that lets no page do so says no.
  void navigator.clipboard?.writeText("").catch(() => {});
  scrollTo(0, 0);
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The code of a receipt, as the server knows those of kiosks. @param {Uint8Array} [seed] Eight bytes. */
export function receiptCode(seed = crypto.getRandomValues(new Uint8Array(8))) {
  const bits = Array.from(seed, (byte) => byte.toString(2).padStart(8, "0")).join("");
  let code = "K";
  for (let i = 0; i < 10; i++) code += ALPHABET[Number.parseInt(bits.slice(5 * i, 5 * i + 5), 2)];
  const sum = [...code].reduce((sum, sign, at) => sum + ALPHABET.indexOf(sign) * (at + 1), 0);
  code += ALPHABET[sum % 31];
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}
