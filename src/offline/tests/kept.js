// An outbox without a disk.

import { countsOf, entryOf, isFor, settled } from "../outbox.js";

/** @typedef {import("../outbox.js").Entry} Entry */

export class Kept {
  /** @type {any} */
  paused = { tries: 0, after: 0 };
  /** Nothing more can be stored. */
  isFull = false;

  /** @param {Entry[]} entries */
  constructor(entries = []) {
    this.entries = entries;
  }
  /** @param {any} what */
  async put(what) {
    if (this.isFull) throw new DOMException("The disk is full.", "QuotaExceededError");
    const entry = { ...entryOf({ account: this.who.split(" ")[0], ...what }, Date.now()), seq: 1 + Math.max(0, ...this.entries.map(({ seq }) => seq)) };
    this.entries.push(entry);
    return entry;
  }
  who = "";
  async account() {
    return this.who;
  }
  /** @param {string} account */
  async setAccount(account) {
    this.who = account;
  }
  async sendable() {
    return (await this.waiting()).filter((entry) => isFor(entry, this.who));
  }
  async waiting() {
    return this.entries.filter((entry) => entry.state === "waiting");
  }
  /** @param {Entry} entry */
  async save(entry) {
    this.entries = this.entries.map((one) => (one.seq === entry.seq ? entry : one));
  }
  /** @param {number} seq */
  async remove(seq) {
    this.entries = this.entries.filter((one) => one.seq !== seq);
  }
  /** @param {Entry} entry @param {"accepted" | "refused"} outcome @param {string} detail */
  async settle(entry, outcome, detail) {
    const left = settled(entry, outcome, detail, Date.now());
    await (left ? this.save(left) : this.remove(entry.seq));
  }
  async counts() {
    return countsOf(this.entries, Date.now());
  }
  async tidy() {}
  async pause() {
    return this.paused;
  }
  /** @param {any} pause */
  async setPause(pause) {
    this.paused = pause;
  }
}
