import assert from "node:assert/strict";
import { test } from "node:test";

import { isNearlyFull } from "../room.js";

const MB = 1024 * 1024;

/** Places that take what is put there, or refuse it in this way. @param {string} [refusal] */
const places = (refusal) => {
  const kept = new Map();
  const put = async (/** @type {string} */ at, /** @type {Response} */ piece) => {
    if (refusal) throw new DOMException("no", refusal);
    kept.set(at, (await piece.arrayBuffer()).byteLength);
  };
  return /** @type {any} */ ({ kept, open: async () => ({ put }), delete: async () => kept.delete("/room") });
};
const none = /** @type {any} */ ({});

test("a device is nearly full when less is left than the outbox may need, and one that tells nothing is not", async () => {
  const left = (/** @type {StorageEstimate} */ told) => isNearlyFull({ estimate: async () => told }, places());
  assert.equal(await left({ quota: 1000 * MB, usage: 985 * MB }), true);
  assert.equal(await left({ quota: 1, usage: 5 * MB }), true);
  assert.equal(await left({ quota: 1000 * MB, usage: 900 * MB }), false);
  assert.equal(await left({}), false);
  assert.equal(await isNearlyFull({ estimate: () => Promise.reject(new TypeError("not here")) }, places()), false);
  assert.equal(await isNearlyFull(none, none), false);
});

test("a device that takes nothing more is full, whatever its browser tells, and nothing is left of the try", async () => {
  const plenty = { estimate: async () => ({ quota: 10_000 * MB, usage: 0 }) };
  assert.equal(await isNearlyFull(plenty, places("QuotaExceededError")), true);
  assert.equal(await isNearlyFull(plenty, places("SecurityError")), false, "it keeps nothing at all, full or not");
  const some = places();
  assert.equal(await isNearlyFull(plenty, some), false);
  assert.equal(some.kept.size, 0);
});
