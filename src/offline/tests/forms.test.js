import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { isWriting, keptAs, recordOfButton, recordOfForm } from "../forms.js";

/** @param {Record<string, string | string[]>} fields */
function form(fields) {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) made.append(name, one);
  return made;
}

const KEY = "0123456789abcdef0123456789abcdef";

test("the forms by which people take part are known in every language, and no others", () => {
  for (const path of [
    "/vorschlaege/12-mehr-baenke/unterstuetzung",
    "/en/vorschlaege/12/beitraege",
    `/ls/vorschlaege/entwurf/${KEY}/einreichen`,
    "/ausgang/schreiben",
    "/api/fn/support",
  ])
    assert.ok(isWriting(path), path);
  for (const path of ["/anmelden", "/vorschlaege/neu", `/vorschlaege/entwurf/${KEY}`, "/konto/loeschen", "/api/fn/draft"])
    assert.ok(!isWriting(path), path);
});

test("a comment keeps every word, its place and the id of its form", () => {
  const sent = form({ haltung: "for", text: "Gute\r\nIdee", name: "Ada", antwort: "7", einsendung: KEY, gefragt: "0381 1234567", webseite: "" });
  const record = recordOfForm("/en/vorschlaege/12-x/beitraege", sent);
  assert.ok(record);
  assert.deepEqual([record.kind, record.language, record.title], ["comment", "en", "Gute\nIdee"]);
  const content = JSON.parse(record.content);
  assert.deepEqual(content, { proposal: 12, form: KEY, asked: "0381 1234567", stance: "for", text: "Gute\nIdee", author: "Ada", reply_to: "7" });
  assert.equal(keptAs(record), "wegmarken:beitrag-12");
});

test("a comment out of which personal data is to be taken first is not sent off yet", () => {
  const sent = form({ haltung: "for", text: "Ruft an: 0381 1234567", gefragt: "0381 1234567", aktion: "unkenntlich" });
  assert.equal(recordOfForm("/vorschlaege/12/beitraege", sent), null);
});

test("a support says whether it is given or taken back", () => {
  const path = "/vorschlaege/12/unterstuetzung";
  const of = (/** @type {string} */ aktion) => recordOfForm(path, form({ aktion }))?.content;
  assert.equal(of("unterstuetzen"), '{"proposal":12,"support":true}');
  assert.equal(of("zuruecknehmen"), '{"proposal":12,"support":false}');
  assert.equal(of("etwas"), undefined);
  assert.equal(recordOfButton('{"proposal":3,"support":true}', "ls")?.content, '{"proposal":3,"support":true}');
  for (const body of ["", "{}", '{"proposal":"3","support":true}', "[1]"]) assert.equal(recordOfButton(body, "de"), null);
});

test("a proposal that was typed without a network has all of its fields, and its draft if it has one", () => {
  const sent = form({ titel: "Mehr Bänke", text: "Am Hafen", thema: "verkehr", ziele: ["lernend", "gruen"], ort: "3" });
  const record = recordOfForm("/ausgang/schreiben", sent, `https://x.example/vorschlaege/entwurf/${KEY}?pruefen=1`);
  const { fields, draft } = JSON.parse(record?.content ?? "{}");
  assert.deepEqual([fields.title, fields.goals, fields.district, draft], ["Mehr Bänke", ["lernend", "gruen"], "3", KEY]);
  assert.equal(JSON.parse(recordOfForm("/ausgang/schreiben", sent)?.content ?? "{}").draft, undefined);
});

test("a draft that is submitted has the words that its page showed, for the device, and one of an older page is still a record", () => {
  const path = `/en/vorschlaege/entwurf/${KEY}/einreichen`;
  const shown = { title: " Ein Steg ", text: 'Er sagt:\r\n"Hier"', theme: "verkehr", goals: ["gruen"], place_note: "Am Hafen", board: "hafen" };
  const record = recordOfForm(path, form({ fassung: "1-2", gezeigt: JSON.stringify(shown), liste: "stadt" }));
  assert.ok(record);
  assert.deepEqual([record.kind, record.title, record.language], ["proposal", "Ein Steg", "en"]);
  assert.deepEqual(JSON.parse(record.content), { draft: KEY, seen: "1-2", shown, board: "stadt" });
  for (const gezeigt of ["", "kein JSON", "null", "7", '{"title":7}']) {
    const older = recordOfForm(path, form({ fassung: "1-2", gezeigt }));
    assert.deepEqual([older?.title, older?.content], ["", `{"draft":"${KEY}","seen":"1-2"}`], gezeigt);
  }
});

test("only what is in the record itself is let go of by the page that it came from", () => {
  const typed = recordOfForm("/ausgang/schreiben", form({ titel: "Ein Steg" }), `https://x.example/vorschlaege/entwurf/${KEY}`);
  assert.equal(typed && keptAs(typed), `wegmarken-entwurf-${KEY}`);
  const shown = recordOfForm(`/vorschlaege/entwurf/${KEY}/einreichen`, form({ gezeigt: '{"title":"Ein Steg"}' }));
  assert.equal(shown && keptAs(shown), "", "its form may have kept newer words");
});

test("a proposal is for the board that its form names, whether it was typed here or lies on the server", () => {
  const board = (/** @type {string} */ path, /** @type {Record<string, string>} */ fields) =>
    JSON.parse(recordOfForm(path, form({ titel: "Ein Steg", ...fields }))?.content ?? "{}").board;
  assert.equal(board("/ausgang/schreiben", { liste: "hafen" }), "hafen");
  assert.equal(board(`/en/vorschlaege/entwurf/${KEY}/einreichen`, { liste: "hafen" }), "hafen");
  // The only board is not named, nor is one that nobody chose.
  for (const fields of [{}, { liste: "" }]) assert.equal(board("/ausgang/schreiben", fields), undefined);
});

test("what devices send is what was recorded of this version: a change of it is a new recording beside the old ones", () => {
  const folder = new URL("../recorded/", import.meta.url);
  const newest = readdirSync(folder).sort().at(-1);
  assert.ok(newest);
  for (const { path, form: fields, record } of JSON.parse(readFileSync(new URL(newest, folder), "utf8")))
    assert.deepEqual(recordOfForm(path, form(fields)), record);
});
