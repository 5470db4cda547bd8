// What the city says itself: its pages, as the server drew them for kiosks.

import { button, el, heading, prose } from "./dom.js";
import { onPhone } from "./phone.js";

/** @typedef {import("./screens.js").Here} Here */
/** @typedef {{ address: string, title: string, lead: string, html: string, tag: string, group?: string, path?: string }} Page */

/** The rules, which every form is about. */
const RULES = "regeln";

/** @param {Here} here @returns {Page[]} */
const all = (here) => here.pack.content[`seiten-${here.language}`] ?? [];

/** All of them, those that belong together below one heading. @param {Here} here @param {() => void} back */
export function pages(here, back) {
  const row = (/** @type {Page} */ page) =>
    el("li", {}, button(page.title, () => open(here, page, () => pages(here, back)), { icon: "info", lang: page.tag }));
  /** @type {Map<string, Page[]>} */
  const groups = new Map();
  for (const page of all(here)) groups.set(page.group ?? "", [...(groups.get(page.group ?? "") ?? []), page]);
  const lists = [...groups].flatMap(([name, some]) => [
    ...(name ? [el("h2", {}, name)] : []),
    el("ul", { class: "kiosk-rows" }, ...some.map(row)),
  ]);
  here.show([heading(here.words.about ?? ""), ...lists], back);
}

/** @param {Here} here @param {Page} page @param {() => void} back */
function open(here, { title, lead, html, tag, path }, back) {
  const parts = [heading(title, tag), el("p", { class: "lead", lang: tag }, lead), el("div", { lang: tag }, prose(html))];
  here.show(path ? [...parts, onPhone(here, path, here.words.page_on_phone ?? "")] : parts, back);
}

/** The rules to unfold beside a form: whoever reads them there loses nothing that they typed. @param {Here} here */
export function rules(here) {
  const page = all(here).find(({ address }) => address === RULES);
  return page ? el("details", { class: "kiosk-fold", lang: page.tag }, el("summary", {}, page.title), prose(page.html)) : null;
}
