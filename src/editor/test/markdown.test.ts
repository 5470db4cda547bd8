import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, canBeShown, documentOf } from "../text/markdown";
import { schema } from "../text/schema";
import { normalised } from "../text/tokens";
import { bodies } from "./bodies";
import { randomFrom } from "./random";

const prose = bodies().filter(({ kind, body }) => kind !== "funding" && body);

test("every text of every page comes back from the editor saying the same", () => {
  assert.ok(prose.length > 200, `${prose.length} texts found`);
  for (const { where, body } of prose) {
    assert.equal(normalised(bodyOf(documentOf(body), false)), normalised(body), where);
    assert.ok(canBeShown(body), where);
  }
});

test("a text that nobody touched comes back letter by letter", () => {
  for (const { where, body } of prose) assert.equal(bodyOf(documentOf(body)), body.replace(/\n{3,}/g, "\n\n"), where);
});

test("what is written anew is read the same, and written the same again", () => {
  for (const { where, body } of prose) {
    const once = bodyOf(documentOf(body), false);
    assert.equal(bodyOf(documentOf(once), false), once, where);
  }
});

test("a change in one paragraph leaves the others as they were written", () => {
  const body = "* eins\n* zwei\n\nEin\nAbsatz\n\nNoch einer.";
  const doc = documentOf(body);
  const last = schema.node("paragraph", null, [schema.text("Neu.")]);
  const changed = doc.copy(doc.content.replaceChild(2, last));
  assert.equal(bodyOf(changed), "* eins\n* zwei\n\nEin\nAbsatz\n\nNeu.");
});

test("signs that a person typed stay signs", () => {
  for (const text of ["1. kein Punkt", "3) auch nicht", "- Strich", "# Raute", "a*b*c", "Bürger*innen", "_x_", "<b>", "&amp;", "a|b", "[x](y)", "> spitz", "`code`", "===", "\\*", "![x](y)", "| a | b |"]) {
    const doc = schema.node("doc", null, [schema.node("paragraph", null, [schema.text(text), schema.node("hard_break"), schema.text(text)])]);
    const back = documentOf(bodyOf(doc));
    assert.ok(back.eq(doc), `${text} → ${bodyOf(doc)} → ${back}`);
  }
});

test("two lists below each other stay two", () => {
  const item = (text: string) => schema.node("list_item", null, [schema.node("paragraph", null, [schema.text(text)])]);
  for (const kind of ["bullet_list", "ordered_list"]) {
    const list = (text: string) => schema.node(kind, null, [item(text)]);
    const doc = schema.node("doc", null, [list("a"), list("b"), list("c")]);
    assert.equal(documentOf(bodyOf(doc)).childCount, 3, bodyOf(doc));
  }
});

test("what the editor cannot show is edited as source", () => {
  for (const body of ["# Titel", "##### tief", "[a][1]\n\n[1]: /x", "```\ncode\n```"]) assert.ok(!canBeShown(body), body);
});

test("any emphasis, in words and beside signs, is read as it was set", () => {
  const random = randomFrom(7);
  const parts = ["Wort", "(Klammer)", "zwei Worte", "a", "1", "„Zitat“", "Ende.", "-", "ß"];
  for (let round = 0; round < 2000; round++) {
    const content = Array.from({ length: 1 + random.below(5) }, () => {
      const marks = [["strong"], ["em"], [], [], ["link"]][random.below(5)] ?? [];
      return schema.text(random.of(parts) + (random.below(2) ? " " : ""), marks.map((name) => schema.mark(name, name === "link" ? { href: "/x" } : null)));
    });
    const doc = schema.node("doc", null, [schema.node("paragraph", null, content)]);
    const written = bodyOf(doc);
    const again = bodyOf(documentOf(written), false);
    assert.equal(again, written, `round ${round}: ${doc}`);
    assert.equal(documentOf(written).textContent.trimEnd(), doc.textContent.trim(), `round ${round}: ${written}`);
  }
});
