// What goes along with a block, in its text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, parted } from "../text/beside";

const KEY = "0123456789abcdef0123456789abcdef";

test("lines above the words name what goes along, and the words are without them", () => {
  const body = `Gebärdensprache: ${KEY} 0123abcd\nVorlesen: ${KEY}\n\n## Der Hafen\n\nVorlesen: bleibt`;
  const { head, text, there } = parted(body);
  assert.deepEqual(there, ["gebaerdensprache", "vorlesen"]);
  assert.equal(text, "## Der Hafen\n\nVorlesen: bleibt");
  assert.equal(joined(head, text), body);
});

test("a sentence that begins like such a line is a sentence", () => {
  for (const body of ["Vorlesen: jeden Mittwoch", `Vorlesen: ${KEY} um acht`, `Bild: ${KEY}`, "", "\nText", `Vorlesen: ${KEY.toUpperCase()}`]) {
    assert.deepEqual(parted(body), { head: "", text: body, there: [] });
  }
});

test("nothing is lost when the words go and come back", () => {
  const line = `DGS: ${KEY}`;
  assert.equal(joined(parted(`${line}\n\nText`).head, ""), line);
  assert.equal(joined(parted(line).head, "Neu"), `${line}\n\nNeu`);
  assert.equal(joined("", "Text"), "Text");
});
