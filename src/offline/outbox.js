// What was written on this device and is not known to have arrived. A record is "stored" when the database has it on the
// disk, and stays until the server's signed word for it is there; it never expires.

import { excessOf, freshId } from "./bytes.js";

/**
 * @typedef {object} Entry
 * @property {number} seq The order in which entries were made.
 * @property {string} id 32 hexadecimal digits, made when it was sent off.
 * @property {string} session Entries of one session arrive in their order.
 * @property {"proposal" | "comment" | "support"} kind
 * @property {string} content JSON; what is sent, byte for byte, each time. Empty once it has arrived.
 * @property {string} title For the eye.
 * @property {string} language
 * @property {number} enteredAt
 * @property {"waiting" | "accepted" | "refused"} state
 * @property {string} detail Where it is to be found, or why it was refused.
 * @property {number} settledAt
 * @property {boolean} quiet It went the usual way and seems to have arrived: kept until the server's word is there, too.
 * @property {string} [account] For which account it was written; of guests, and of older versions, none.
 * @property {number} failures Answers of the server, one after the other, that were none.
 */

/** @typedef {{ tries: number, after: number }} Pause */

const DATABASE = "wegmarken-ausgang";
/** Grows when a store is added. None is ever removed or emptied: an older version may have left entries there. */
const SCHEMA = 1;

/** What seems to have arrived and has no word of the server after this time waits for one, and the person is told. */
const LATE = 10_000;

/** What has arrived is shown for a week. */
const SHOWN = 7 * 24 * 60 * 60 * 1000;

/** @typedef {Omit<Entry, "seq">} Fresh Before the database has given it its place. */

/**
 * A new entry, as it is kept.
 * @param {Pick<Entry, "kind" | "content" | "title" | "language"> & Partial<Entry>} what
 * @param {number} now
 * @returns {Fresh}
 */
export function entryOf(what, now) {
  if (excessOf(what.content)) throw new RangeError("longer than any record");
  return { id: freshId(), session: "web", enteredAt: now, quiet: false, account: "", ...what, state: "waiting", detail: "", settledAt: 0, failures: 0 };
}

/**
 * What is left on the device once the server's word is there: of what it accepted no content, of what it refused all.
 * @param {Entry} entry
 * @param {"accepted" | "refused"} outcome
 * @param {string} detail
 * @param {number} now
 * @returns {Entry | null} Nothing where its page showed already what became of it.
 */
export function settled(entry, outcome, detail, now) {
  if (entry.quiet && outcome === "accepted") return null;
  const content = outcome === "accepted" ? "" : entry.content;
  return { ...entry, state: outcome, detail, content, settledAt: now };
}

/**
 * The same once more, under a new id, because the old one has its answer.
 * @param {Entry} entry
 * @returns {Fresh}
 */
export function renewed({ seq, ...what }) {
  return { ...what, id: freshId(), quiet: false, state: "waiting", detail: "", settledAt: 0, failures: 0 };
}

/**
 * Whether it arrived so long ago that it is shown no longer. What waits or was refused stays for as long as it takes.
 * @param {Entry} entry
 * @param {number} now
 */
export function isDone({ state, settledAt }, now) {
  return state === "accepted" && settledAt < now - SHOWN;
}

/**
 * Whether it may be sent while this account is signed in. What was written for one is sent for no other.
 * @param {Pick<Entry, "account">} entry
 * @param {string} current As the server tells of it: the word of now, then those of before.
 */
export function isFor({ account }, current) {
  return !account || current.split(" ").includes(account);
}

/**
 * How many there are of each state, as far as the person is told of them.
 * @param {Entry[]} entries
 * @param {number} now
 */
