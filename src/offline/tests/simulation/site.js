// A device that opens the site: its worker, a page of its outbox, and people who write.

import { ORIGIN } from "../scope.js";
import { Headers } from "./answer.js";
import { Device, Process, compiled } from "./process.js";

/** @typedef {import("../../outbox.js").Entry} Entry */
/** @typedef {import("./process.js").World} World */
/** @typedef {{ answer: Promise<import("./answer.js").Answer> | undefined }} Happened */

const GIVEN = ["Headers", "Response", "Date", "Math", "AbortSignal", "setTimeout", "fetch", "navigator", "crypto", "indexedDB", "self", "caches", "Request", "SETTINGS"];

/** The worker as it is, or with something changed in it. @param {string} script */
export const workerOf = (script) => compiled(script, GIVEN, "{ Outbox }");

class Worker {
  /** @type {Map<string, (event: any) => void>} */
  #listening = new Map();

  /** @param {SiteDevice} device @param {number} life */
  constructor(device, life) {
    const { world } = device;
    this.process = new Process(device, life);
    const self = {
      location: { origin: ORIGIN },
      // A browser wakes a worker some times, and then no more.
      registration: { sync: { register: async (/** @type {string} */ tag) => device.isSafe || world.after(world.chance.between(1_000, 60_000), () => device.wakes("sync", { tag })) } },
      clients: { claim: async () => {}, matchAll: async () => [] },
      skipWaiting: async () => {},
      addEventListener: (/** @type {string} */ kind, /** @type {(event: any) => void} */ react) => void this.#listening.set(kind, react),
    };
    const caches = { keys: async () => [], has: async () => false, delete: async () => false };
    const SETTINGS = { version: "1", key: world.crypto.voice, shell: [], words: {} };
    this.Outbox = device.code({ ...this.process.surroundings(), self, caches, SETTINGS }).Outbox;
  }

  /** @param {string} kind @param {object} [more] @returns {Happened} */
  happens(kind, more = {}) {
    const event = { ...more, answer: undefined };
    const failed = () => {};
    Object.assign(event, {
      waitUntil: (/** @type {Promise<unknown>} */ work) => void work.catch(failed),
      respondWith: (/** @type {any} */ answer) => void (event.answer = answer),
    });
    this.#listening.get(kind)?.(event);
    return event;
  }
}

export class SiteDevice extends Device {
  /** @type {Worker | null} */
  #worker = null;

  /** @param {World} world @param {import("./network.js").Network} network @param {(all: Record<string, any>) => any} code */
  constructor(world, network, code) {
    super(world, network);
    this.code = code;
  }

  /** @returns {Worker} The one that runs, or a new one. */
  get worker() {
    if (!this.#worker?.process.isAlive) this.#worker = new Worker(this, this.#life());
    return this.#worker;
  }

  #life() {
    const { chance } = this.world;
    return this.isSafe || chance.is(0.6) ? Infinity : chance.between(1, 90);
  }

  /** A new version takes over while the old one still has something to do. */
  updates() {
    this.world.tell("a new version takes over");
    this.#worker = new Worker(this, this.#life());
    this.#worker.happens("activate");
  }

  /** @param {string} kind @param {object} more */
  wakes(kind, more) {
    this.worker.happens(kind, more);
  }

  /** A page that asks for what waits to be sent. @param {boolean} force */
  asks(force) {
    this.wakes("message", { data: { ask: "send", force }, source: { postMessage: () => {} } });
  }

  /** Somebody opens a page that says who is signed in. */
  visits() {
    const request = { url: `${ORIGIN}/konto`, method: "GET", mode: "navigate", headers: new Headers() };
    this.worker.happens("fetch", { request }).answer?.catch(() => {});
  }

  /** A page that shows the outbox. */
  page() {
    return new Worker(this, Infinity);
  }

  /** @returns {Entry[]} What is on its disk. */
  get entries() {
    return [...this.disk.rows("entries").values()];
  }
}
