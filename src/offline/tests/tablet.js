// What the modules of a kiosk find around them, without a browser: a disk, locks, caches and a network.

import { Disk } from "./disk.js";
import { Locks } from "./locks.js";
import { ORIGIN } from "./scope.js";
import { Storage } from "./storage.js";
import { ours, publicKey, signed } from "./voice.js";
import { sha256 } from "../bytes.js";

/** Addresses of the cache are whole, as a browser makes them. */
class Pictures extends Storage {
  /** @param {string} name */
  async open(name) {
    const cache = await super.open(name);
    const whole = (/** @type {any} */ key) => new URL(key.url ?? key, ORIGIN).href;
    return /** @type {any} */ ({
      keys: () => cache.keys(),
      match: (/** @type {any} */ key) => cache.match(whole(key)),
      put: (/** @type {any} */ key, /** @type {Response} */ value) => cache.put(whole(key), value),
      delete: (/** @type {any} */ key) => cache.delete(whole(key)),
    });
  }
}

export const disk = new Disk();
export let caches = new Pictures();

/** @type {(address: string, how: any) => Response | Promise<Response>} */
let network = () => Promise.reject(new TypeError("no network"));

/** @type {string[]} What was asked of the network, in this order. */
export const asked = [];

Object.defineProperty(globalThis, "navigator", { value: { locks: new Locks().of(), storage: {} }, configurable: true });
Object.assign(globalThis, {
  indexedDB: disk,
  fetch: async (/** @type {string} */ address, /** @type {any} */ how) => {
    asked.push(address);
    return network(address, how);
  },
});
Object.defineProperty(globalThis, "caches", { get: () => caches, configurable: true });

export const KIOSK = 7;

/** A paired tablet that nobody used yet. @param {typeof network} answers */
export function fresh(answers) {
  disk.stores.clear();
  disk.isFull = false;
  caches = new Pictures();
  disk.rows("state").set("identity", { kiosk: KIOSK, seal: publicKey, voice: publicKey });
  reached(answers);
}

/** From now on the network answers so. @param {typeof network} answers */
export function reached(answers) {
  network = answers;
  asked.length = 0;
}

/** The server's answer to a sign of life. @param {any} how What was sent. @param {object} shown @param {number} [next] */
export async function heard(how, shown, next = 1, keys = ours) {
  const { told } = JSON.parse(how.body);
  const next_signature = await signed(`wegmarken-kiosk-1|next|${KIOSK}|${next}|${await sha256(told)}`, keys);
  return Response.json({ ...shown, seal: publicKey, voice: publicKey, vouched: [], next, next_signature });
}
