// Small helpers for what is shown. Texts are set as texts: nothing that anybody wrote is ever markup.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, unknown>} [attributes] `on…` are listeners, `class` the classes.
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") made.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** @param {string} name */
export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${icons}#${name}`);
  made.append(use);
  return made;
}

let icons = "/icons.svg";
/** @param {string} address */
export const setIcons = (address) => (icons = address);

/** @param {string} path @param {number} side @param {string} label */
export function drawing(path, side, label) {
  const made = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ role: "img", "aria-label": label, viewBox: `0 0 ${side} ${side}`, class: "kiosk-qr" }))
    made.setAttribute(name, value);
  const ground = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: side, height: side, fill: "#fff" })) ground.setAttribute(name, String(value));
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", path);
  dark.setAttribute("fill", "#000");
  made.append(ground, dark);
  return made;
}

/**
 * @param {string} label
 * @param {() => unknown} act
 * @param {{ icon?: string, kind?: string, pressed?: boolean, lang?: string, short?: string }} [how] `short` is for the eye.
 */
export function button(label, act, how = {}) {
  return el(
    "button",
    {
      type: "button",
      class: `kiosk-button ${how.kind ?? ""}`,
      "aria-pressed": how.pressed === undefined ? null : String(how.pressed),
      "aria-label": how.short ? `${how.short} ${label}` : null,
      lang: how.lang,
      onclick: () => void act(),
    },
    how.icon ? icon(how.icon) : null,
    el("span", {}, how.short ?? label),
  );
}

/** `{n}` in a sentence. @param {string} text @param {Record<string, unknown>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** What every screen begins with. @param {string} name @param {string} [lang] */
export const heading = (name, lang) => el("h1", { tabindex: "-1", lang }, name);

/**
 * A page as the server drew it for kiosks, sanitised there. Should an older server have left something to follow in it, it
 * leads nowhere here; pictures are those that came along.
 * @param {string} html
 */
export function prose(html) {
  const read = new DOMParser().parseFromString(html, "text/html");
  for (const link of read.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const other of read.querySelectorAll('script, style, img:not([src^="/medien/"]), form, iframe, object, embed')) other.remove();
  return el("div", { class: "content kiosk-page" }, ...read.body.childNodes);
}
