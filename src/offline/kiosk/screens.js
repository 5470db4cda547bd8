// What a visitor sees, one screen at a time, made of the pack. Addresses never change: there is nothing to go back to.

import { button, el, fill, heading, icon } from "./dom.js";
import { field, form, radios, roomNote, select } from "./forms.js";
import { Hint } from "./hint.js";
import { pages, rules } from "./pages.js";
import { onPhone } from "./phone.js";
import { give, receipt, shown } from "./receipt.js";
import { running } from "./running.js";

/** @typedef {import("./pack.js").Pack} Pack */
/** @typedef {import("./sitting.js").Sitting} Sitting */
/** @typedef {Record<string, string>} Words */
/**
 * @typedef {object} Here What the screens work with.
 * @property {Pack} pack
 * @property {string} language
 * @property {Words} words
 * @property {Sitting} sitting
 * @property {string} base The address that visitors' own phones open.
 * @property {(record: Record<string, unknown> & { content: string }) => Promise<boolean>} store
 * @property {(nodes: Node[], back?: () => void) => void} show
 */

/** So many proposals at once. */
const AT_ONCE = 12;

/** @param {Pack} pack @returns {any[]} The newest first. */
export function proposalsOf(pack) {
  const chunks = Object.keys(pack.content).filter((name) => name.startsWith("vorschlaege-"));
  const all = chunks.flatMap((name) => pack.content[name]);
  return all.filter((one) => pack.boards.includes(one.board)).sort((a, b) => b.id - a.id);
}

/** The boards of this kiosk. @param {Pack} pack @returns {any[]} */
export function boardsOf(pack) {
  return pack.content["listen"].boards.filter((/** @type {any} */ board) => pack.boards.includes(board.slug));
}

/** Whether guests may write now, whenever the pack was made; one of an older version knows no beginning. @param {any} board */
export function isOpen({ guests, open, begins, ends }) {
  const now = Date.now();
  return guests && (begins === undefined ? open : begins <= now) && !(ends && ends <= now);
}

/**
 * The boards for which somebody may write: one where they come from its page, or where there is no other.
 * @param {Pack} pack
 * @param {string} [from] Slug of the board whose page they saw.
 */
export function boardsToWriteFor(pack, from) {
  const open = boardsOf(pack).filter(isOpen);
  const seen = open.filter(({ slug }) => slug === from);
  return seen.length ? seen : open;
}

const LANGUAGES = ["de", "en", "ls"];

/** @param {Here} here */
function themes(here) {
  return here.pack.content[`worte-${here.language}`].themes.map((/** @type {any} */ { slug, name }) => ({ value: slug, name }));
}

/** @param {Here} here @returns {import("./hint.js").HintWords | undefined} */
const hintWords = (here) => here.pack.content[`worte-${here.language}`].hint;

/** What is said of boards; a pack of an older version says nothing. @param {Here} here @returns {Words} */
const listWords = (here) => here.pack.content[`worte-${here.language}`].lists ?? {};

/** Until when a board is open, where it ends. @param {Words} words @param {string} tag @param {any} board */
export function until(words, tag, board) {
  if (!board.ends) return "";
  const date = new Date(board.ends).toLocaleDateString(tag, { day: "numeric", month: "long", year: "numeric" });
  return fill(words.open_until ?? "", { date });
}

/** @param {string} sign @param {string} name @param {string} lead @param {() => void} act @param {string} [lang] Of the name. */
const tile = (sign, name, lead, act, lang) =>
  el("li", {}, el("button", { type: "button", class: "kiosk-tile", onclick: act }, icon(sign), el("span", { class: "kiosk-tile__name", lang }, name), el("span", {}, lead)));

/** @param {Here} here */
export function home(here) {
  const { words } = here;
  const canWrite = boardsToWriteFor(here.pack).length > 0;
  const again = () => home(here);
  here.show([
    heading(words.what ?? ""),
    el(
      "ul",
      { class: "kiosk-tiles" },
      tile("list", words.look ?? "", words.look_lead ?? "", () => board(here)),
      canWrite && tile("edit", words.write ?? "", words.write_lead ?? "", () => write(here, again)),
      tile("info", words.about ?? "", words.about_lead ?? "", () => pages(here, again)),
    ),
    running(here, again),
    canWrite ? "" : el("p", { class: "kiosk-note" }, words.closed),
  ].filter((node) => node instanceof Node));
}

