// How the worker of the site answers a request, before it asks anybody: by what it is and where it goes.

import { isPrivate, kindOf } from "./cache.js";
import { WRITE, isWriting, split } from "./forms.js";

const OUTBOX = "/ausgang";

/** Says that there is no network; shown in the place of what is not there. */
const AWAY = "/ohne-netz";

/** How a browser sends a form that holds no file. */
const TYPED = "application/x-www-form-urlencoded";

/** Where a proposal begins, with what was chosen in advance. */
const NEW = "/vorschlaege/neu";

/**
 * "write": it is kept on the device first. "form": it is given back where nobody answers. "page" and "file": from the network or
 * as it was kept. "none": as if there were no worker; so go pictures and other files that somebody sends.
 * @param {Pick<Request, "method" | "mode" | "headers">} request
 * @param {URL} url
 * @param {string} origin Of this site.
 * @returns {"write" | "form" | "page" | "file" | "none"}
 */
export function wayOf({ method, mode, headers }, url, origin) {
  if (url.origin !== origin) return "none";
  if (method === "POST" && isWriting(url.pathname)) return "write";
  if (method === "POST" && mode === "navigate" && headers.get("content-type")?.startsWith(TYPED)) return "form";
  if (method !== "GET") return "none";
  if (mode === "navigate") return "page";
  const isTheirs = isPrivate(split(url.pathname).path) || headers.has("range") || kindOf(url) === "pages";
  return isTheirs ? "none" : "file";
}

/** So says a proxy before a server that is not there. @param {Pick<Response, "status">} response */
export function isNobody({ status }) {
  return [502, 503, 504].includes(status);
}

/**
 * The page that is there before anything was read, if this is one of those.
 * @param {string} pathname
 * @returns {string | undefined}
 */
export function shellOf(pathname) {
  const { path } = split(pathname);
  return path === OUTBOX || path === WRITE ? pathname : undefined;
}

/** The page that says that there is no network. @param {string} pathname In its language. */
export function awayOf(pathname) {
  return inLanguage(split(pathname).language, AWAY);
}

/**
 * Whoever wants to write needs no network, and writes for what they chose.
 * @param {URL} url
 * @returns {string | undefined}
 */
export function insteadOf({ pathname, search }) {
  const { language, path } = split(pathname);
  return path === NEW ? inLanguage(language, WRITE) + search : undefined;
}

/**
 * The outbox, which shows what was stored.
 * @param {string} language
 * @param {string} kept The name under which the page kept the words.
 */
export function storedAt(language, kept) {
  return inLanguage(language, `${OUTBOX}?gespeichert=${encodeURIComponent(kept)}`);
}

/** @param {string} language @param {string} path */
function inLanguage(language, path) {
  return language === "de" ? path : `/${language}${path}`;
}
