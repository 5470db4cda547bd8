// What can be undone after a page was loaded again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../page/undo";
import { Memory, type Step } from "../sync/memory";

function tab(): [Memory, Map<string, string>] {
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text), removeItem: (name: string) => void kept.delete(name) };
  return [new Memory("steps", () => storage), kept];
}

const text = (to: string): Step => ({ kind: "text", key: "a", from: "", to });

test("a history goes on where it was, back and on again", () => {
  const [memory] = tab();
  const keep = (past: readonly Step[], future: readonly Step[]) => memory.keep({ past, future, gone: [] });
  const first = new History(() => true, keep);
  first.did(text("Eins"));
  first.did({ kind: "remove", key: "b" });
  first.undo();
  const { past, future } = memory.left();
  const went: [string, boolean][] = [];
  const second = new History(({ kind }, isBack) => went.push([kind, isBack]) > 0, keep, past, future);
  assert.deepEqual([second.redo(), second.undo(), second.undo(), second.undo()], ["done", "done", "done", "nothing"]);
  assert.deepEqual(went, [["remove", false], ["remove", true], ["text", true]]);
});

test("of too much the oldest steps go, and the newest stay", () => {
  const [memory] = tab();
  const past = [..."abcdefgh"].map((letter) => text(letter.repeat(100_000)));
  memory.keep({ past, future: [], gone: [] });
  const left = memory.left().past;
  assert.ok(left.length > 0 && left.length < 8);
  assert.deepEqual(left.at(-1), past.at(-1));
});

test("what cannot be kept or read is no history, and no old one comes in its place", () => {
  const [memory, kept] = tab();
  memory.keep({ past: [text("Eins")], future: [], gone: [] });
  memory.keep({ past: [], future: [text("a".repeat(500_000))], gone: [] });
  assert.deepEqual(memory.left(), { past: [], future: [], gone: [] });
  kept.set("steps", "{");
  assert.deepEqual(memory.left(), { past: [], future: [], gone: [] });
  const none = new Memory("steps", () => {
    throw new Error("no storage");
  });
  none.keep({ past: [text("Eins")], future: [], gone: [] });
  assert.deepEqual(none.left().past, []);
});
