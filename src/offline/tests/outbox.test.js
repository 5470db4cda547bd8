import assert from "node:assert/strict";
import { test } from "node:test";

import { LONGEST } from "../bytes.js";
import { Disk } from "./disk.js";
import { Outbox, countsOf, entryOf, isDone, isFor, renewed, settled } from "../outbox.js";

/** @typedef {import("../outbox.js").Entry} Entry */

const NOW = 1_795_000_000_000;
const DAY = 24 * 60 * 60 * 1000;
const written = { kind: /** @type {const} */ ("comment"), content: '{"text":"Gute Idee"}', title: "Gute Idee", language: "de" };

/** @param {Partial<Entry>} [more] @returns {Entry} */
const entry = (more = {}) => ({ ...entryOf(written, NOW), seq: 7, ...more });

test("a record gets its id and its time when it is sent off, and waits", () => {
  const [one, other] = [entryOf(written, NOW), entryOf(written, NOW)];
  assert.match(one.id, /^[0-9a-f]{32}$/);
  assert.notEqual(one.id, other.id);
  assert.deepEqual([one.state, one.enteredAt, one.content, one.quiet, one.session], ["waiting", NOW, written.content, false, "web"]);
  const chosen = entryOf({ ...written, id: one.id, quiet: true, session: "a" }, NOW);
  assert.deepEqual(chosen, { ...one, quiet: true, session: "a" });
});

test("what the server would never take is not said to be stored", () => {
  // Three bytes a sign.
  const content = "€".repeat(Math.floor(LONGEST / 3));
  assert.equal(entryOf({ ...written, content }, NOW).content, content);
  assert.throws(() => entryOf({ ...written, content: `${content}€` }, NOW), RangeError);
});

test("of what arrived the text goes and the way to it stays, of what was refused everything stays", () => {
  const waits = entry();
  const accepted = settled(waits, "accepted", "/beleg/X", NOW + 5);
  assert.deepEqual(accepted, { ...waits, state: "accepted", detail: "/beleg/X", content: "", settledAt: NOW + 5 });
  const refused = settled(entry(), "refused", "closed", NOW + 5);
  assert.deepEqual([refused?.state, refused?.detail, refused?.content], ["refused", "closed", written.content]);
});

test("what went the usual way is gone with the server's word, unless that is a refusal", () => {
  assert.equal(settled(entry({ quiet: true }), "accepted", "/beleg/X", NOW), null);
  assert.equal(settled(entry({ quiet: true }), "refused", "closed", NOW)?.content, written.content);
});

test("what is tried again is another record with the same words, at its old time", () => {
  const refused = entry({ state: "refused", detail: "conflict", settledAt: NOW, failures: 3, quiet: true });
  const again = renewed(refused);
  assert.notEqual(again.id, refused.id);
  assert.ok(!("seq" in again), "it goes to the end");
  const { id, seq, ...rest } = refused;
  assert.deepEqual({ ...again, id }, { ...rest, id, state: "waiting", detail: "", settledAt: 0, failures: 0, quiet: false });
});

test("only what arrived is taken away after a week, however old the rest is", () => {
  const at = (/** @type {Entry["state"]} */ state, /** @type {number} */ days) => isDone(entry({ state, settledAt: NOW - days * DAY }), NOW);
  assert.deepEqual([at("accepted", 8), at("accepted", 6)], [true, false]);
  assert.deepEqual([at("waiting", 400), at("refused", 400)], [false, false]);
});

test("the person is told of what waits, and of what went the usual way only when it takes long or was refused", () => {
  const quiet = (/** @type {Partial<Entry>} */ more) => entry({ quiet: true, ...more });
  assert.deepEqual(countsOf([], NOW), { waiting: 0, accepted: 0, refused: 0 });
  const shown = [entry(), entry({ state: "accepted" }), quiet({ enteredAt: NOW - 11_000 }), quiet({ state: "refused" })];
  assert.deepEqual(countsOf([...shown, quiet({ enteredAt: NOW - 9_000 })], NOW), { waiting: 2, accepted: 1, refused: 1 });
});

test("what was written for an account is sent for no other, and what names none for anybody", () => {
  const [ada, jona] = ["a".repeat(32), "b".repeat(32)];
  for (const account of [undefined, ""]) for (const here of ["", ada]) assert.equal(isFor({ account }, here), true);
  assert.equal(isFor({ account: ada }, ada), true);
  assert.equal(isFor({ account: ada }, `${jona} ${ada}`), true, "the server has another secret now and names the word of before");
  for (const here of ["", jona, ada.slice(1)]) assert.equal(isFor({ account: ada }, here), false, here);
  assert.equal(renewed(entry({ account: ada, state: "refused" })).account, ada);
});

/** An outbox on a disk of its own that has one entry. */
async function begun() {
  const disk = new Disk();
  Object.assign(globalThis, { indexedDB: disk });
  const outbox = new Outbox();
  return { disk, outbox, entry: await outbox.put(written) };
}

test("what somebody took out does not come back with an answer that was still on its way", async () => {
  const { outbox, entry } = await begun();
  await outbox.remove(entry.seq);
  await outbox.save({ ...entry, failures: 1 });
  await outbox.settle(entry, "refused", "closed");
  assert.deepEqual(await outbox.all(), []);
});

test("what two windows send once more is one record", async () => {
  const { outbox, entry } = await begun();
  await outbox.settle(entry, "refused", "closed");
  const [refused] = await outbox.all();
  await Promise.all([outbox, new Outbox()].map((one) => one.again(/** @type {Entry} */ (refused))));
  assert.deepEqual((await outbox.all()).map(({ state }) => state), ["waiting"]);
});

test("what was kept as the connection was lost is stored, and stored once", async () => {
  const { disk, outbox } = await begun();
  for (const broken of /** @type {const} */ (["after", "before"])) {
    disk.breaksAt("entries", broken);
    const { id } = await outbox.put(written);
    assert.equal((await outbox.all()).filter((one) => one.id === id).length, 1, broken);
  }
  assert.equal((await outbox.all()).length, 3);
});
