// The caches of a browser, without a browser.

import { ORIGIN } from "./scope.js";

/** @param {any} key A request, or an address. */
const addressOf = (key) => key.url ?? key;

class Cache {
  /** @type {Map<string, Response>} */
  kept = new Map();
  /** @param {any} key */
  async delete(key) {
    return this.kept.delete(addressOf(key));
  }
  /** @param {any} key @param {Response} value */
  async put(key, value) {
    this.kept.set(addressOf(key), value);
  }
  async keys() {
    return [...this.kept.keys()].map((url) => ({ url }));
  }
  /** @param {any} key */
  async match(key) {
    return this.kept.get(addressOf(key))?.clone();
  }
}

export class Storage {
  /** @type {Map<string, Cache>} */
  caches = new Map();
  /** @param {string} name */
  async open(name) {
    const cache = this.caches.get(name) ?? new Cache();
    this.caches.set(name, cache);
    return cache;
  }
  /** @param {string} name */
  async has(name) {
    return this.caches.has(name);
  }
  /** @param {string} name */
  async delete(name) {
    return this.caches.delete(name);
  }
  async keys() {
    return [...this.caches.keys()];
  }
  /** @param {any} key @param {{ cacheName: string }} where */
  async match(key, { cacheName }) {
    const address = new URL(addressOf(key), ORIGIN).href;
    return this.caches.get(cacheName)?.match(address);
  }
}
