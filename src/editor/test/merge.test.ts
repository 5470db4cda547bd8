import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";
import { joinOf } from "../sync/text";
import { becoming } from "../text/apply";
import { bodyOf, documentOf } from "../text/markdown";
import { bothBelow, changes, merged } from "../text/merge";
import { bodies } from "./bodies";
import { randomFrom, type Random } from "./random";

test("different places of one text become one text", () => {
  assert.equal(merged("Eins zwei drei vier fünf", "EINS zwei drei vier fünf", "Eins zwei drei vier FÜNF"), "EINS zwei drei vier FÜNF");
  assert.equal(merged("a b c d", "a b c d", "x"), "x");
  assert.equal(merged("a b c d", "a B c d", "a B c d"), "a B c d");
});

test("the same place is not decided by a program", () => {
  assert.equal(merged("Eins zwei drei", "Eins ZWEI drei", "Eins 2 drei"), null);
  assert.equal(merged("Ende", "Ende hier", "Ende dort"), null);
});

test("two new titles are not put together of their words, two introductions are", () => {
  assert.equal(joinOf("title")("Eins zwei drei", "EINS zwei drei", "Eins zwei DREI"), null);
  assert.equal(joinOf("introduction")("Eins zwei drei", "EINS zwei drei", "Eins zwei DREI"), "EINS zwei DREI");
  for (const kind of ["title", "introduction", "text"]) {
    assert.equal(joinOf(kind)("Alt", "Alt", "Neu"), "Neu");
    assert.equal(joinOf(kind)("Alt", "Neu", "Alt"), "Neu");
    assert.equal(joinOf(kind)("Alt", "Neu", "Neu"), "Neu");
  }
});

/** Puts a word of its own somewhere, or takes one away. */
function edited(text: string, random: Random, word: string): string {
  const parts = text.split(" ");
  const at = random.below(parts.length + 1);
  return [...parts.slice(0, at), word, ...parts.slice(at + random.below(2))].join(" ");
}

/** Goes through many pairs of edits, and complains about a word of either that is missing. How many joined by themselves? */
function keepsEveryWord(join: typeof merged, show: typeof bothBelow): number {
  const random = randomFrom(11);
  const texts = bodies().filter(({ body }) => body.length > 20);
  let joined = 0;
  for (let round = 0; round < 3000; round++) {
    const base = random.of(texts).body;
    const mine = edited(base, random, `meins${round}`);
    const theirs = edited(base, random, `deins${round}`);
    const one = join(base, mine, theirs);
    const shown = one ?? show(base, mine, theirs);
    if (one !== null) joined++;
    for (const word of [`meins${round}`, `deins${round}`]) assert.ok(shown.includes(word), `${word} in ${JSON.stringify({ base, mine, theirs, shown })}`);
  }
  return joined;
}

test("no word that either typed is missing from the joined text", () => {
  const joined = keepsEveryWord(merged, bothBelow);
  assert.ok(joined > 1500, `${joined} joined by themselves`);
});

test("it is noticed when one text takes the place of the other, and when one side of a conflict is not shown", () => {
  const mineAlone = (_base: string, mine: string) => mine;
  const theirsAlone = (_base: string, _mine: string, theirs: string) => theirs;
  assert.throws(() => keepsEveryWord(mineAlone, bothBelow), /deins/);
  assert.throws(() => keepsEveryWord(theirsAlone, bothBelow), /meins/);
  assert.throws(() => keepsEveryWord(merged, mineAlone), /deins/);
  assert.throws(() => keepsEveryWord(merged, theirsAlone), /meins/);
});

test("a way from one list to another leads there", () => {
  const random = randomFrom(3);
  for (let round = 0; round < 2000; round++) {
    const list = () => Array.from({ length: random.below(12) }, () => random.of(["a", "b", "c", "d"]));
    const [old, now] = [list(), list()];
    const out: string[] = [];
    let at = 0;
    for (const change of changes(old, now)) {
      out.push(...old.slice(at, change.from), ...change.with);
      at = change.to;
    }
    assert.deepEqual([...out, ...old.slice(at)], now);
  }
});

test("an open document becomes any other one, and what did not change is not touched", () => {
  const random = randomFrom(5);
  const texts = bodies().filter(({ kind, body }) => body && kind !== "funding");
  for (let round = 0; round < 600; round++) {
    const from = random.of(texts).body;
    const to = random.below(3) ? edited(from, random, "neu") : random.of(texts).body;
    const state = EditorState.create({ doc: documentOf(from) });
    const goal = documentOf(to);
    const next = state.apply(becoming(state.tr, goal));
    assert.equal(bodyOf(next.doc, false), bodyOf(goal, false), `${from}\n→\n${to}`);
  }
});

test("the caret stays in its word, and a space that was just typed stays too", () => {
  let state = EditorState.create({ doc: documentOf("Eins zwei.\n\nDrei vier") });
  state = state.apply(state.tr.insertText(" ", state.doc.content.size - 1));
  state = state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc)));
  const before = state.selection.$head;
  state = state.apply(becoming(state.tr, documentOf("Eins und zwei.\n\nNeu.\n\nDrei vier")));
  assert.equal(state.selection.$head.parent.textContent, "Drei vier ");
  assert.equal(state.selection.$head.parentOffset, before.parentOffset);
});