/**
 * A list whose choice shows at once.
 * @param {Here} here
 * @param {{ id: string, label: string, none: string, choices: { value: string, name: string, lang?: string }[] }} what
 * @param {string} value
 * @param {(value: string) => void} choose
 */
function pick(here, what, value, choose) {
  const { view } = select(here.words, { ...what, needed: false });
  const input = /** @type {HTMLSelectElement} */ (view.querySelector("select"));
  input.value = value;
  input.addEventListener("change", () => {
    choose(input.value);
    document.getElementById(what.id)?.focus();
  });
  return view;
}

/** What narrows the proposals: the board where there are several, and the theme. @param {Here} here @param {string} list @param {string} theme */
function picks(here, list, theme) {
  const { words, pack } = here;
  const { one = "", all = "" } = listWords(here);
  const boards = boardsOf(pack).map(({ slug, title }) => ({ value: slug, name: title, lang: "de" }));
  const themed = { id: "thema-wahl", label: words.theme ?? "", none: words.all_themes ?? "", choices: themes(here) };
  const ofTheme = pick(here, themed, theme, (value) => board(here, { list, theme: value }));
  if (boards.length < 2) return [ofTheme];
  return [pick(here, { id: "liste-wahl", label: one, none: all, choices: boards }, list, (value) => board(here, { list: value, theme })), ofTheme];
}

/** Whether there are more than this device has with it, which are the newest. @param {Pack} pack @param {string} list All boards where it is empty. */
function hasOlder(pack, list) {
  const packed = proposalsOf(pack);
  const count = (/** @type {string} */ slug) => packed.filter((one) => one.board === slug).length;
  return boardsOf(pack).some(({ slug, proposals = 0 }) => (!list || slug === list) && proposals > count(slug));
}

/** At the end of the list: the older ones are on the site. @param {Here} here @param {string} list @param {string} theme */
function older(here, list, theme) {
  const query = String(new URLSearchParams(Object.entries({ liste: list, thema: theme }).filter(([, value]) => value)));
  return onPhone(here, addressOf(here, query ? `vorschlaege?${query}` : "vorschlaege"), here.words.older_on_phone ?? "");
}

/** On the site, in the language of the visitor. @param {Here} here @param {string} path */
const addressOf = ({ language }, path) => `${language === "de" ? "" : `/${language}`}/${path}`;

/** @param {Here} here @param {{ list?: string, theme?: string, most?: number }} [shown] `list` is the slug of a board. */
export function board(here, shown = {}) {
  const { words, pack } = here;
  const { list = "", theme = "", most = AT_ONCE } = shown;
  const all = proposalsOf(pack).filter((one) => (!list || one.board === list) && (!theme || one.theme === theme));
  const again = () => board(here, shown);
  // A pack of an older version has no words for it.
  const isCut = hasOlder(pack, list) && Boolean(words.older_on_phone);
  const canWrite = boardsToWriteFor(pack, list).some(({ slug }) => !list || slug === list);
  const cards = all.slice(0, most).map((one) =>
    el(
      "li",
      { class: "kiosk-card" },
      one.picture && el("img", { src: one.picture, alt: "", loading: "lazy", width: 160, height: 120 }),
      el(
        "div",
        {},
        el("h2", { lang: "de" }, el("button", { type: "button", class: "kiosk-card__open", onclick: () => proposal(here, one, again) }, one.title)),
        el("p", { lang: "de" }, one.excerpt),
        facts(here, one),
      ),
    ),
  );
  here.show(
    [
      heading(words.look ?? ""),
      ...picks(here, list, theme),
      ...(canWrite ? [button(words.write ?? "", () => write(here, again, list), { icon: "edit", kind: "kiosk-button--primary" })] : []),
      cards.length ? el("ul", { class: "kiosk-cards" }, ...cards) : el("p", {}, isCut && theme ? words.none_of_newest : words.none_yet),
      ...(all.length > most ? [button(words.more ?? "", () => board(here, { ...shown, most: most + AT_ONCE }), { icon: "chevron-down" })] : isCut ? [older(here, list, theme)] : []),
    ],
    () => home(here),
  );
}

