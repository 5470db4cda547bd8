// What stands on the screen while nobody is here: what is open now, and nothing that is not, and what others wrote last.

import { el, fill } from "./dom.js";
import { card, runningOf } from "./running.js";
import { boardsOf, isOpen, proposalsOf, until } from "./screens.js";

/** @typedef {import("./pack.js").Pack} Pack */
/** @typedef {Record<string, string>} Words */

const NEWEST = 4;

/** Nobody scrolls before they began: the rest stands on the first screen of a sitting. */
const OPEN = 6;

/**
 * When something opens or ends of what is shown: until then time alone changes nothing.
 * @param {Pack} pack
 * @param {string} language
 * @param {number} [now]
 */
export function changesAt(pack, language, now = Date.now()) {
  /** @type {(number | null)[]} */
  const ofBoards = boardsOf(pack).flatMap(({ begins = null, ends }) => [begins, ends]);
  /** @type {import("./running.js").Running[]} */
  const all = pack.content[`prozesse-${language}`] ?? [];
  const ahead = [...ofBoards, ...all.flatMap(({ from, until }) => [from, until])].filter((at) => at !== null && at > now);
  return Math.min(...ahead.map(Number));
}

/**
 * @param {Pack} pack
 * @param {string} language
 * @returns {Node[]}
 */
export function openNow(pack, language) {
  /** @type {{ screen: Words, tag: string }} */
  const { screen: words, tag } = pack.content[`worte-${language}`];
  const proposals = proposalsOf(pack);
  const boards = boardsOf(pack).filter(isOpen).map((board) => {
    const packed = proposals.filter((one) => one.board === board.slug).length;
    const ends = until(words, tag, board);
    const count = el("p", {}, fill(words.proposals_count ?? "", { n: board.proposals ?? packed }));
    return el("li", { class: "kiosk-card" }, el("div", {}, el("h3", { lang: "de" }, board.title), count, ends && el("p", {}, ends)));
  });
  const cards = [...boards, ...runningOf(pack, language).slice(0, OPEN).map((one) => card(one, one.title))];
  const newest = proposals
    .slice(0, NEWEST)
    .map((one) => el("li", { class: "kiosk-card", lang: "de" }, el("div", {}, el("h3", {}, one.title), el("p", {}, one.excerpt))));
  const open = cards.length ? el("ul", { class: "kiosk-cards" }, ...cards) : el("p", {}, words.nothing_open);
  return [
    el("section", { "aria-labelledby": "offen", class: "kiosk-open" }, el("h2", { id: "offen" }, words.open_now), open),
    newest.length && el("section", { "aria-labelledby": "neu", class: "kiosk-open" }, el("h2", { id: "neu" }, words.newest), el("ul", { class: "kiosk-cards" }, ...newest)),
  ].filter((node) => node instanceof Node);
}
