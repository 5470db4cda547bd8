// Elements without markup from text: what a person wrote is always text here.

type Value = string | number | boolean | null | undefined | ((event: never) => void);
type Child = Node | string | null | undefined | false;

/** Makes an element; `on…` listens, everything else is an attribute. No style: the policy of the site forbids it. */
export function h<K extends keyof HTMLElementTagNameMap>(name: K, given: Record<string, Value> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** The language of the tools, which may be another one than that of the text that they stand at. */
export const spoken = (): string => document.documentElement.lang;

const SVG = "http://www.w3.org/2000/svg";

const paths: Record<string, string> = {
  up: "M12 19V6M6 11l6-6 6 6",
  down: "M12 5v13M6 13l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  beside: "M4 10v4h3l5 4V6L7 10zM16 9a4 4 0 0 1 0 6M18.5 6a8 8 0 0 1 0 12",
  copy: "M9 9h10v11H9zM5 15V4h10",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
};

export function icon(name: keyof typeof paths & string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "edit-icon" })) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name] ?? "");
  svg.append(path);
  return svg;
}

/** One stop for the Tab key, arrows inside (the pattern of toolbars). */
export function roving(toolbar: HTMLElement): () => void {
  const items = () => [...toolbar.querySelectorAll<HTMLButtonElement>("button:not([hidden])")];
  const choose = (chosen: HTMLElement) => items().forEach((item) => (item.tabIndex = item === chosen ? 0 : -1));
  toolbar.addEventListener("focusin", (event) => choose(event.target as HTMLElement));
  toolbar.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step ? all[(at + step + all.length) % all.length] : { Home: all[0], End: all.at(-1) }[event.key];
    if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    next.focus();
  });
  // Again when buttons came or went.
  const settle = () => {
    const [first] = items();
    if (first && !items().some(({ tabIndex }) => tabIndex === 0)) choose(first);
  };
  choose(items()[0] ?? toolbar);
  return settle;
}

/** Where one is: what lies behind an open dialog is silent. */
const stage = (): Element => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.querySelector("main") ?? document.body;

/** What speaks there. It has to be there before it says something, or its first words are not heard. */
export function voice(home = stage()): HTMLElement {
  const known = home.querySelector<HTMLElement>(":scope > .edit-announce");
  if (known) return known;
  const made = h("p", { role: "status", class: "edit-announce", lang: spoken() });
  home.append(made);
  return made;
}

/** What was said in the same breath: the last of it must not silence the first. */
let breath: string[] = [];

/** What a screen reader says without moving. */
export function announce(words: string): void {
  if (breath.length === 0) queueMicrotask(() => (breath = []));
  if (breath.at(-1) !== words) breath.push(words);
  const region = voice();
  const said = breath.join(" ");
  // The same words a second time are news, too.
  region.textContent = region.textContent === said ? `${said}\u00a0` : said;
}

let count = 0;
export const freshId = (name: string): string => `edit-${name}-${++count}`;
