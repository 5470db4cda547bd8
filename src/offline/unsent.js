// The page that stands in the place of an answer to a form for which there was no network, and has what was typed: nothing of it
// is kept on the device, so it says that it was not sent.

import { longestOf } from "./bytes.js";

/** @typedef {"unsent" | "unsent_lead" | "unsent_again" | "unsent_reload" | "unsent_text" | "long" | "long_lead" | "long_text"} Named */
/** @typedef {Record<Named, string>} UnsentWords */
/** @typedef {readonly (readonly [string, string])[]} Fields */

/** A form that has this counts once, however often it is sent. */
const SUBMISSION = "einsendung";

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** What was typed; files are not given back. @param {[string, FormDataEntryValue][]} fields @returns {Fields} */
const textsOf = (fields) => fields.filter((field) => typeof field[1] === "string").map(([name, value]) => [name, String(value)]);

/**
 * All that was typed, to be sent again from here; nothing where sending it twice could count twice.
 * @param {[string, FormDataEntryValue][]} fields
 */
export function givenBack(fields) {
  const texts = textsOf(fields);
  return texts.some(([name]) => name === SUBMISSION) ? texts : [];
}

/** A text area takes line breaks as they are; a hidden field would join them. @param {Fields} fields */
const hidden = (fields) => fields.map(([name, value]) => `<textarea name="${escaped(name)}" hidden>\n${escaped(value)}</textarea>`).join("");

/** @param {UnsentWords} words */
const sender = (words) => `<p class="form__actions"><button class="button button--primary" type="submit">${words.unsent_again}</button></p>`;

/**
 * @param {string} address Where the form goes.
 * @param {Fields} fields
 * @param {UnsentWords} words
 */
function again(address, fields, words) {
  const typed = fields.map(([, value]) => value.trim()).filter((value) => /\s/.test(value));
  const texts = typed.map((value) => `<p class="outbox__words">${escaped(value)}</p>`);
  const read = texts.length ? `<details class="outbox__text"><summary>${words.unsent_text}</summary>${texts.join("")}</details>` : "";
  return `<form method="post" action="${escaped(address)}">${hidden(fields)}${read}${sender(words)}</form>`;
}

/**
 * The page that says that there is no network, with another content. Our words hold no markup.
 * @param {string} html
 * @param {{ address: string, fields: Fields, words: UnsentWords }} form
 */
export function unsent(html, { address, fields, words }) {
  const form = fields.length ? again(address, fields, words) : "";
  return withContent(html, words.unsent, fields.length ? words.unsent_lead : words.unsent_reload, form);
}

/**
 * The same of what is more than the outbox takes: its longest text can be shortened at once. Nothing of it was taken, so it may
 * be sent again whatever it is.
 * @param {string} html
 * @param {{ address: string, typed: [string, FormDataEntryValue][], excess: number, words: UnsentWords }} form
 */
export function tooLong(html, { address, typed, excess, words }) {
  const fields = textsOf(typed);
  const at = longestOf(fields.map(([, value]) => value));
  const [name = "", value = ""] = fields[at] ?? [];
  const area = `<textarea class="input" id="text" name="${escaped(name)}" rows="12" aria-invalid="true">\n${escaped(value)}</textarea>`;
  const field = `<div class="field"><label class="field__label" for="text">${words.long_text}</label>${area}</div>`;
  const others = hidden(fields.filter((_, place) => place !== at));
  const form = `<form class="form" method="post" action="${escaped(address)}">${others}${field}${sender(words)}</form>`;
  return withContent(html, words.long, words.long_lead.replace("{n}", String(excess)), form);
}

/** @param {string} html @param {string} title @param {string} lead @param {string} form */
function withContent(html, title, lead, form) {
  const said = `<div class="container container--narrow"><h1>${title}</h1><p class="lead" role="status">${lead}</p>${form}</div>`;
  const [begin, end] = [html.indexOf(">", html.indexOf("<main")) + 1, html.lastIndexOf("</main>")];
  return html.slice(0, begin) + said + html.slice(end);
}
