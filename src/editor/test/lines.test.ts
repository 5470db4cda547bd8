// The lines of a block: one is changed, and every other letter stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Typed, withTyped } from "../text/chosen";
import { lined, type Lines, valueOf, without, withValue, withWords, wordsOf } from "../text/lines";

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

/** The block with this changed in its plain fields: boxes by their name and value. */
function typed(kind: string, body: string, fields: Record<string, string>, boxes: Record<string, boolean> = {}): string {
  const changed: Typed = { field: (name) => fields[name] ?? null, box: (name, value) => boxes[`${name} ${value}`] ?? null };
  return withTyped(lined(kind) as Lines, body, changed);
}

test("what somebody chose in plain fields before the editor was awake becomes the lines that the server makes of it", () => {
  assert.equal(typed("board", "Leitthema: 5\n\nText", { thema: "kultur" }), "Leitthema: Kultur\n\nText");
  assert.equal(typed("map", "Thema: Kultur", { thema: "" }), "Thema:");
  const figures = typed("indicator", "Zahlen: fertig, Wetter, Ideen", {}, { "zahlen vorschlaege": false, "zahlen kommentare": true });
  assert.equal(figures, "Zahlen: fertig, Wetter, Kommentare");
  const files = "Datei: a Plan\nDatei: b\nDatei: c\n\nText";
  assert.equal(typed("files", files, {}), files);
  assert.equal(typed("files", files, { "dateiname-2": "Lärm", "platz-3": "1" }, { "weg 1": true }), "Datei: c\nDatei: b Lärm\n\nText");
  assert.equal(typed("files", files, { "platz-1": "3" }), "Datei: b\nDatei: c\nDatei: a Plan\n\nText");
  const film = `Video: ${KEY}\nVorschaubild: ${KEY}`;
  assert.equal(typed("video", film, { unterschrift: "Am  Kai" }, { "weg vorschaubild": true }), `Video: ${KEY}\nUnterschrift: Am Kai\nVorschaubild:`);
  assert.equal(typed("video", film, { adresse: "https://film.example" }, { "weg film": true }), `Video: https://film.example\nVorschaubild: ${KEY}`);
});
