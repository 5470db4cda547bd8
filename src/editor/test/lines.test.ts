// The lines of a block: one is changed, and every other letter stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lined, valueOf, without, withValue, withWords, wordsOf } from "../text/lines";

const KEY = "0123456789abcdef0123456789abcdef";

test("a line changes where it stands, or comes where it belongs", () => {
  const body = `Vorlesen: ${KEY}\n\nImage: ${KEY}\nquelle:Archiv\n\nWorte`;
  assert.equal(valueOf(body, "source"), "Archiv");
  assert.equal(valueOf(body, "alt"), "");
  const said = withValue(body, "alt", "Ein Boot");
  assert.equal(said, `Vorlesen: ${KEY}\n\nImage: ${KEY}\nAlternativtext: Ein Boot\nquelle:Archiv\n\nWorte`);
  assert.equal(withValue(said, "source", ""), `Vorlesen: ${KEY}\n\nImage: ${KEY}\nAlternativtext: Ein Boot\nquelle:\n\nWorte`);
  assert.equal(withValue(body, "caption", ""), body);
  assert.equal(withValue("Quelle: a", "alt", "Boot"), "Alternativtext: Boot\nQuelle: a");
  assert.equal(withValue("Worte", "alt", "Boot"), "Alternativtext: Boot\n\nWorte");
  assert.equal(withValue(`Vorlesen: ${KEY}`, "alt", "Boot"), `Vorlesen: ${KEY}\n\nAlternativtext: Boot`);
  assert.equal(without("Bild: a\nQuelle: b\nSource: c\n\nWorte", "source"), "Bild: a\n\nWorte");
});

test("the words below never become a line", () => {
  assert.equal(wordsOf("Bild: a\n\n\nQuelle: siehe dort"), "Quelle: siehe dort");
  assert.equal(withWords("Bild: a\n\nWorte", "Quelle: b"), "Bild: a\n\nQuelle: b");
  assert.equal(withWords("Bild: a\n\nWorte", ""), "Bild: a");
  assert.equal(withWords("", "Quelle: b"), "Bild:\n\nQuelle: b");
  assert.equal(withWords(`Vorlesen: ${KEY}`, "Quelle: b"), `Vorlesen: ${KEY}\n\nBild:\n\nQuelle: b`);
  for (const body of ["", "Worte", "Bild: a", "Bild: a\n\nWorte"]) assert.equal(wordsOf(withWords(body, "Quelle: b")), "Quelle: b", body);
});

test("each kind has its own lines, and what is one elsewhere is a word here", () => {
  const board = lined("board");
  assert.equal(board?.valueOf("Leitthema: 5\n\nDatei: siehe unten", "theme"), "5");
  assert.equal(board?.wordsOf("Datei: siehe unten"), "Datei: siehe unten");
  assert.equal(board?.withValue("Worte", "theme", "Kultur"), "Thema: Kultur\n\nWorte");
  assert.equal(lined("indicator")?.withValue("Thema: 3", "figures", "umgesetzt"), "Zahlen: umgesetzt\nThema: 3");
  assert.equal(lined("text"), null);
});

test("files change their names and places, and one goes without the others", () => {
  const files = lined("files");
  const body = "Datei: a Der Plan\nfile:b\nDatei:\n\nText";
  assert.deepEqual(files?.valuesOf(body, "file"), ["a Der Plan", "b", ""]);
  assert.equal(files?.withValues(body, "file", ["b", "a Der Plan"]), "Datei: b\nfile: a Der Plan\n\nText");
  assert.equal(files?.withValues(body, "file", ["b"]), "Datei: b\n\nText");
  assert.equal(files?.withValues("Datei: a\nDatei: b", "file", []), "Datei:");
});
