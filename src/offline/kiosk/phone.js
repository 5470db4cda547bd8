// The way from the kiosk to a visitor's own phone: what is read, answered or kept there leaves no trace here.

import { drawing, el } from "./dom.js";
import { drawn, qr } from "./qr.js";

/** The address as a code; nothing where it is too long for one. @param {string} address @param {string} label */
export function code(address, label) {
  const grid = qr(address);
  const made = grid && drawn(grid);
  return made && drawing(made.path, made.side, label);
}

/**
 * The code, and the address for those who type it.
 * @param {{ words: Record<string, string>, base: string }} here
 * @param {string} path
 * @param {string} lead What there is to do.
 */
export function onPhone({ words, base }, path, lead) {
  const address = `${base}${path}`;
  return el(
    "section",
    { class: "kiosk-phone", "aria-labelledby": "telefon" },
    el("h2", { id: "telefon" }, words.on_phone),
    el("p", {}, lead),
    code(address, `${words.on_phone}: ${address}`),
    el("p", { class: "kiosk-receipt__address" }, `${words.receipt_address}: ${address}`),
  );
}
