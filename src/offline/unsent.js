// The page that stands in the place of an answer to a form for which there was no network, and has what was typed: nothing of it
// is kept on the device, so it says that it was not sent.

/** @typedef {{ unsent: string, unsent_lead: string, unsent_again: string, unsent_reload: string, unsent_text: string }} UnsentWords */

/** A form that has this counts once, however often it is sent. */
const SUBMISSION = "einsendung";

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * All that was typed, to be sent again from here; nothing where sending it twice could count twice.
 * @param {[string, FormDataEntryValue][]} fields
 */
export function givenBack(fields) {
  const texts = fields.filter((field) => typeof field[1] === "string").map(([name, value]) => /** @type {const} */ ([name, String(value)]));
  return texts.some(([name]) => name === SUBMISSION) ? texts : [];
}

/**
 * @param {string} address Where the form goes.
 * @param {readonly (readonly [string, string])[]} fields
 * @param {UnsentWords} words
 */
function again(address, fields, words) {
  // A text area takes line breaks as they are; a hidden field would join them.
  const inputs = fields.map(([name, value]) => `<textarea name="${escaped(name)}" hidden>\n${escaped(value)}</textarea>`);
  const typed = fields.map(([, value]) => value.trim()).filter((value) => /\s/.test(value));
  const texts = typed.map((value) => `<p class="outbox__words">${escaped(value)}</p>`);
  const read = texts.length ? `<details class="outbox__text"><summary>${words.unsent_text}</summary>${texts.join("")}</details>` : "";
  const button = `<p class="form__actions"><button class="button button--primary" type="submit">${words.unsent_again}</button></p>`;
  return `<form method="post" action="${escaped(address)}">${inputs.join("")}${read}${button}</form>`;
}

/**
 * The page that says that there is no network, with another content. Our words hold no markup.
 * @param {string} html
 * @param {{ address: string, fields: readonly (readonly [string, string])[], words: UnsentWords }} form
 */
export function unsent(html, { address, fields, words }) {
  const form = fields.length ? again(address, fields, words) : "";
  const lead = fields.length ? words.unsent_lead : words.unsent_reload;
  const said = `<div class="container container--narrow"><h1>${words.unsent}</h1><p class="lead" role="status">${lead}</p>${form}</div>`;
  const [begin, end] = [html.indexOf(">", html.indexOf("<main")) + 1, html.lastIndexOf("</main>")];
  return html.slice(0, begin) + said + html.slice(end);
}
