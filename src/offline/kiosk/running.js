// What runs beside the boards: surveys, calls for places, events. They are read here, and an address and a code lead to the
// visitor's own phone, where they are answered; a survey that wants no account is answered here as well.

import { button, el, heading, icon } from "./dom.js";
import { onPhone } from "./phone.js";
import { answering, canAsk } from "./survey.js";

/** @typedef {import("./pack.js").Shown & { content: Record<string, any> }} Pack */
/** @typedef {import("./screens.js").Here} Here */
/**
 * @typedef {object} Running
 * @property {string} kind
 * @property {string} key As `umfragen/wege`.
 * @property {string} path In the language of the pack.
 * @property {string} icon
 * @property {string} name What kind of thing it is.
 * @property {string} lead What there is to do on the phone.
 * @property {string} tag The language of the words.
 * @property {string} title
 * @property {string} text
 * @property {number} from
 * @property {number | null} until
 * @property {string | null} when
 * @property {{ title: string, items: string[] }[]} lists
 * @property {boolean} demo
 * @property {import("./survey.js").Ask | null} [ask] What is asked here; a pack of an older version has nothing of it.
 */

/** So many stand where there is more to choose from. */
const FIRST = 4;

/** Events are listed as far ahead as a person plans. */
const EVENTS = 12;

/**
 * What this kiosk offers of what is open now. The pack may be older than now: what ended since is left out here, and what
 * began since is there. First what one can take part in at once, then what one goes to.
 * @param {Pack} pack
 * @param {string} language
 * @param {number} [now]
 * @returns {Running[]}
 */
export function runningOf(pack, language, now = Date.now()) {
  const { processes = [], left_out = [] } = pack;
  /** @type {Running[]} */
  const all = pack.content[`prozesse-${language}`] ?? [];
  const isOffered = (/** @type {Running} */ one) => processes.includes(one.kind) && !left_out.includes(one.key);
  const isOpen = (/** @type {Running} */ one) => one.from <= now && (one.until === null || now < one.until);
  const isLater = (/** @type {Running} */ one) => one.kind === "event";
  const open = all.filter((one) => isOffered(one) && isOpen(one));
  return [...open.filter((one) => !isLater(one)), ...open.filter(isLater).slice(0, EVENTS)];
}

/**
 * What kind of thing, its title, until when.
 * @param {Running} one
 * @param {HTMLElement | string} title
 * @param {"h2" | "h3"} [level] One below the heading above.
 */
export function card(one, title, level = "h3") {
  return el(
    "li",
    { class: "kiosk-card" },
    el(
      "div",
      {},
      el("p", { class: "kiosk-kind" }, icon(one.icon), one.name),
      el(level, { lang: one.tag }, title),
      one.when && el("p", {}, one.when),
    ),
  );
}

/**
 * Some of them, each to be opened.
 * @param {Here} here
 * @param {Running[]} some
 * @param {() => void} back
 * @param {"h2" | "h3"} [level]
 */
function cards(here, some, back, level) {
  const open = (/** @type {Running} */ one) => el("button", { type: "button", class: "kiosk-card__open", onclick: () => show(here, one, back) }, one.title);
  return el("ul", { class: "kiosk-cards" }, ...some.map((one) => card(one, open(one), level)));
}

/** On the first screen: what ends soonest, and the way to the others. @param {Here} here @param {() => void} back */
export function running(here, back) {
  const { words } = here;
  const all = runningOf(here.pack, here.language);
  if (!all.length) return null;
  const more = button(words.all_running ?? "", () => list(here, back), { icon: "chevron-down" });
  return el(
    "section",
    { class: "kiosk-open", "aria-labelledby": "laeuft" },
    el("h2", { id: "laeuft" }, words.open_now),
    cards(here, all.slice(0, FIRST), back),
    all.length > FIRST && el("div", { class: "kiosk-actions" }, more),
  );
}

/** @param {Here} here @param {() => void} back */
function list(here, back) {
  const again = () => list(here, back);
  here.show([heading(here.words.open_now ?? ""), cards(here, runningOf(here.pack, here.language), again, "h2")], back);
}

/** @param {Here} here @param {Running} one @param {() => void} back */
function show(here, one, back) {
  const { words } = here;
  const facts = [one.demo && words.demo, one.name, one.when].filter(Boolean);
  const lists = one.lists.flatMap(({ title, items }) => [
    el("h2", {}, title),
    el("ul", { class: "kiosk-points" }, ...items.map((item) => el("li", { lang: one.tag }, item))),
  ]);
  here.show(
    [
      heading(one.title, one.tag),
      el("ul", { class: "kiosk-facts" }, ...facts.map((fact) => el("li", {}, String(fact)))),
      el("div", { class: "kiosk-text", lang: one.tag }, ...one.text.split(/\n+/).map((part) => el("p", {}, part))),
      ...(canAsk(one) ? answering(here, one, { again: () => show(here, one, back), onward: back }) : []),
      ...lists,
      onPhone(here, one.path, one.lead),
    ],
    back,
  );
}
