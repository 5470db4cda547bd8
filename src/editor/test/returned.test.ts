import assert from "node:assert/strict";
import { test } from "node:test";
import type { Draft, StoredBlock } from "../contract";
import { returned } from "../page/returned";

const block = (more: Partial<StoredBlock> = {}): Draft => ({
  page: 1,
  language: "de",
  title: "Seite",
  order: ["a"],
  blocks: { a: { key: "a", kind: "text", body: "Eins zwei drei", revision: 3, html: "", warnings: [], ...more } },
});
const nothing = { texts: [], jobs: [] };

test("who left nothing behind begins with what is stored", () => {
  const { texts, restored } = returned(block(), nothing);
  assert.equal(texts.get("a")?.body, "Eins zwei drei");
  assert.equal(restored.size, 0);
});

test("what was typed on this device goes on, joined with what others stored since", () => {
  const kept = { key: "a", body: "Eins zwei", stored: { revision: 2, body: "Eins" }, sequence: 5 };
  const { texts, restored } = returned(block({ body: "Null. Eins" }), { texts: [kept], jobs: [] });
  assert.equal(texts.get("a")?.body, "Null. Eins zwei");
  assert.equal(texts.get("a")?.stored.revision, 3);
  assert.ok(restored.has("a"));
});

test("what was typed on another device comes from the server and starts from its own revision", () => {
  const { texts } = returned(block({ typed: { body: "Eins zwei vier", base_revision: 2, sequence: 9 } }), nothing);
  assert.deepEqual(texts.get("a")?.stored, { revision: 2, body: null });
  assert.equal(texts.get("a")?.body, "Eins zwei vier");
});

test("two devices: both texts are there", () => {
  const kept = { key: "a", body: "Eins zwei drei HIER", stored: { revision: 3, body: "Eins zwei drei" }, sequence: 5 };
  const { texts } = returned(block({ typed: { body: "DORT Eins zwei drei", base_revision: 3, sequence: 9 } }), { texts: [kept], jobs: [] });
  assert.equal(texts.get("a")?.body, "DORT Eins zwei drei HIER");
  const same = { ...kept, body: "Eins zwei drei HIER" };
  const clash = returned(block({ typed: { body: "Eins zwei drei DORT", base_revision: 3, sequence: 9 } }), { texts: [same], jobs: [] });
  assert.match(clash.texts.get("a")?.body ?? "", /HIER[^]*DORT/);
});

test("what stands there already does not come back as news", () => {
  const { restored } = returned(block({ typed: { body: "Eins zwei drei\n", base_revision: 2, sequence: 9 } }), nothing);
  assert.equal(restored.size, 0);
});

test("a save whose answer never came is asked for again with the same text", () => {
  const job = { id: "x", kind: "save" as const, key: "a", body: "Eins zwei", revision: 2, base: "Eins", isSent: true };
  const { texts } = returned(block({ body: "Eins zwei", revision: 3 }), { texts: [], jobs: [job] });
  const text = texts.get("a");
  assert.equal(text?.body, "Eins zwei");
  text?.saved({ revision: 3, body: "Eins zwei" });
  assert.ok(!text?.isDirty);
});

test("a text whose block is gone is not forgotten", () => {
  const kept = { key: "b", body: "Verwaist", stored: { revision: 1, body: "" }, sequence: 5 };
  assert.deepEqual(returned(block(), { texts: [kept], jobs: [] }).orphans, [kept]);
});