/** @param {Here} here @param {any} one */
function facts(here, one) {
  const { words, language } = here;
  const supports = one.supports + (here.sitting.supported.has(one.id) ? 1 : 0);
  const count = supports === 1 ? words.support_one : fill(words.supports ?? "", { n: supports });
  const theme = themes(here).find((/** @type {any} */ { value }) => value === one.theme)?.name;
  const status = one.status[LANGUAGES.indexOf(language)];
  const all = [one.demo && words.demo, status, theme, one.place ?? words.whole_city, count];
  return el("ul", { class: "kiosk-facts" }, ...all.filter(Boolean).map((fact) => el("li", {}, fact)));
}

/** @param {Here} here @param {any} one @param {() => void} back @param {string} [said] */
function proposal(here, one, back, said = "") {
  const { words, pack, sitting } = here;
  const mayTakePart = one.open && boardsOf(pack).some((board) => board.slug === one.board && isOpen(board));
  const support = async () => {
    const code = await give(here, "support", { proposal: one.id, support: true });
    if (code) sitting.supported.set(one.id, code);
    // A pack of an older version knows only what is said of texts.
    proposal(here, one, back, code ? words.supported : (words.support_not_stored ?? words.not_stored));
  };
  const code = sitting.supported.get(one.id);
  const actions = el(
    "div",
    { class: "kiosk-actions" },
    !code && button(words.support ?? "", support, { icon: "heart-hand", kind: "kiosk-button--primary" }),
    button(words.comment ?? "", () => comment(here, one, () => proposal(here, one, back)), { icon: "comment" }),
    code && button(words.print ?? "", () => print(), { icon: "print" }),
  );
  here.show(
    [
      heading(one.title, "de"),
      code || !said
        ? el("p", { role: "status", class: said ? "kiosk-note kiosk-note--good" : "visually-hidden" }, said)
        : el("p", { role: "alert", class: "kiosk-problems" }, said),
      ...(code ? [receipt(here, code, words.support_receipt_lead)] : []),
      facts(here, one),
      ...(one.picture ? [el("img", { class: "kiosk-picture", src: one.picture, alt: one.alt ?? "", lang: "de" })] : []),
      el("div", { class: "kiosk-text", lang: "de" }, ...one.text.split(/\n+/).map((/** @type {string} */ part) => el("p", {}, part))),
      ...(mayTakePart && !code ? [roomNote(words, words.support_full)] : []),
      mayTakePart ? actions : el("p", { class: "kiosk-note" }, words.closed),
      ...discussion(here, one),
    ],
    back,
  );
}

/**
 * What others said about it is not here: it changes by the hour and is checked by people. A pack of an older version has no
 * words for that.
 * @param {Here} here
 * @param {any} one
 */
function discussion(here, { id, comments }) {
  const { words } = here;
  if (!comments || !words.comments_on_phone) return [];
  return [onPhone(here, addressOf(here, `vorschlaege/${id}`), fill(words.comments_on_phone, { n: comments }))];
}

/** @param {Here} here @param {any} one @param {() => void} back */
function comment(here, one, back) {
  const { words } = here;
  const { limits } = here.pack.content["listen"];
  const stance = radios(words, {
    id: "haltung",
    label: words.stance ?? "",
    choices: [
      { value: "for", name: words.stance_for ?? "", icon: "stance-for" },
      { value: "against", name: words.stance_against ?? "", icon: "stance-against" },
      { value: "note", name: words.stance_hint ?? "", icon: "stance-note" },
    ],
  });
  const text = field(words, { id: "beitrag", label: words.your_words ?? "", least: limits.comment[0], most: limits.comment[1], rows: 5 });
  const author = field(words, { id: "name", label: words.name ?? "", hint: words.name_hint, least: 0, most: limits.name });
  const content = () => {
    const typed = { stance: stance.value(), text: text.value(), author: author.value() };
    return { proposal: one.id, ...typed, reply_to: "", asked: hint.asked() };
  };
  const hint = new Hint(hintWords(here), [text]);
  here.show([heading(words.comment ?? ""), el("p", { class: "lead", lang: "de" }, one.title), form(words, [stance, text, author], hint, content, (sent) => keep(here, "comment", sent)), note(here)], back);
  const input = document.getElementById("beitrag");
  if (input) input.setAttribute("lang", document.documentElement.lang);
}