export function countsOf(entries, now) {
  const counts = { waiting: 0, accepted: 0, refused: 0 };
  for (const { quiet, state, enteredAt } of entries) if (!quiet || state === "refused" || enteredAt < now - LATE) counts[state]++;
  return counts;
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(DATABASE, SCHEMA);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      if (!db.objectStoreNames.contains("entries")) {
        const entries = db.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
        entries.createIndex("id", "id", { unique: true });
      }
      if (!db.objectStoreNames.contains("state")) db.createObjectStore("state");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

export class Outbox {
  /** @type {Promise<IDBDatabase> | null} */
  #db = null;

  async #opened() {
    this.#db ??= open();
    try {
      const db = await this.#db;
      const forget = () => (this.#db = null);
      db.onclose = forget;
      db.onversionchange = () => {
        db.close();
        forget();
      };
      return db;
    } catch (error) {
      this.#db = null;
      throw error;
    }
  }

  /**
   * Does `work` in one transaction and comes back when it is on the disk: "complete" comes after the flush, and only with
   * strict durability. A connection that the browser closed meanwhile is opened once more.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(tx: IDBTransaction) => IDBRequest<T>} work
   * @returns {Promise<T>}
   */
  async #run(mode, work) {
    for (let turn = 0; ; turn++) {
      const db = await this.#opened();
      try {
        return await new Promise((done, fail) => {
          const tx = db.transaction(["entries", "state"], mode, { durability: "strict" });
          const asked = work(tx);
          tx.oncomplete = () => done(asked.result);
          tx.onabort = () => fail(tx.error ?? new DOMException("The transaction was given up.", "AbortError"));
        });
      } catch (error) {
        this.#db = null;
        const isClosed = error instanceof DOMException && ["InvalidStateError", "UnknownError"].includes(error.name);
        if (!isClosed || turn > 0) throw error;
      }
    }
  }

  /**
   * Keeps a new entry; whoever gets its answer may say "stored".
   * @param {Pick<Entry, "kind" | "content" | "title" | "language"> & Partial<Entry>} what
   * @returns {Promise<Entry>}
   */
  async put(what) {
    const [account = ""] = (await this.account()).split(" ");
    const entry = entryOf({ account, ...what }, Date.now());
    try {
      const seq = await this.#run("readwrite", (tx) => tx.objectStore("entries").add(entry));
      return { ...entry, seq: Number(seq) };
    } catch (error) {
      // Where the connection was lost as it was kept, the second turn finds it there.
      const there = (await this.all()).find(({ id }) => id === entry.id);
      if (there) return there;
      throw error;
    }
  }

  /** @returns {Promise<Entry[]>} In the order in which they were made. */
  all() {
    return this.#run("readonly", (tx) => tx.objectStore("entries").getAll());
  }

  /** @returns {Promise<Entry[]>} */
  async waiting() {
    return (await this.all()).filter((entry) => entry.state === "waiting");
  }

  /** What waits and may be sent by whoever is here now. */
  async sendable() {
    const account = await this.account();
    return (await this.waiting()).filter((entry) => isFor(entry, account));
  }

  /** @returns {Promise<string>} Who was signed in when a page was opened last; empty: nobody. */
  async account() {
    return (await this.#run("readonly", (tx) => tx.objectStore("state").get("account"))) ?? "";
  }

  /** @param {string} account */
  setAccount(account) {
    return this.#run("readwrite", (tx) => tx.objectStore("state").put(account, "account"));
  }

  /** What was taken out meanwhile does not come back. @param {Entry} entry */
  save(entry) {
    return this.#whereStill(entry, (entries) => entries.put(entry));
  }

  /**
   * Does something with an entry, in one transaction, if it is there.
   * @param {Entry} entry
   * @param {(entries: IDBObjectStore) => unknown} work
   */
  #whereStill({ seq }, work) {
    return this.#run("readwrite", (tx) => {
      const entries = tx.objectStore("entries");
      const there = entries.getKey(seq);
      there.onsuccess = () => void (there.result === undefined || work(entries));
      return there;
    });
  }

  /**
   * The server's word is there.
   * @param {Entry} entry
   * @param {"accepted" | "refused"} outcome
   * @param {string} detail
   */
  settle(entry, outcome, detail) {
    const left = settled(entry, outcome, detail, Date.now());
    return left ? this.save(left) : this.remove(entry.seq);
  }

  /** Once, from however many windows. @param {Entry} entry */
  again(entry) {
    return this.#whereStill(entry, (entries) => {
      entries.delete(entry.seq);
      entries.add(renewed(entry));
    });
  }

  /** @param {number} seq */
  remove(seq) {
    return this.#run("readwrite", (tx) => tx.objectStore("entries").delete(seq));
  }

  async tidy() {
    for (const entry of await this.all()) if (isDone(entry, Date.now())) await this.remove(entry.seq);
  }

  /** @returns {Promise<Pause>} */
  async pause() {
    return (await this.#run("readonly", (tx) => tx.objectStore("state").get("pause"))) ?? { tries: 0, after: 0 };
  }

  /** @param {Pause} pause */
  setPause(pause) {
    return this.#run("readwrite", (tx) => tx.objectStore("state").put(pause, "pause"));
  }

  async counts() {
    return countsOf(await this.all(), Date.now());
  }
}
