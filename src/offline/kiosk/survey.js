// A survey that is answered at the kiosk, one question at a time. What was given stays with the sitting, however often
// somebody goes back and forth, and goes with it.

import { excessOf, longestOf } from "../bytes.js";
import { button, el, fill, heading } from "./dom.js";
import { QUIET, choices, length, roomNote } from "./forms.js";
import { give, receipt, shown } from "./receipt.js";

/** @typedef {Record<string, string>} Words */
/** @typedef {import("./screens.js").Here} Here */
/** @typedef {import("./running.js").Running} Running */
/** @typedef {{ kind: string, text: string, hint: string, required: boolean, choices: { value: string, name: string }[] }} Question */
/** @typedef {{ edition: number, most: number, questions: Question[] }} Ask */
/** @typedef {Running & { ask: Ask }} Asked */
/** @typedef {{ answers: string[][], code: string }} Given For each question what its inputs hold; the code once it is stored. */
/** @typedef {{ again: () => void, onward: () => void }} Ways To the page of the survey, and to what one saw before it. */

const KINDS = ["one", "many", "scale", "text"];
const FIELD = "antwort";

/**
 * Whether it is answered here. One for people with an account is not; nor is one whose questions a newer server asks in a way
 * that is not known here yet.
 * @param {Running} one
 * @returns {one is Asked}
 */
export function canAsk(one) {
  const { ask } = one;
  return Boolean(ask?.questions.length) && Boolean(ask?.questions.every(({ kind }) => KINDS.includes(kind)));
}

/**
 * What is wrong with an answer, by the rule of the form on the site.
 * @param {Words} words
 * @param {Pick<Question, "kind" | "required">} question
 * @param {string[]} values
 * @param {number} most
 */
export function problemOf(words, { kind, required }, values, most) {
  const [first = ""] = values.filter((value) => value.trim());
  if (!first) return required ? (words.answer_missing ?? "") : "";
  const now = length(first);
  return kind === "text" && now > most ? fill(words.answer_long ?? "", { n: most, now }) : "";
}

/** What its record says. @param {Asked} one @param {string[][]} answers */
export function contentOf({ key, ask }, answers) {
  return { survey: key.split("/").at(-1) ?? "", edition: ask.edition, answers };
}

/**
 * What to say of answers that are together more than the server takes: said before anything is sealed. A pack of an older
 * version says less.
 * @param {Words} words
 * @param {{ answers: string[][] }} content
 */
export function excessInWords(words, content) {
  const excess = excessOf(JSON.stringify(content));
  const at = longestOf(content.answers.map((values) => values.join())) + 1;
  return excess ? fill(words.answers_too_large ?? words.answers_not_stored ?? "", { n: excess, at }) : "";
}

/** An answer as one reads it. @param {Pick<Question, "kind" | "choices">} question @param {string[]} values */
export function inWords({ kind, choices }, values) {
  if (kind === "text") return (values[0] ?? "").trim();
  return choices.filter(({ value }) => values.includes(value)).map(({ name }) => name).join(", ");
}

/** @param {Here} here @param {Asked} one @returns {Given} */
function givenTo({ sitting }, { key, ask }) {
  const given = sitting.answers.get(key) ?? { answers: ask.questions.map(() => []), code: "" };
  sitting.answers.set(key, given);
  return given;
}

/** On the page of a survey: the way to its questions, or what became of the answers. @param {Here} here @param {Asked} one @param {Ways} ways @returns {Node[]} */
export function answering(here, one, ways) {
  const { words } = here;
  const { code } = givenTo(here, one);
  const begin = () => ask(here, one, 0, ways);
  if (!code) {
    return [
      el("div", { class: "kiosk-note" }, el("p", {}, words.answer_here_lead), el("p", {}, words.grace)),
      el("div", { class: "kiosk-actions" }, button(words.answer_here ?? "", begin, { icon: "edit", kind: "kiosk-button--primary" })),
    ];
  }
  return [
    el("div", { class: "kiosk-note kiosk-note--good" }, el("p", {}, el("strong", {}, words.answered)), el("p", {}, words.answered_lead)),
    receipt(here, code, words.answers_receipt_lead),
    el(
      "div",
      { class: "kiosk-actions" },
      button(words.change_answers ?? "", begin, { icon: "edit" }),
      button(words.print ?? "", () => print(), { icon: "print" }),
    ),
  ];
}

/**
 * What a question is answered with.
 * @param {Question} question
 * @param {string[]} given
 * @param {HTMLElement[]} about
 * @returns {{ view: HTMLElement, values: () => string[] }}
 */
function control({ kind, text, choices: all }, given, about) {
  if (kind !== "text") return choices({ id: FIELD, label: text, choices: all, many: kind === "many", given, about });
  const described = about.map(({ id }) => id).join(" ");
  const input = el("textarea", { id: FIELD, class: "input", rows: 6, lang: document.documentElement.lang, "aria-describedby": described, ...QUIET });
  input.value = given[0] ?? "";
  const view = el("div", { class: "kiosk-field" }, el("label", { for: FIELD }, text), ...about, input);
  return { view, values: () => [input.value].filter(Boolean) };
}

