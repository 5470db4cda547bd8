// What visitors gave and is not known to have arrived: sealed, signed, numbered without gaps. A record leaves the device on
// the server's signed word for its number and content, and on nothing else; it never expires.

import { excessOf, sha256 } from "../bytes.js";
import { identity, isSaid, post, recall, remember, run, sign } from "./device.js";
import { seal } from "./seal.js";

/**
 * @typedef {object} Sealed
 * @property {number} number
 * @property {string} sealed
 * @property {string} signature
 * @property {number} at When it was put here; no secret, and what tells how long it waits.
 */

const LOCK = "wegmarken-kiosk";

/**
 * Seals a record and keeps it; whoever gets its answer may say "stored".
 * @param {Record<string, unknown> & { content: string }} record
 * @returns {Promise<number>} Its number.
 */
export async function keep(record) {
  // One at a time, so that no number is given twice or left out.
  const number = await navigator.locks.request(LOCK, async () => {
    // Whoever wrote it was told before.
    if (excessOf(record.content)) throw new RangeError("longer than any record");
    const who = await identity();
    if (!who) throw new Error("not paired");
    const number = (await recall("next")) ?? 1;
    const sealed = await seal(who.seal, who.kiosk, number, JSON.stringify(record));
    const signature = await sign("record", who.kiosk, number, sealed);
    /** @type {Sealed} */
    const entry = { number, sealed, signature, at: Date.now() };
    await run("readwrite", (store) => {
      store("state").put(number + 1, "next");
      // Nothing else ever has this number; and it is there where the connection was lost as it was kept, and this is done again.
      return store("queue").put(entry, number);
    });
    return number;
  });
  return Number(number);
}

/** The server knows numbers that we do not: this device was put back to an older state. @param {number} next */
export async function countFrom(next) {
  await navigator.locks.request(LOCK, async () => {
    if (next > ((await recall("next")) ?? 1)) await remember("next", next);
  });
}

/** @returns {Promise<Sealed[]>} In the order of their numbers. */
export const waiting = () => run("readonly", (store) => store("queue").getAll());

/** @returns {Promise<number>} How many there are, without reading them. */
export const waitingCount = () => run("readonly", (store) => store("queue").count());

/** @typedef {"empty" | "away" | "revoked"} Sent */

/**
 * Sends what waits, one after the other. Stops at the first that gets no word: the order stays.
 * @returns {Promise<Sent>}
 */
export async function send() {
  const sent = await navigator.locks.request(`${LOCK}-send`, { ifAvailable: true }, async (lock) => {
    const who = await identity();
    if (!lock || !who) return "away";
    const remove = (/** @type {Sealed} */ { number }) => run("readwrite", (store) => store("queue").delete(number));
    return inOrder(await waiting(), (entry) => ask(who, entry), remove);
  });
  return /** @type {Sent} */ (sent);
}

/**
 * @param {Sealed[]} entries
 * @param {(entry: Sealed) => Promise<Told>} ask
 * @param {(entry: Sealed) => Promise<unknown>} remove
 * @returns {Promise<Sent>}
 */
export async function inOrder(entries, ask, remove) {
  for (const entry of entries) {
    const told = await ask(entry);
    if (told !== "done") return told;
    await remove(entry);
  }
  return "empty";
}

/** @typedef {import("./device.js").Identity} Identity */

/**
 * @param {Identity} who
 * @param {Sealed} entry
 * @returns {Promise<Told>}
 */
async function ask(who, entry) {
  const { number, sealed, signature } = entry;
  try {
    const answer = await post("/api/v1/kiosk/records", { kiosk: who.kiosk, number, sealed, signature });
    return await toldBy(who, entry, answer.status, await answer.json());
  } catch {
    return "away";
  }
}

/**
 * "done": the server's word for this very record. "revoked": nothing of this device is taken any more; that may come from
 * anybody, so the record stays. "away": somebody answered, or nobody.
 * @typedef {"done" | "away" | "revoked"} Told
 */

/**
 * @param {Identity} who
 * @param {Pick<Sealed, "number" | "sealed">} entry
 * @param {number} status
 * @param {any} said
 * @returns {Promise<Told>}
 */
export async function toldBy({ kiosk, voice, before = [] }, { number, sealed }, status, said) {
  if (status === 401 && said?.code === "no_kiosk") return "revoked";
  if (status !== 200 || !["accepted", "refused"].includes(said?.outcome)) return "away";
  const word = `wegmarken-kiosk-1|record|${kiosk}|${number}|${await sha256(sealed)}|${said.outcome}`;
  for (const known of [voice, ...before]) if (await isSaid(known, word, String(said.signature))) return "done";
  return "away";
}
