// What a visitor gives and takes along: a record under an id of its own, and its code at once, whether there is a network
// or not.

import { freshId } from "../bytes.js";
import { button, el, heading } from "./dom.js";
import { code } from "./phone.js";
import { receiptCode } from "./sitting.js";

/** @typedef {import("./screens.js").Here} Here */

/**
 * Stores what somebody gave.
 * @param {Here} here
 * @param {string} kind
 * @param {object} content
 * @returns {Promise<string>} Its code; nothing where it could not be stored.
 */
export async function give(here, kind, content) {
  const receipt = receiptCode();
  const stored = await here.store({ id: freshId(), kind, content: JSON.stringify(content), receipt });
  return stored ? receipt : "";
}

/** @param {Here} here @param {string} number @param {string} [lead] */
export function receipt(here, number, lead) {
  const { words } = here;
  const address = `${here.base}/beleg/${number}`;
  return el(
    "section",
    { class: "kiosk-receipt", "aria-labelledby": "beleg" },
    el("h2", { id: "beleg" }, words.receipt),
    el("p", { class: "kiosk-number" }, number),
    code(address, `${words.receipt} ${number}`),
    el("p", { class: "kiosk-receipt__address" }, `${words.receipt_address}: ${address}`),
    el("p", {}, lead),
  );
}

/**
 * It is stored.
 * @param {Here} here
 * @param {string} number
 * @param {() => void} onward
 * @param {{ lead?: string, keep?: string }} [said] What happens to it, and what the code is good for.
 */
export function shown(here, number, onward, { lead = here.words.stored_lead, keep = here.words.receipt_lead } = {}) {
  const { words } = here;
  here.show([
    heading(words.stored ?? ""),
    el("p", { class: "lead" }, lead),
    receipt(here, number, keep),
    el(
      "div",
      { class: "kiosk-actions" },
      button(words.finish ?? "", () => here.sitting.end(), { icon: "check", kind: "kiosk-button--primary" }),
      button(words.print ?? "", () => print(), { icon: "print" }),
      button(words.go_on ?? "", onward, { icon: "arrow-right" }),
    ),
  ]);
}
