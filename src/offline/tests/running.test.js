import assert from "node:assert/strict";
import { test } from "node:test";
import { changesAt } from "../kiosk/attract.js";
import { runningOf } from "../kiosk/running.js";

const one = (kind, key, from, until) => ({ kind, key, from, until });
const all = [
  one("event", "kalender/fest", 0, 80),
  one("survey", "umfragen/wege", 0, 100),
  one("place_call", "orte/wasser", 50, null),
];
const pack = (processes, left_out = []) => ({
  boards: ["stadt"],
  processes,
  left_out,
  content: { "prozesse-de": all, listen: { boards: [{ slug: "stadt", ends: 200 }, { slug: "hafen", ends: 60 }] } },
});
const keys = (found) => found.map(({ key }) => key);
const EVERY = ["survey", "place_call", "event"];

test("what is open is what began and did not end, whenever the pack was made, and events come last", () => {
  assert.deepEqual(keys(runningOf(pack(EVERY), "de", 10)), ["umfragen/wege", "kalender/fest"]);
  assert.deepEqual(keys(runningOf(pack(EVERY), "de", 50)), ["umfragen/wege", "orte/wasser", "kalender/fest"]);
  assert.deepEqual(keys(runningOf(pack(EVERY), "de", 100)), ["orte/wasser"]);
  assert.deepEqual(runningOf(pack(EVERY), "ls", 10), []);
});

test("a kiosk shows the kinds that were chosen for it, without what is left out", () => {
  assert.deepEqual(keys(runningOf(pack(["event", "place_call"]), "de", 60)), ["orte/wasser", "kalender/fest"]);
  assert.deepEqual(keys(runningOf(pack(EVERY, ["umfragen/wege"]), "de", 10)), ["kalender/fest"]);
  assert.deepEqual(runningOf({ ...pack([]), processes: undefined, left_out: undefined }, "de", 10), []);
});

test("of many events the next twelve are shown, and what is left out takes no place of theirs", () => {
  const events = Array.from({ length: 30 }, (_, n) => one("event", `kalender/${n}`, 0, 100 + n));
  const shown = (left_out, now = 10) =>
    keys(runningOf({ ...pack(EVERY, left_out), content: { "prozesse-de": [...events, ...all] } }, "de", now));
  const nth = (from, to) => keys(events.slice(from, to));
  assert.deepEqual(shown([]), ["umfragen/wege", ...nth(0, 12)]);
  assert.deepEqual(shown(nth(0, 13)), ["umfragen/wege", ...nth(13, 25)]);
  assert.deepEqual(shown(nth(12, 13), 100), ["orte/wasser", ...nth(1, 12), ...nth(13, 14)], "also when it would move up");
});

test("the screen that nobody looks at changes when a board begins", () => {
  const later = pack([]);
  later.content.listen.boards = [{ slug: "stadt", begins: 30, ends: null }, { slug: "hafen", begins: 20, ends: null }];
  assert.equal(changesAt(later, "de", 10), 30);
  assert.equal(changesAt(later, "de", 30), 50, "the next that begins");
});

test("the screen that nobody looks at changes when something opens or ends, and not before", () => {
  assert.equal(changesAt(pack(EVERY), "de", 10), 50, "another board is not shown here");
  assert.equal(changesAt(pack(EVERY), "de", 50), 80);
  assert.equal(changesAt(pack(EVERY), "de", 100), 200);
  assert.equal(changesAt(pack(EVERY), "de", 200), Number.POSITIVE_INFINITY);
});