/** Asks first for which board, where that is not known. @param {Here} here @param {() => void} back @param {string} [from] Slug of the board that they saw. */
function write(here, back, from) {
  const [only, ...others] = boardsToWriteFor(here.pack, from);
  // The last one closed meanwhile.
  if (!only) return home(here);
  return others.length ? which(here, back) : compose(here, only, back);
}

/** For which board? @param {Here} here @param {() => void} back */
function which(here, back) {
  const { words, pack, language } = here;
  const { tag } = pack.content[`worte-${language}`];
  const again = () => which(here, back);
  const tiles = boardsToWriteFor(pack).map((one) => tile("list", one.title, until(words, tag, one), () => compose(here, one, again), "de"));
  here.show([heading(listWords(here).which ?? words.write ?? ""), el("ul", { class: "kiosk-tiles" }, ...tiles)], back);
}

/** @param {Here} here @param {any} target The board for which it is. @param {() => void} back */
function compose(here, target, back) {
  const { words } = here;
  const { limits } = here.pack.content["listen"];
  const { districts } = here.pack.content["orte"];
  const title = field(words, { id: "titel", label: words.title ?? "", hint: words.title_hint, least: limits.title[0], most: limits.title[1] });
  const text = field(words, { id: "text", label: words.text ?? "", hint: words.text_hint, least: limits.text[0], most: limits.text[1], rows: 7 });
  const theme = select(words, { id: "thema", label: words.theme ?? "", none: words.choose ?? "", choices: themes(here), needed: true });
  const places = districts.map((/** @type {any} */ { id, name }) => ({ value: String(id), name }));
  const where = select(words, { id: "ort", label: words.place ?? "", none: words.whole_city ?? "", choices: places, needed: false });
  where.view.append(outline(where, districts));
  const author = field(words, { id: "name", label: words.name ?? "", hint: words.name_hint, least: 0, most: limits.name });
  const content = () => {
    const fields = { title: title.value(), text: text.value(), theme: theme.value(), goals: [], district: where.value(), pin: "", place_note: "", author: author.value(), email: "" };
    return { fields, board: target.slug, asked: hint.asked() };
  };
  const save = (/** @type {object} */ sent) => keep(here, "proposal", sent);
  const hint = new Hint(hintWords(here), [title, text]);
  const { one } = listWords(here);
  const named = el("p", { class: "lead" }, one && `${one}: `, el("span", { lang: "de" }, target.title));
  const isOneOfSeveral = boardsOf(here.pack).length > 1;
  here.show([heading(words.write ?? ""), ...(isOneOfSeveral ? [named] : []), form(words, [title, text, theme, where, author], hint, content, save), note(here)], back);
}

/** Where the chosen Ortsteil lies. For the eye alone: the list says the same. @param {{ view: HTMLElement, value: () => string }} where @param {any[]} districts */
function outline(where, districts) {
  const map = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  map.setAttribute("class", "kiosk-map");
  map.setAttribute("aria-hidden", "true");
  for (const { id, path } of districts) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", "path");
    part.setAttribute("d", path);
    part.dataset.id = String(id);
    map.append(part);
  }
  const show = () => {
    for (const part of map.children) part.classList.toggle("is-chosen", part instanceof SVGElement && part.dataset.id === where.value());
  };
  where.view.querySelector("select")?.addEventListener("change", show);
  // What is drawn is as large as its parts; known when it is shown.
  requestAnimationFrame(() => {
    const { x, y, width, height } = map.getBBox();
    if (width) map.setAttribute("viewBox", `${x - 2} ${y - 2} ${width + 4} ${height + 4}`);
  });
  return map;
}

/** @param {Here} here */
function note(here) {
  return el("div", { class: "kiosk-note" }, el("p", {}, here.words.public_note), el("p", {}, here.words.grace), rules(here));
}

/** @param {Here} here @param {string} kind @param {object} content */
async function keep(here, kind, content) {
  const code = await give(here, kind, content);
  if (code) shown(here, code, () => home(here));
  return Boolean(code);
}
