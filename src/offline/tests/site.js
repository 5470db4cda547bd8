// The worker of the site as the browser runs it, without a browser: what it asks of the network, keeps and answers is seen.

import { bundle } from "./bundle.js";
import { Kept } from "./kept.js";
import { Locks } from "./locks.js";
import { ORIGIN, PathRequest, Scope } from "./scope.js";
import { Storage } from "./storage.js";
import { publicKey } from "./voice.js";

export const SHELL = ["/ohne-netz", "/ls/ohne-netz", "/ausgang", "/ausgang/schreiben", "/ls/ausgang/schreiben", "/logo.svg"];

const UNSENT = { unsent: "Nicht gesendet", unsent_lead: "Sende es hier", unsent_again: "Noch einmal", unsent_reload: "Lade neu", unsent_text: "Dein Text" };

const LONG = { long: "Zu lang", long_lead: "Kürze um {n} Zeichen", long_text: "Dein Text" };

const WORDS = { ...UNSENT, ...LONG, stand: "Stand von vor {age}", minutes: ["1 Minute", "{n} Minuten"], hours: ["", ""], days: ["", ""] };

/** As the browser makes them: a redirect may lead to a path. */
class Answer extends Response {
  /** @param {string} location @param {number} status */
  static redirect(location, status) {
    return new Response(null, { status, headers: { location } });
  }
}

/** The same site's answer, as a worker gets it. @param {string | null} body @param {ResponseInit} [how] */
export function basic(body, how) {
  const answer = new Response(body, how);
  answer.headers.set("x-wegmarken", "1");
  return as("basic", answer);
}

/** What a hotel's network says in its place. */
export const hotel = () => as("basic", new Response("Willkommen im Hotel", { headers: { "content-type": "text/html" } }));

/** A redirect that a worker does not follow. */
export const redirected = () => as("opaqueredirect", Response.error());

/** @param {string} type @param {Response} answer */
function as(type, answer) {
  Object.defineProperty(answer, "type", { value: type });
  const copy = answer.clone.bind(answer);
  answer.clone = () => as(type, copy());
  return answer;
}

/** @param {string} text */
export const html = (text, headers = {}, status = 200) => basic(`<main>${text}`, { status, headers: { "content-type": "text/html", ...headers } });

/** @typedef {{ method: string, path: string, id: string | null, body: any }} Asked */

export class Site extends Scope {
  caches = new Storage();
  outbox = new Kept();
  /** @type {Asked[]} What reached the network, in this order. */
  asked = [];
  /** @type {{ go: () => void, millis: number }[]} Nothing passes here but what a test lets pass. */
  timers = [];
  /** @type {any[]} What the worker said to pages. */
  told = [];
  /** @type {string[]} */
  syncs = [];
  room = { quota: 2 ** 30, usage: 0 };

  /** @param {(asked: Asked) => Response | Promise<Response>} network */
  constructor(network = () => Promise.reject(new TypeError("no network"))) {
    super();
    this.network = network;
    const page = { postMessage: (/** @type {any} */ message) => this.told.push(message) };
    const outbox = this.outbox;
    const self = {
      location: { origin: ORIGIN },
      registration: { sync: { register: async (/** @type {string} */ tag) => this.syncs.push(tag) } },
      clients: { claim: async () => {}, matchAll: async () => [page] },
      skipWaiting: async () => {},
      addEventListener: this.addEventListener,
    };
    const world = {
      self,
      caches: this.caches,
      fetch: (/** @type {any} */ asked, /** @type {any} */ how) => this.#fetch(asked, how),
      setTimeout: (/** @type {() => void} */ go, /** @type {number} */ millis) => this.timers.push({ go, millis }),
      navigator: { storage: { estimate: async () => this.room }, locks: new Locks().of() },
      Request: PathRequest,
      Response: Answer,
      Outbox: function () {
        return outbox;
      },
      SETTINGS: { version: "2", key: publicKey, shell: SHELL, words: { de: WORDS, ls: WORDS } },
    };
    new Function(...Object.keys(world), bundle(["outbox"]))(...Object.values(world));
  }

  /** @param {any} asked @param {any} [how] */
  async #fetch(asked, how) {
    const url = new URL(asked.url ?? asked, ORIGIN);
    const sent = how?.body;
    const body = typeof sent === "string" ? JSON.parse(sent) : sent && new TextDecoder().decode(sent);
    const id = new Headers(how?.headers ?? {}).get("idempotency-key");
    const one = { method: how?.method ?? asked.method ?? "GET", path: url.pathname + url.search, id, body };
    this.asked.push(one);
    return this.network(one);
  }

  /** @param {string} path @param {Record<string, string>} fields @param {object} [how] */
  async send(path, fields, how = {}) {
    return /** @type {Response} */ (await this.ask(path, formOf(new URLSearchParams(fields), "application/x-www-form-urlencoded", how)));
  }

  /** The button for support. @param {unknown} body */
  async press(body) {
    const how = formOf(JSON.stringify(body), "application/json", { mode: "cors", referrer: `${ORIGIN}/vorschlaege/3` });
    return /** @type {Response} */ (await this.ask("/api/fn/support", how));
  }

  /** Lets everything pass that waits for this long. @param {number} millis */
  passes(millis) {
    const over = this.timers.filter((timer) => timer.millis <= millis);
    this.timers = this.timers.filter((timer) => timer.millis > millis);
    for (const { go } of over) go();
  }
}

/** @param {URLSearchParams | string} body @param {string} type @param {object} how */
function formOf(body, type, how) {
  const arrayBuffer = async () => new TextEncoder().encode(String(body)).buffer;
  const headers = new Headers({ "content-type": type });
  return { method: "POST", headers, arrayBuffer, clone: () => ({ headers, arrayBuffer }), ...how };
}
