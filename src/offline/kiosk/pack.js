// What the kiosk shows, in parts that are fetched when their hash is another than before. The device changes over when it
// has all of a version, so that nothing is ever half new; it opens with what it has, with a network or without.

import { sha256 } from "../bytes.js";
import { condition, identity, isSaid, post, recall, remember, run, sign, successor } from "./device.js";
import { countFrom, waiting } from "./queue.js";

/** @typedef {{ name: string, address: string, hash: string }} Part */
/** @typedef {{ name: string, place: string, languages: string[], boards: string[], processes?: string[], left_out?: string[], pack: string, parts: Part[] }} Shown */
/** @typedef {Shown & { content: Record<string, any> }} Pack */

export const PICTURES = "wegmarken-kiosk-pictures";

/** What is kept of the last version that is whole. @returns {Promise<Pack | undefined>} */
export async function current() {
  /** @type {{ shown?: IDBRequest<Shown | undefined>, hashes?: IDBRequest<IDBValidKey[]> }} */
  const asked = {};
  // In one transaction: opening the kiosk waits for the disk once, not once for each part.
  const texts = await run("readonly", (store) => {
    asked.shown = store("state").get("shown");
    asked.hashes = store("parts").getAllKeys();
    return store("parts").getAll();
  });
  const shown = asked.shown?.result;
  if (!shown) return undefined;
  const kept = new Map(asked.hashes?.result.map((hash, at) => [String(hash), String(texts[at])]));
  return opened(shown, kept);
}

/**
 * The pack out of its parts; nothing where one of them is missing. A part is read when somebody asks for it: the greeting
 * needs a few of them, and the tablet is slow.
 * @param {Shown} shown
 * @param {Map<string, string>} kept Texts by their hashes.
 * @returns {Pack | undefined}
 */
export function opened(shown, kept) {
  /** @type {Record<string, any>} What a part is called is no name that every object has. */
  const content = Object.create(null);
  for (const { name, hash } of shown.parts) {
    if (!hash) continue;
    const text = kept.get(hash);
    if (text === undefined) return undefined;
    /** @type {any} */
    let read;
    Object.defineProperty(content, name, { enumerable: true, get: () => (read ??= JSON.parse(text)) });
  }
  return { ...shown, content };
}

/** @typedef {"fresh" | "same" | "away" | "revoked"} Heard */
/** @typedef {{ version: string, help: boolean }} How */

/**
 * Tells the server that we live, and fetches what is new. One page of the device at a time: two would tell the same number,
 * and each would let go of what the other one fetched.
 * @param {How} how
 * @returns {Promise<Heard>}
 */
export async function heartbeat(how) {
  return /** @type {Heard} */ (await navigator.locks.request("wegmarken-kiosk-beat", () => live(how)));
}

/** @param {How} how @returns {Promise<Heard>} */
async function live(how) {
  const who = await identity();
  if (!who) return "revoked";
  /** @type {Shown | undefined} */
  const before = await recall("shown");
  try {
    const first = await tell(who, how, before);
    // Once more with a number that is large enough.
    const { told, status, said } = (await isBehind(who, first)) ? await tell(who, how, before) : first;
    if (status === 401 && said?.code === "no_kiosk") return "revoked";
    if (status !== 200 || !Array.isArray(said?.parts)) return "away";
    // It heard us, also where what it says is cut or finds no room here.
    return (await learn(who, told, said, before).catch(() => false)) ? "fresh" : "same";
  } catch {
    return "away";
  }
}

/** The largest number that was told or is known to have been. */
let last = 0;

/** Larger than any before, also where there is no room to remember it: who is full is not silent. */
async function nextBeat() {
  last = Math.max(last + 1, ((await recall("beat")) ?? 0) + 1, Math.floor(Date.now() / 1000));
  await remember("beat", last).catch(() => {});
  return last;
}

/** @typedef {{ told: string, status: number, said: any }} Answer */

/**
 * @param {import("./device.js").Identity} who
 * @param {How} how
 * @param {Shown | undefined} before
 * @returns {Promise<Answer>}
 */
async function tell(who, { version, help }, before) {
  const beat = await nextBeat();
  // What another kiosk left on the device is missing there, and not here.
  const queue = (await waiting()).filter(({ kiosk = who.kiosk }) => kiosk === who.kiosk);
  const told = JSON.stringify({
    beat,
    // A whole number, whatever clock there is.
    at: Math.round(Date.now()),
    waiting: queue.length,
    oldest: queue.map(({ at }) => at).sort((a, b) => a - b)[0],
    version,
    pack: before?.pack ?? "",
    help,
    ...(await condition()),
  });
  const signature = await sign("heartbeat", who.kiosk, beat, told);
  const answer = await post("/api/v1/kiosk/heartbeat", { kiosk: who.kiosk, told, signature });
  return { told, status: answer.status, said: await answer.json() };
}

