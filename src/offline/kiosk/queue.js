// What visitors gave and is not known to have arrived: sealed, signed, numbered without gaps. A record leaves the device on
// the server's signed word for its number and content, and on nothing else; it never expires. It is one of the kiosk for which
// it was sealed and signed, also where the device is another one by now.

import { excessOf, sha256 } from "../bytes.js";
import { identity, isSaid, post, recall, remember, run, sign } from "./device.js";
import { seal } from "./seal.js";

/** @typedef {import("./device.js").Identity} Identity */
/**
 * @typedef {object} Sealed
 * @property {number} [kiosk] Where it is missing an older version kept it: then it is one of the kiosk that the device is.
 * @property {number} number
 * @property {string} sealed
 * @property {string} signature
 * @property {number} at When it was put here; no secret, and what tells how long it waits.
 */

const LOCK = "wegmarken-kiosk";

/** Where it stands: each kiosk counts for itself. @param {Sealed} entry */
const placeOf = ({ kiosk, number }) => (kiosk === undefined ? number : `${kiosk}|${number}`);

/** Where the count of a kiosk is kept that the device is not, for the day on which it is that one again. @param {number} kiosk */
const countOf = (kiosk) => `next-${kiosk}`;

/**
 * The device is this kiosk from now on, all of it at once or not at all. What waits stays with the kiosk of which it is.
 * @param {Identity} who
 * @param {number} next From which number on the server counts.
 */
export async function become(who, next) {
  await navigator.locks.request(LOCK, async () => {
    const old = await identity();
    const isOther = old !== undefined && old.kiosk !== who.kiosk;
    const counted = await recall("next");
    const known = (isOther ? await recall(countOf(who.kiosk)) : counted) ?? 1;
    // For what was sealed before, the server speaks as it did then.
    const before = [old?.voice ?? who.voice, ...(old?.before ?? [])].filter((voice) => voice !== who.voice);
    await run("readwrite", (store) => {
      const state = store("state");
      if (isOther) {
        state.put(counted ?? 1, countOf(old.kiosk));
        claim(store("queue"), old.kiosk);
      }
      state.put(Math.max(known, next), "next");
      state.put(0, "beat");
      return state.put({ ...who, before }, "identity");
    });
  });
}

/** What an older version kept says from now on of which kiosk it is. @param {IDBObjectStore} queue @param {number} kiosk */
function claim(queue, kiosk) {
  const all = queue.getAll();
  all.onsuccess = () => {
    for (const entry of /** @type {Sealed[]} */ (all.result)) {
      if (entry.kiosk !== undefined) continue;
      const named = { ...entry, kiosk };
      queue.delete(placeOf(entry));
      queue.put(named, placeOf(named));
    }
  };
}

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
    const { kiosk } = who;
    const sealed = await seal(who.seal, kiosk, number, JSON.stringify(record));
    const signature = await sign("record", kiosk, number, sealed);
    /** @type {Sealed} */
    const entry = { kiosk, number, sealed, signature, at: Date.now() };
    await run("readwrite", (store) => {
      store("state").put(number + 1, "next");
      // Nothing else ever has this number; and it is there where the connection was lost as it was kept, and this is done again.
      return store("queue").put(entry, placeOf(entry));
    });
    return number;
  });
  return Number(number);
}

/**
 * The server knows numbers that we do not: this device was put back to an older state.
 * @param {number} kiosk Of which it said so; the device may be another one by now.
 * @param {number} next
 */
export async function countFrom(kiosk, next) {
  await navigator.locks.request(LOCK, async () => {
    const who = await identity();
    if (who?.kiosk === kiosk && next > ((await recall("next")) ?? 1)) await remember("next", next);
  });
}

/** @returns {Promise<Sealed[]>} Those of each kiosk in the order of their numbers. */
export async function waiting() {
  const all = /** @type {Sealed[]} */ (await run("readonly", (store) => store("queue").getAll()));
  return all.sort((a, b) => a.number - b.number);
}

/** @returns {Promise<number>} How many there are, without reading them. */
export const waitingCount = () => run("readonly", (store) => store("queue").count());

/** @typedef {"empty" | "away" | "revoked"} Sent */

/**
 * Sends what waits, one after the other.
 * @returns {Promise<Sent>} "revoked" where it is the kiosk that the device is; what waits of another one just stays.
 */
export async function send() {
  const sent = await navigator.locks.request(`${LOCK}-send`, { ifAvailable: true }, async (lock) => {
    const who = await identity();
    if (!lock || !who) return "away";
    const entries = (await waiting()).map((entry) => ({ kiosk: who.kiosk, place: placeOf(entry), ...entry }));
    const remove = (/** @type {{ place: IDBValidKey }} */ { place }) => run("readwrite", (store) => store("queue").delete(place));
    const stopped = await inOrder(entries, (entry) => ask(who, entry), remove);
    return [...stopped.values()].includes("away") ? "away" : (stopped.get(who.kiosk) ?? "empty");
  });
  return /** @type {Sent} */ (sent);
}

/** @typedef {Sealed & { kiosk: number }} Owned */

/**
 * Stops at the first that gets no word, so that the order stays; what is of another kiosk goes on.
 * @template {Owned} T
 * @param {T[]} entries
 * @param {(entry: T) => Promise<Told>} ask
 * @param {(entry: T) => Promise<unknown>} remove
 * @returns {Promise<Map<number, Told>>} What stopped it, by the kiosk.
 */
export async function inOrder(entries, ask, remove) {
  /** @type {Map<number, Told>} */
  const stopped = new Map();
  for (const entry of entries) {
    if (stopped.has(entry.kiosk)) continue;
    const told = await ask(entry);
    if (told === "done") await remove(entry);
    else stopped.set(entry.kiosk, told);
  }
  return stopped;
}

/**
 * @param {Identity} who
 * @param {Owned} entry
 * @returns {Promise<Told>}
 */
async function ask(who, entry) {
  const { kiosk, number, sealed, signature } = entry;
  try {
    const answer = await post("/api/v1/kiosk/records", { kiosk, number, sealed, signature });
    return await toldBy(who, entry, answer.status, await answer.json());
  } catch {
    return "away";
  }
}

/**
 * "done": the server's word for this very record. "revoked": nothing of its kiosk is taken from this device any more; that may
 * come from anybody, so the record stays. "away": somebody answered, or nobody.
 * @typedef {"done" | "away" | "revoked"} Told
 */

/**
 * @param {Identity} who
 * @param {Pick<Owned, "kiosk" | "number" | "sealed">} entry
 * @param {number} status
 * @param {any} said
 * @returns {Promise<Told>}
 */
export async function toldBy({ voice, before = [] }, { kiosk, number, sealed }, status, said) {
  if (status === 401 && said?.code === "no_kiosk") return "revoked";
  if (status !== 200 || !["accepted", "refused"].includes(said?.outcome)) return "away";
  const word = `wegmarken-kiosk-1|record|${kiosk}|${number}|${await sha256(sealed)}|${said.outcome}`;
  for (const known of [voice, ...before]) if (await isSaid(known, word, String(said.signature))) return "done";
  return "away";
}
