// Sends what waits, one record after the other, and believes nobody but the server: a record is settled by a signed word
// for its own id and content, and by nothing else. A 200 from a hotel's login page, a redirect, an error, half an answer
// change nothing.

import { bytesOf, sha256 } from "./bytes.js";

/** @typedef {import("./outbox.js").Entry} Entry */
/** @typedef {import("./outbox.js").Outbox} Outbox */

const ADDRESS = "/api/v1/outbox";
const LOCK = "wegmarken-ausgang";

/** How long an answer may take. */
const PATIENCE = 20_000;

/** The longest pause between two tries. */
const LONGEST_PAUSE = 20_000;

/** Nor is one that the server asks for longer: what ends later was set before somebody put the clock back. */
const LONGEST_WAIT = 10 * 60_000;

/** After so many errors of the server in a row an entry holds up the ones behind it no longer. */
const HOPELESS = 20;

/** @param {string} publicKey An uncompressed point of P-256, base64url. */
export function importKey(publicKey) {
  return crypto.subtle.importKey("raw", bytesOf(publicKey), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
}

/**
 * Whether the server signed this text.
 * @param {CryptoKey} key
 * @param {string} text
 * @param {string} signature
 */
export async function isSigned(key, text, signature) {
  try {
    const how = { name: "ECDSA", hash: "SHA-256" };
    return await crypto.subtle.verify(how, key, bytesOf(signature), new TextEncoder().encode(text));
  } catch {
    return false;
  }
}

/**
 * Whether this answer is the server's word for this entry.
 * @param {CryptoKey} key
 * @param {Pick<Entry, "id" | "content">} entry
 * @param {any} answer
 */
export async function isWordFor(key, entry, answer) {
  const { outcome, detail, signature } = answer ?? {};
  if (!["accepted", "refused"].includes(outcome) || typeof detail !== "string" || typeof signature !== "string")
    return false;
  const word = ["wegmarken-outbox-1", entry.id, await sha256(entry.content), outcome, detail].join("|");
  return isSigned(key, word, signature);
}

/**
 * Sends one entry. The answer is the server's word, or why there is none: nobody answered, or somebody said something else.
 * @param {CryptoKey} key
 * @param {Entry} entry
 * @param {typeof fetch} post
 * @returns {Promise<{ outcome: "accepted" | "refused", detail: string } | { failed: "away" | "error" | "other", wait: number }>}
 */
async function ask(key, entry, post) {
  const { id, kind, content, language, enteredAt, account } = entry;
  /** @type {Response} */
  let response;
  try {
    response = await post(ADDRESS, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ id, kind, content, language, entered_at: enteredAt, account: account || undefined }),
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 200) {
      const answer = await response.json();
      if (await isWordFor(key, entry, answer)) return { outcome: answer.outcome, detail: answer.detail };
    }
    // Somebody else signed in since the last page was opened: it waits, and stands in nobody's way.
    if (response.status === 403 && (await response.json())?.code === "other_account") return { failed: "other", wait: 0 };
  } catch {
    return { failed: "away", wait: 0 };
  }
  const wait = Number(response.headers.get("retry-after")) * 1000 || 0;
  return { failed: response.status >= 500 ? "error" : "away", wait };
}

/** @param {string} id */
const formLock = (id) => `${LOCK}-${id}`;

/**
 * While a form goes its usual way its record is nobody's to send: it may come back to its writer, and then nothing of it counts.
 * @template T
 * @param {string} id
 * @param {() => Promise<T>} work Keeps the record, too, so that nobody sees it before.
 * @param {Pick<LockManager, "request"> | undefined} [locks]
 * @returns {Promise<T>}
 */
export async function whileUnderWay(id, work, locks = navigator.locks) {
  return locks ? locks.request(formLock(id), () => work()) : work();
}

/**
 * @param {string} id
 * @param {Pick<LockManager, "request"> | undefined} locks
 * @returns {Promise<boolean>}
 */
async function isUnderWay(id, locks) {
  return Boolean(await locks?.request(formLock(id), { ifAvailable: true }, async (lock) => !lock));
}

/**
 * Sends everything that waits, in one tab or worker at a time. Without `force` not before the pause after the last failure
 * is over.
 * @param {{ outbox: Outbox, key: CryptoKey, force?: boolean, changed?: () => unknown, post?: typeof fetch,
 *   locks?: Pick<LockManager, "request">, now?: () => number }} how
 * @returns {Promise<boolean>} Whether nothing waits any more but for another account.
 */
export async function drain({
  outbox,
  key,
  force = false,
  changed = () => {},
  post = (address, how) => fetch(address, how),
  locks = navigator.locks,
  now = Date.now,
}) {
  const send = async (/** @type {Lock | null} */ lock) => {
    // Somebody else is at it already.
    if (!lock) return false;
    const pause = await outbox.pause();
    const rest = pause.after - now();
    if (!force && rest > 0 && rest <= LONGEST_WAIT) return false;
    /** @type {Set<string | undefined>} Sessions and accounts whose next entry has to be tried again first; or entries, by their ids. */
    const stopped = new Set();
    const isFree = (/** @type {Entry} */ { session, account, id }) => ![session, account, id].some((one) => stopped.has(one));
    let wait = 0;
    for (;;) {
      // Read anew each time: an entry may have come, or gone, meanwhile.
      const entry = (await outbox.sendable()).find(isFree);
      if (!entry) break;
      if (await isUnderWay(entry.id, locks)) {
        stopped.add(entry.session);
        continue;
      }
      const answer = await ask(key, entry, post);
      if ("outcome" in answer) {
        await outbox.settle(entry, answer.outcome, answer.detail);
        changed();
        continue;
      }
      wait = Math.max(wait, answer.wait);
      const failures = answer.failed === "error" ? entry.failures + 1 : entry.failures;
      if (failures !== entry.failures) await outbox.save({ ...entry, failures });
      if (failures >= HOPELESS) stopped.add(entry.id);
      // What one account wrote keeps its order, too; a guest has none, so nobody can be another one.
      else stopped.add((answer.failed === "other" && entry.account) || entry.session);
    }
    if (stopped.size === 0) {
      if (pause.tries > 0) await outbox.setPause({ tries: 0, after: 0 });
      return true;
    }
    // Longer each time, and each device at another moment, so that many who come back together do not come at once.
    const tries = force ? 1 : pause.tries + 1;
    const longest = Math.min(LONGEST_PAUSE, 1000 * 2 ** tries);
    const until = Math.min(LONGEST_WAIT, Math.max(wait, longest * (0.5 + Math.random() / 2)));
    await outbox.setPause({ tries, after: now() + until });
    return false;
  };
  return locks ? locks.request(LOCK, { ifAvailable: true }, send) : send(/** @type {Lock} */ ({ name: LOCK }));
}