/**
 * One question; behind the last one all of them.
 * @param {Here} here
 * @param {Asked} one
 * @param {number} at
 * @param {Ways} ways
 * @param {{ isChange?: boolean, isTold?: boolean }} [how] Whether one comes from all of them, and what is wrong is said at once.
 */
function ask(here, one, at, ways, { isChange = false, isTold = false } = {}) {
  const { words } = here;
  const { questions, most } = one.ask;
  const question = questions[at];
  if (!question) return review(here, one, ways);
  const given = givenTo(here, one);
  const hint = el("p", { id: `${FIELD}-hinweis`, class: "kiosk-hint" }, question.hint);
  const problem = el("p", { id: `${FIELD}-fehler`, class: "kiosk-problems", role: "alert", lang: document.documentElement.lang, hidden: true });
  const { view, values } = control(question, given.answers[at] ?? [], question.hint ? [hint, problem] : [problem]);
  view.classList.add("kiosk-question");
  view.lang = one.tag;
  view.addEventListener("input", () => (given.answers[at] = values()));
  const wrong = () => problemOf(words, question, values(), most);
  const tell = () => {
    problem.textContent = wrong();
    problem.hidden = false;
    const input = document.getElementById(FIELD);
    input?.setAttribute("aria-invalid", "true");
    input?.focus();
  };
  const onward = () => (isChange ? review(here, one, ways) : ask(here, one, at + 1, ways));
  const next = () => (wrong() ? tell() : onward());
  const skip = () => {
    given.answers[at] = [];
    onward();
  };
  const before = () => (at ? ask(here, one, at - 1, ways) : ways.again());
  const form = el(
    "form",
    { class: "kiosk-form", autocomplete: "off", novalidate: true },
    roomNote(words),
    view,
    el(
      "div",
      { class: "kiosk-actions" },
      button(words.next ?? "", next, { icon: "arrow-right", kind: "kiosk-button--primary" }),
      !question.required && button(words.skip ?? "", skip),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    next();
  });
  const title = heading(fill(words.question_of ?? "", { n: at + 1, all: questions.length }));
  here.show([title, el("p", { class: "lead", lang: one.tag }, one.title), form], isChange ? onward : before);
  if (isTold) tell();
}

/** All that was given, to be looked at once more before it is sent. @param {Here} here @param {Asked} one @param {Ways} ways */
function review(here, one, ways) {
  const { words } = here;
  const { questions, most } = one.ask;
  const given = givenTo(here, one);
  const rows = questions.map((question, at) => {
    const answer = inWords(question, given.answers[at] ?? []);
    const isOwn = !answer || question.kind === "text";
    const change = () => ask(here, one, at, ways, { isChange: true });
    return el(
      "li",
      { class: "kiosk-card" },
      el(
        "div",
        { class: "kiosk-text" },
        el("p", { lang: one.tag }, el("strong", {}, `${at + 1}. ${question.text}`)),
        el("p", { lang: isOwn ? null : one.tag }, answer || words.no_answer),
        button(fill(words.change_answer ?? "", { n: at + 1 }), change, { icon: "edit" }),
      ),
    );
  });
  const problem = el("p", { class: "kiosk-problems", role: "alert", tabindex: "-1", hidden: true });
  const tell = (/** @type {string} */ text) => {
    problem.textContent = text;
    problem.hidden = false;
    problem.focus();
  };
  let isSending = false;
  const send = button(
    words.hand_in ?? "",
    async () => {
      if (isSending) return;
      const open = questions.findIndex((question, at) => problemOf(words, question, given.answers[at] ?? [], most));
      if (open >= 0) return ask(here, one, open, ways, { isChange: true, isTold: true });
      const content = contentOf(one, given.answers);
      const excess = excessInWords(words, content);
      if (excess) return tell(excess);
      // Twenty taps are one response.
      isSending = true;
      send.setAttribute("aria-disabled", "true");
      const code = await give(here, "survey", content);
      if (code) {
        given.code = code;
        return shown(here, code, ways.onward, { lead: words.answers_stored_lead, keep: words.answers_receipt_lead });
      }
      isSending = false;
      send.removeAttribute("aria-disabled");
      tell(words.answers_not_stored ?? "");
    },
    { kind: "kiosk-button--primary", icon: "check" },
  );
  const title = el("p", { class: "lead", lang: one.tag }, one.title);
  const all = el("ol", { class: "kiosk-cards" }, ...rows);
  const last = () => ask(here, one, questions.length - 1, ways);
  here.show([heading(words.check_title ?? ""), title, problem, all, el("div", { class: "kiosk-actions" }, send)], last);
}