/**
 * Whether the server had heard this number, or a larger one: the network sent it twice, the clock was put back, or we were.
 * Then we count on from there; a number that it did not sign for what we just told changes nothing.
 * @param {import("./device.js").Identity} who
 * @param {Answer} answer
 */
async function isBehind(who, { told, status, said }) {
  if (status !== 409 || !Number.isSafeInteger(said?.beat)) return false;
  const { kiosk, voice } = (await successor(who, said)) ?? who;
  const word = `wegmarken-kiosk-1|beat|${kiosk}|${said.beat}|${await sha256(told)}`;
  if (!(await isSaid(voice, word, String(said.beat_signature)))) return false;
  last = Math.max(last, said.beat);
  return true;
}

/**
 * Takes over what the server says; whether there is something new to show.
 * @param {import("./device.js").Identity} who
 * @param {string} told
 * @param {any} said
 * @param {Shown | undefined} before
 */
async function learn(who, told, said, before) {
  const next = await successor(who, said);
  // It may have been paired as another kiosk meanwhile.
  if (next && (await identity())?.kiosk === who.kiosk) await remember("identity", next);
  await catchUp(next ?? who, told, said);
  return take(said, before);
}

/**
 * Counts on from where the server is; a number that it did not sign for what we just told changes nothing.
 * @param {import("./device.js").Identity} who
 * @param {string} told
 * @param {any} said
 */
async function catchUp({ kiosk, voice }, told, { next, next_signature }) {
  if (!Number.isSafeInteger(next)) return;
  const word = `wegmarken-kiosk-1|next|${kiosk}|${next}|${await sha256(told)}`;
  if (await isSaid(voice, word, String(next_signature))) await countFrom(kiosk, next);
}

/**
 * Fetches what is missing, also of a version that was here before, then changes over. Whatever fails leaves the old version
 * as it is; pictures that were missed are fetched later, too.
 * @param {Shown} next
 * @param {Shown | undefined} before
 */
export async function take(next, before) {
  const { name, place, languages, boards, processes, left_out, pack, parts } = next;
  const shown = { name, place, languages, boards, processes, left_out, pack, parts };
  const isKnown = before && JSON.stringify(before) === JSON.stringify(shown);
  const kept = (await run("readonly", (store) => store("parts").getAllKeys())).map(String);
  const patience = AbortSignal.timeout(PATIENCE);
  for (const part of parts) if (part.hash && !kept.includes(part.hash)) await fetchText(part, patience);
  await fetchPictures(parts.filter((part) => !part.hash).map((part) => part.address));
  if (isKnown) return false;
  await remember("shown", shown);
  const needed = new Set(parts.map((part) => part.hash));
  for (const hash of kept) if (!needed.has(hash)) await run("readwrite", (store) => store("parts").delete(hash));
  return true;
}

/**
 * So long all texts, and after them all pictures, may take on a bad network; what came stays, and the next sign of life goes on
 * from there. Somebody who calls for help meanwhile waits for this one.
 */
const PATIENCE = 30_000;

/** @param {Part} part @param {AbortSignal} signal */
async function fetchText({ address, hash }, signal) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-store", redirect: "error", signal });
  const text = await answer.text();
  // A hotel's login page is no part.
  if (!answer.ok || (await sha256(text)) !== hash) throw new Error(`not the part ${hash}`);
  await run("readwrite", (store) => store("parts").put(text, hash));
}

/** So many pictures in a row that nobody answered for, and the rest waits for the next sign of life. */
const HOPELESS = 3;

/** A picture that is missing stops nothing: the words are there. @param {string[]} addresses */
async function fetchPictures(addresses) {
  const cache = await caches.open(PICTURES);
  const wanted = new Set(addresses);
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  const signal = AbortSignal.timeout(PATIENCE);
  let cut = 0;
  for (const address of wanted) {
    if (cut === HOPELESS || signal.aborted) return;
    if (await cache.match(address)) continue;
    try {
      const answer = await fetch(address, { credentials: "omit", redirect: "error", signal });
      if (answer.ok && /^image\//.test(answer.headers.get("content-type") ?? "")) await cache.put(address, answer);
      cut = 0;
    } catch {
      cut++;
    }
  }
}
