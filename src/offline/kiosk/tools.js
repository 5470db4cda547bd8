// What makes a screen readable: the size of the type, the contrast, reading aloud. It stands on every screen, on the cover and
// in every dialog, since what lies below a dialog cannot be reached.

import { button, el } from "./dom.js";

/** @typedef {Record<string, string>} Words */
/** @typedef {{ tag: string, text: string }} Part What is read in one language. */

const SIZES = 4;
/** Reading means that somebody is there, but no longer than this: a browser that forgets to say that it ended shall not keep a
 * sitting open. */
const LONGEST_READING = 5 * 60_000;
/** Nothing ends before or after these. */
const INLINE = new Set(["a", "abbr", "b", "code", "em", "i", "small", "span", "strong"]);
/** Read by nobody: what one works it with. */
const TOOLS = "kiosk-tools";

/** What is shown carries how. */
const look = () => document.documentElement;
/** @type {{ button: HTMLElement, since: number } | null} */
let reading = null;

/**
 * @param {Words} words
 * @param {string[]} [tags] The languages that are shown.
 */
export function tools(words, tags = [look().lang]) {
  const made = el("div", { class: TOOLS, role: "group", "aria-label": words.tools });
  const loud = button(words.contrast ?? "", contrast, { icon: "moon", pressed: isLoud() });
  loud.classList.add("kiosk-contrast");
  const read = button(words.read_aloud ?? "", () => readAloud(read, words), { icon: "megaphone" });
  read.classList.add("kiosk-read");
  read.dataset.tags = tags.join(" ");
  made.append(
    button(words.smaller ?? "", () => resize(-1), { short: "A−" }),
    button(words.larger ?? "", () => resize(1), { short: "A+" }),
    loud,
    read,
  );
  offer(read);
  return made;
}

const isLoud = () => look().dataset.contrast === "high";

/** @param {number} step */
function resize(step) {
  const size = Number(look().dataset.size ?? 0) + step;
  look().dataset.size = String(Math.min(SIZES - 1, Math.max(0, size)));
}

function contrast() {
  look().dataset.contrast = isLoud() ? "" : "high";
  tellContrast();
}

function tellContrast() {
  for (const one of document.querySelectorAll(".kiosk-contrast")) one.setAttribute("aria-pressed", String(isLoud()));
}

/** Whoever changed it is gone. */
export function asBegun() {
  delete look().dataset.size;
  delete look().dataset.contrast;
  tellContrast();
}

/** Of the device itself: one that asks the network would tell others what is read here. @param {string} tag */
function voiceOf(tag) {
  const [language = ""] = tag.split("-");
  return globalThis.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.startsWith(language));
}

/** @param {HTMLElement} read */
function offer(read) {
  read.hidden = !read.dataset.tags?.split(" ").some(voiceOf);
}

// A browser learns of its voices after the first screen is drawn.
globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => {
  for (const one of document.querySelectorAll(".kiosk-read")) if (one instanceof HTMLElement) offer(one);
});

/** Begins to read what the button stands at, or ends it. @param {HTMLElement} read @param {Words} words */
function readAloud(read, words) {
  if (reading) return stopReading();
  const around = read.closest("dialog, .kiosk-cover") ?? document.querySelector(".kiosk-content");
  if (!around) return;
  /** @type {Part[]} */
  const parts = [];
  collect(around, look().lang, words, parts);
  const [fallback] = (read.dataset.tags ?? "").split(" ").map(voiceOf).filter(Boolean);
  const said = parts.filter(({ text }) => text.trim()).map(({ tag, text }) => spoken(text, voiceOf(tag) ?? fallback));
  const last = said.at(-1);
  if (!last) return;
  const current = { button: read, since: performance.now() };
  // Only the end of this reading is its end: one that was cut off may say so when the next has begun.
  const end = () => {
    if (reading === current) stopReading();
  };
  last.addEventListener("end", end);
  for (const one of said) one.addEventListener("error", end);
  reading = current;
  label(read, words.stop_reading ?? "");
  read.dataset.begin = words.read_aloud;
  for (const one of said) speechSynthesis.speak(one);
}

/** @param {string} text @param {SpeechSynthesisVoice | undefined} voice */
function spoken(text, voice) {
  const said = new SpeechSynthesisUtterance(text.trim());
  if (voice) Object.assign(said, { voice, lang: voice.lang });
  return said;
}

/** @param {HTMLElement} read @param {string} text */
function label(read, text) {
  const name = read.querySelector("span");
  if (name) name.textContent = text;
}

export function stopReading() {
  if (reading) label(reading.button, reading.button.dataset.begin ?? "");
  reading = null;
  globalThis.speechSynthesis?.cancel();
}

/** Whether somebody is there and listens. */
export const isReading = () => reading !== null && performance.now() - reading.since < LONGEST_READING;

/**
 * What is shown below a node, also what was typed and chosen, each piece in its own language.
 * @param {Node} node
 * @param {string} tag
 * @param {Words} words
 * @param {Part[]} parts
 */
function collect(node, tag, words, parts) {
  if (node instanceof Text) return add(parts, tag, node.data.replace(/\s+/g, " "));
  // A drawing says nothing that does not stand beside it.
  if (!(node instanceof HTMLElement) || node.hidden || node.classList.contains(TOOLS)) return;
  const own = node.lang || tag;
  const instead = insteadOf(node, words);
  if (instead !== undefined) return add(parts, own, `\n${instead}\n`);
  for (const child of node.childNodes) collect(child, own, words, parts);
  add(parts, own, INLINE.has(node.localName) ? " " : "\n");
}

/** What is read instead of what stands in it. @param {HTMLElement} node @param {Words} words */
function insteadOf(node, words) {
  if (node.dataset.spoken) return node.dataset.spoken;
  if (node instanceof HTMLTextAreaElement) return node.value;
  if (node instanceof HTMLSelectElement) return node.selectedOptions[0]?.text ?? "";
  if (!(node instanceof HTMLInputElement)) return undefined;
  if (!["radio", "checkbox"].includes(node.type)) return node.value;
  return node.checked ? words.chosen : "";
}

/** @param {Part[]} parts @param {string} tag @param {string} text */
function add(parts, tag, text) {
  const last = parts.at(-1);
  if (last?.tag === tag) last.text += text;
  else parts.push({ tag, text });
}
