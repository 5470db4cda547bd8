import assert from "node:assert/strict";
import { test } from "node:test";
import { Call } from "../kiosk/call.js";

const WORDS = { help_calling: "Wir rufen Hilfe.", help_away: "Geh zum Schalter.", asked_help: "Hilfe ist gerufen." };
const MINUTE = 60_000;

const called = () => {
  globalThis.document = { createElement: () => ({ setAttribute() {}, append() {}, textContent: "" }) };
  const call = new Call();
  const said = (now) => {
    call.say(WORDS, now);
    return call.view.textContent;
  };
  assert.equal(said(0), "");
  call.begin();
  assert.equal(said(0), WORDS.help_calling);
  return { call, said };
};

test("a call is heard when the server says so, is tried again until then, and long after is no longer told to anybody", () => {
  const { call, said } = called();
  call.answered(false, MINUTE);
  assert.deepEqual([said(60 * MINUTE), call.asks], [WORDS.help_away, true], "nobody knows of it");
  call.answered(true, 60 * MINUTE);
  assert.deepEqual([said(69 * MINUTE), call.asks], [WORDS.asked_help, false]);
  assert.deepEqual([said(70 * MINUTE), call.asks], ["", false]);
});

test("who calls again is answered anew, and an answer to nobody is none", () => {
  const { call, said } = called();
  call.answered(true, MINUTE);
  call.answered(false, 2 * MINUTE);
  assert.equal(said(2 * MINUTE), WORDS.asked_help);
  call.begin();
  assert.equal(said(20 * MINUTE), WORDS.help_calling);
  call.answered(true, 20 * MINUTE);
  assert.equal(said(29 * MINUTE), WORDS.asked_help);
});
