import assert from "node:assert/strict";
import { test } from "node:test";

import { COUNTDOWN, COVERED, IDLE, Padlock, Sitting, hasSlept, numberFrom, stageOf } from "../kiosk/sitting.js";

test("after a minute somebody is asked, has at least twenty seconds to answer, and then the sitting ends", () => {
  assert.equal(stageOf(0, false), "goes on");
  assert.equal(stageOf(IDLE - 1, false), "goes on");
  assert.deepEqual(stageOf(IDLE, false), { left: COUNTDOWN / 1000 });
  assert.deepEqual(stageOf(IDLE + COUNTDOWN - 1, false), { left: 1 });
  assert.equal(stageOf(IDLE + COUNTDOWN, false), "ends");
  assert.equal(stageOf(8 * 60 * 60 * 1000, false), "ends", "the tablet slept");
  assert.equal(IDLE, 60_000);
  assert.ok(COUNTDOWN >= 20_000);
});

test("under a cover nobody is asked, and it ends by itself", () => {
  assert.equal(stageOf(IDLE + 1, true), "goes on");
  assert.equal(stageOf(COVERED - 1, true), "goes on");
  assert.equal(stageOf(COVERED, true), "ends");
});

/** @param {Padlock} lock @param {string} digits */
const type = (lock, digits) => [...digits].map((digit) => lock.type(digit));

test("a cover opens with its number, digit by digit", () => {
  const lock = new Padlock("407");
  assert.deepEqual(type(lock, "407"), ["more", "more", "open"]);
});

test("after a wrong number one begins anew, and what was typed of it opens nothing", () => {
  const lock = new Padlock("407");
  assert.deepEqual(type(lock, "140"), ["more", "more", "wrong"]);
  assert.equal(lock.typed, "");
  assert.deepEqual(type(lock, "740"), ["more", "more", "wrong"], "140 and 740 hold no 407");
  assert.deepEqual(type(lock, "407"), ["more", "more", "open"]);
});

test("a digit can be taken back, and there may be none", () => {
  const lock = new Padlock("407");
  lock.erase();
  type(lock, "41");
  lock.erase();
  assert.deepEqual(type(lock, "07"), ["more", "open"]);
});

test("whoever guesses ends the sitting with the fifth wrong number", () => {
  const lock = new Padlock("407");
  const guesses = ["111", "222", "333", "444", "555"].map((digits) => type(lock, digits).at(-1));
  assert.deepEqual(guesses, ["wrong", "wrong", "wrong", "wrong", "over"]);
});

test("a number has three digits, whatever chance says", () => {
  for (const chance of [0, 1, 899, 900, 2 ** 32 - 1]) assert.match(numberFrom(chance), /^[1-9]\d\d$/, `${chance}`);
  assert.deepEqual([numberFrom(0), numberFrom(899), numberFrom(900)], ["100", "999", "100"]);
});

test("a device slept when the clock of the wall ran ahead between two looks, and not when it was put back", () => {
  assert.equal(hasSlept(1000, 1000 + COVERED), true);
  assert.equal(hasSlept(1000, 1000 + COVERED - 1), false, "a busy tablet looks late");
  assert.equal(hasSlept(1000, 0), false);
});

/** A sitting whose clock that counts stands still, on a document that holds nothing. @param {object} [clipboard] */
function sleeping(clipboard) {
  Object.defineProperty(globalThis, "navigator", { value: { clipboard }, configurable: true });
  const world = { addEventListener: (kind, react) => listening.set(kind, react), scrollTo: () => {}, sessionStorage: { clear() {} }, localStorage: { clear() {} } };
  const listening = new Map();
  const document = { querySelectorAll: () => [], activeElement: null, body: { replaceChildren() {} }, documentElement: { dataset: {} } };
  Object.assign(globalThis, world, { document, HTMLElement: class {} });
  const ended = /** @type {string[]} */ ([]);
  const sitting = new Sitting({ words: {}, content: /** @type {any} */ ({}), ended: () => ended.push("ended") });
  clearInterval(sitting.clock);
  sitting.looked = Date.now() - COVERED;
  return { sitting, ended, listening };
}

test("a sitting ends when the device slept, with the first look at the clock and with the first tap", () => {
  const one = sleeping();
  one.sitting.tick();
  assert.deepEqual(one.ended, ["ended"]);
  const other = sleeping();
  other.listening.get("pointerdown")();
  other.sitting.tick();
  assert.deepEqual(other.ended, ["ended"], "and only once");
});

test("whoever goes leaves an empty clipboard, and a browser that lets no page empty it ends the sitting all the same", async () => {
  for (const answer of [() => Promise.resolve(), () => Promise.reject(new DOMException("not here", "NotAllowedError"))]) {
    /** @type {string[]} */
    const written = [];
    const { sitting, ended } = sleeping({ writeText: (/** @type {string} */ text) => (written.push(text), answer()) });
    sitting.end();
    // Nothing of it is left unhandled, which would end this test.
    await new Promise(setImmediate);
    assert.deepEqual([written, ended], [[""], ["ended"]]);
  }
});
