// What somebody writes on a device, how it goes on its way, and what they are told of it.

import { ORIGIN } from "../scope.js";
import { Headers } from "./answer.js";

/**
 * @typedef {object} Writing
 * @property {number} number
 * @property {"comment" | "proposal" | "support"} kind
 * @property {string} text By which it is known wherever it comes.
 * @property {string} form Id of its form.
 * @property {number} beganAt
 * @property {number} toldAt
 * @property {"" | "taken" | "returned" | "not"} told Taken: kept on the device or arrived. Not: they saw an error, or nothing at all.
 * @property {boolean} isRepeated They sent it again, because they were told nothing.
 * @property {boolean} isRemoved They took it out of the outbox,
 * @property {boolean} isGone and saw that it was gone.
 * @property {boolean} isAgain It was refused, and they sent it once more.
 */

/** @param {number} number @param {Writing["kind"]} kind @param {string} words @param {string} form @returns {Writing} */
export function writing(number, kind, words, form) {
  const text = kind === "support" ? `support ${number}` : `Text ${number}. ${words}`;
  return { number, kind, text, form, beganAt: 0, toldAt: Infinity, told: "", isRepeated: false, isRemoved: false, isGone: false, isAgain: false };
}

/** How a browser asks for it. @param {Writing} what */
export function requestOf({ kind, number, text, form }) {
  if (kind === "support") return requested("/api/fn/support", JSON.stringify({ proposal: number, support: true }), "application/json", "cors");
  /** @type {Record<string, string>} */
  const typed = kind === "comment" ? { haltung: "for", text, einsendung: form } : { titel: text, text: "Am Hafen" };
  const path = kind === "comment" ? "/vorschlaege/3/beitraege" : "/ausgang/schreiben";
  return requested(path, String(new URLSearchParams(typed)), "application/x-www-form-urlencoded", "navigate");
}

/** @param {string} path @param {string} body @param {string} type @param {string} mode */
function requested(path, body, type, mode) {
  return { url: ORIGIN + path, method: "POST", mode, referrer: `${ORIGIN}/vorschlaege/3`, headers: new Headers({ "content-type": type }), arrayBuffer: async () => body };
}

/** Of which writing a record holds the text. @param {string} content */
export function textOf(content) {
  if (!content) return "";
  const { text, fields, proposal } = JSON.parse(content);
  return text ?? fields?.title ?? `support ${proposal}`;
}
