// Where visitors write. No field has a name and no form is sent, so that no browser offers to remember anything.

import { excessOf, longestOf } from "../bytes.js";
import { isNearlyFull } from "../room.js";
import { button, el, fill, icon } from "./dom.js";

/** @typedef {Record<string, string>} Words */
/** @typedef {{ id: string, label: string, check: () => string, value: () => string }} Checked */

/** So that no browser offers to remember or to change anything. */
export const QUIET = { autocomplete: "off", autocorrect: "off", spellcheck: "false", autocapitalize: "sentences" };

export const length = (/** @type {string} */ text) => [...text.trim()].length;

/**
 * One line, or several.
 * @param {Words} words
 * @param {{ id: string, label: string, hint?: string, least: number, most: number, rows?: number }} what
 */
export function field(words, { id, label, hint, least, most, rows }) {
  const hintId = hint ? `${id}-hinweis` : undefined;
  const attributes = { id, class: "input", "aria-describedby": hintId, ...QUIET };
  const input = rows ? el("textarea", { ...attributes, rows }) : el("input", { ...attributes, type: "text" });
  const view = el(
    "div",
    { class: "kiosk-field" },
    el("label", { for: id }, label),
    hint ? el("p", { id: hintId, class: "kiosk-hint" }, hint) : null,
    input,
  );
  const check = () => {
    const count = length(input.value);
    if (count < least) return fill(words.too_short ?? "", { field: label, n: least });
    return count > most ? fill(words.too_long ?? "", { field: label, n: most }) : "";
  };
  return { id, label, view, input, check, value: () => input.value.trim() };
}

/**
 * One of several in a list.
 * @param {Words} words
 * @param {{ id: string, label: string, none: string, choices: { value: string, name: string, lang?: string }[], needed: boolean }} what
 */
export function select(words, { id, label, none, choices, needed }) {
  const options = choices.map(({ value, name, lang }) => el("option", { value, lang }, name));
  const input = el("select", { id, class: "input input--select", autocomplete: "off" }, el("option", { value: "" }, none), ...options);
  const view = el("div", { class: "kiosk-field" }, el("label", { for: id }, label), input);
  const check = () => (needed && !input.value ? fill(words.not_chosen ?? "", { field: label }) : "");
  return { id, label, view, check, value: () => input.value };
}

/**
 * One of a few, or any number of them, each a large target.
 * @param {{ id: string, label: string, choices: { value: string, name: string, icon?: string }[], many?: boolean, given?: string[], about?: HTMLElement[] }} what
 * `about` stands between the question and its choices, and describes them.
 */
export function choices({ id, label, choices, many = false, given = [], about = [] }) {
  const made = choices.map(({ value, name, icon: sign }, index) => {
    // The name only ties them together; nothing is ever sent by it.
    const how = { type: many ? "checkbox" : "radio", name: id, value, id: index ? `${id}-${index}` : id };
    const input = el("input", { ...how, autocomplete: "off" });
    input.checked = given.includes(value);
    return { input, view: el("label", { class: "kiosk-choice" }, input, sign && icon(sign), el("span", {}, name)) };
  });
  const described = about.map((one) => one.id).join(" ");
  const attributes = { class: "kiosk-field", "aria-describedby": described || null };
  const view = el("fieldset", attributes, el("legend", {}, label), ...about, ...made.map((one) => one.view));
  const values = () => made.filter(({ input }) => input.checked).map(({ input }) => input.value);
  return { id, view, values };
}

/**
 * One of a few, which has to be chosen.
 * @param {Words} words
 * @param {{ id: string, label: string, choices: { value: string, name: string, icon: string }[] }} what
 */
export function radios(words, what) {
  const { id, view, values } = choices(what);
  const { label } = what;
  const value = () => values()[0] ?? "";
  return { id, label, view, check: () => (value() ? "" : fill(words.not_chosen ?? "", { field: label })), value };
}

/** Says that there is hardly any room, before somebody gives something. @param {Words} words @param {string} [said] */
export function roomNote(words, said = words.full) {
  const full = el("p", { class: "kiosk-note", role: "status", hidden: true }, said);
  void isNearlyFull().then((isFull) => (full.hidden = !isFull));
  return full;
}

/**
 * The field to shorten, where all of it is more than the server takes: said before anything is sealed. A pack of an older version
 * says less.
 * @param {Words} words
 * @param {Checked[]} fields
 * @param {object} content
 */
function tooLarge(words, fields, content) {
  const excess = excessOf(JSON.stringify(content));
  const longest = fields[longestOf(fields.map(({ value }) => value()))];
  if (!excess || !longest) return [];
  return [{ id: longest.id, text: fill(words.too_large ?? words.not_stored ?? "", { field: longest.label, n: excess }) }];
}

/**
 * Whether there is room for it, the fields, what is wrong with them, what in them is personal, and the button. `content` is
 * what is sent, and `save` says whether it is stored.
 * @template {object} T
 * @param {Words} words
 * @param {(Checked & { view: HTMLElement })[]} fields
 * @param {import("./hint.js").Hint} hint
 * @param {() => T} content
 * @param {(content: T) => Promise<boolean>} save
 */
export function form(words, fields, hint, content, save) {
  const problems = el("div", { class: "kiosk-problems", role: "alert", tabindex: "-1", hidden: true });
  let isSending = false;
  const send = button(
    words.send ?? "",
    async () => {
      if (isSending) return;
      const wrong = fields.map(({ id, check }) => ({ id, text: check() })).filter(({ text }) => text);
      if (wrong.length) return tell(wrong);
      problems.hidden = true;
      mark([]);
      if (hint.asks()) return;
      const sent = content();
      const large = tooLarge(words, fields, sent);
      if (large.length) return tell(large);
      // Twenty taps are one contribution.
      isSending = true;
      send.setAttribute("aria-disabled", "true");
      if (await save(sent)) return;
      isSending = false;
      send.removeAttribute("aria-disabled");
      tell([{ id: "", text: words.not_stored ?? "" }]);
    },
    { kind: "kiosk-button--primary", icon: "check" },
  );
  /** @param {{ id: string, text: string }[]} wrong */
  function tell(wrong) {
    const items = wrong.map(({ id, text }) => {
      const lead = button(text, () => document.getElementById(id)?.focus(), { kind: "kiosk-button--plain" });
      return el("li", {}, id ? lead : text);
    });
    problems.replaceChildren(el("p", {}, el("strong", {}, words.wrong)), el("ul", {}, ...items));
    problems.hidden = false;
    mark(wrong);
    problems.focus();
  }
  /** @param {{ id: string }[]} wrong */
  function mark(wrong) {
    for (const { id } of fields) document.getElementById(id)?.removeAttribute("aria-invalid");
    for (const { id } of wrong) document.getElementById(id)?.setAttribute("aria-invalid", "true");
  }
  const views = fields.map(({ view }) => view);
  const made = el("form", { class: "kiosk-form", autocomplete: "off", novalidate: true }, roomNote(words), problems, ...views, hint.view, send);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    send.click();
  });
  return made;
}
