// Thousands of stories of a device, a network and a server, each from its seed: nothing is lost, nothing comes twice, each keeps its
// order, and nothing leaves the device but on the server's word. See simulation/.

import assert from "node:assert/strict";
import { test } from "node:test";

import { many } from "./simulation/many.js";
import { told } from "./simulation/run.js";
import { both, switchedOff } from "./simulation/switches.js";

const number = (/** @type {string} */ name, /** @type {number} */ otherwise) => {
  const value = Number(process.env[name] || otherwise);
  assert.ok(Number.isSafeInteger(value) && value >= 0, `${name} is a number, not "${process.env[name]}"`);
  return value;
};

const FIRST = number("WEGMARKEN_SEED", 77);

/** How many stories; a million of them take the better part of an hour on one core. */
const SEEDS = number("WEGMARKEN_SEEDS", 10_000 * number("WEGMARKEN_TRIALS", 1));

/** After so many a long run says how far it is. */
const TURN = 50_000;

test(`${SEEDS} stories from seed ${FIRST} on keep what was promised`, async () => {
  for (let done = 0; done < SEEDS; done += TURN) {
    if (done > 0) console.log(`${done} of ${SEEDS} stories`);
    const found = await many({ first: FIRST + done, count: Math.min(TURN, SEEDS - done) });
    if (!found) continue;
    console.error((await told(both(), found.seed)).join("\n"));
    console.error(`The same story again: WEGMARKEN_SEED=${found.seed} WEGMARKEN_SEEDS=1 node --test src/offline/tests/simulation.test.js`);
    assert.fail(`seed ${found.seed}: ${found.broken.join("; ")}`);
  }
});

test("a story happens again exactly as it did", async () => {
  const begin = both();
  for (const seed of [FIRST, FIRST + 1]) {
    const once = await told(begin, seed);
    assert.ok(once.length > 5);
    assert.deepEqual(await told(begin, seed), once);
  }
});

for (const off of Object.keys(switchedOff)) {
  test(`it is noticed when ${off}`, async (t) => {
    const found = await many({ first: FIRST, count: 10_000, off });
    assert.ok(found, "nobody noticed");
    t.diagnostic(`seed ${found.seed}: ${found.broken[0]}`);
  });
}
