// The device itself: its key, which never leaves it, what the server told it, and its database. Nothing of a visitor stands
// here in the clear.

import { base64url, bytesOf, sha256 } from "../bytes.js";

/**
 * @typedef {object} Identity What the pairing brought.
 * @property {number} kiosk
 * @property {string} seal For which we seal.
 * @property {string} voice By which we know the server's word.
 * @property {string[]} [before] By which we knew it before: for what was sealed at that time it still speaks so.
 */

const DATABASE = "wegmarken-kiosk";
const SCHEMA = 1;
const STORES = ["state", "queue", "parts"];
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(DATABASE, SCHEMA);
    asked.onupgradeneeded = () => {
      for (const name of STORES) if (!asked.result.objectStoreNames.contains(name)) asked.result.createObjectStore(name);
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/**
 * Does `work` in one transaction and comes back when it is on the disk. A connection that the browser closed meanwhile is
 * opened once more.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
export async function run(mode, work) {
  for (let turn = 0; ; turn++) {
    try {
      opened ??= open();
      const db = await opened;
      db.onclose = () => (opened = null);
      return await new Promise((done, fail) => {
        const tx = db.transaction(STORES, mode, { durability: "strict" });
        const asked = work((name) => tx.objectStore(name));
        tx.oncomplete = () => done(asked.result);
        tx.onabort = () => fail(tx.error ?? new DOMException("The transaction was given up.", "AbortError"));
      });
    } catch (error) {
      opened = null;
      const isClosed = error instanceof DOMException && ["InvalidStateError", "UnknownError"].includes(error.name);
      if (!isClosed || turn > 0) throw error;
    }
  }
}

/** @param {string} name @returns {Promise<any>} */
export const recall = (name) => run("readonly", (store) => store("state").get(name));

/** @param {string} name @param {unknown} value */
export const remember = (name, value) => run("readwrite", (store) => store("state").put(value, name));

/** @returns {Promise<Identity | undefined>} */
export const identity = () => recall("identity");

/** The key of this device, whichever kiosk it is: made once, kept where no script can read it out. @returns {Promise<CryptoKeyPair>} */
export async function keyPair() {
  const kept = await recall("key");
  if (kept) return kept;
  const made = await crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]);
  await remember("key", made);
  return made;
}

/**
 * @param {string} what
 * @param {number} kiosk
 * @param {number} number
 * @param {string} words
 */
export async function sign(what, kiosk, number, words) {
  const { privateKey } = await keyPair();
  const signed = `wegmarken-kiosk-1|${what}|${kiosk}|${number}|${await sha256(words)}`;
  return base64url(new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, new TextEncoder().encode(signed))));
}

/**
 * Whether the server's word is the server's.
 * @param {string} voice
 * @param {string} said
 * @param {string} signature
 */
export async function isSaid(voice, said, signature) {
  try {
    const key = await crypto.subtle.importKey("raw", bytesOf(voice), ECDSA, false, ["verify"]);
    return await crypto.subtle.verify(SIGNING, key, bytesOf(signature), new TextEncoder().encode(said));
  } catch {
    return false;
  }
}

/**
 * The same kiosk with the keys that the server has now, when the voice that we know says that they are its own.
 * @param {Identity} who
 * @param {{ seal?: unknown, voice?: unknown, vouched?: unknown }} said
 * @returns {Promise<Identity | null>}
 */
export async function successor(who, { seal, voice, vouched }) {
  if (typeof seal !== "string" || typeof voice !== "string" || !Array.isArray(vouched) || voice === who.voice) return null;
  const word = `wegmarken-kiosk-1|keys|${who.kiosk}|0|${await sha256(`${seal}|${voice}`)}`;
  for (const signature of vouched)
    if (await isSaid(who.voice, word, String(signature)))
      return { ...who, seal, voice, before: [who.voice, ...(who.before ?? [])] };
  return null;
}

/** @param {string} address @param {unknown} body */
export function post(address, body) {
  return fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    // A kiosk is nobody: no cookie comes along, none stays.
    credentials: "omit",
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(20_000),
  });
}

/** What the browser tells of the device. */
export async function condition() {
  const told = { persisted: await navigator.storage?.persisted?.() };
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  const room = quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
  try {
    const battery = await /** @type {any} */ (navigator).getBattery?.();
    return { ...told, room, battery: battery?.level, charging: battery?.charging };
  } catch {
    return { ...told, room };
  }
}
