import assert from "node:assert/strict";
import { test } from "node:test";

import { isNearlyFull } from "../room.js";

const MB = 1024 * 1024;

test("a device is nearly full when less is left than the outbox may need, and one that tells nothing is not", async () => {
  const left = (/** @type {StorageEstimate} */ told) => isNearlyFull({ estimate: async () => told });
  assert.equal(await left({ quota: 1000 * MB, usage: 985 * MB }), true);
  assert.equal(await left({ quota: 1, usage: 5 * MB }), true);
  assert.equal(await left({ quota: 1000 * MB, usage: 900 * MB }), false);
  assert.equal(await left({}), false);
  assert.equal(await isNearlyFull({ estimate: () => Promise.reject(new TypeError("not here")) }), false);
  assert.equal(await isNearlyFull(/** @type {any} */ ({})), false);
});
