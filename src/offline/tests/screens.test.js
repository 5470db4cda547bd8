import assert from "node:assert/strict";
import { test } from "node:test";

import { buttonOf, openPage } from "./page.js";

// Whoever asks for a document finds one from the first line on.
openPage();
const { home } = await import("../kiosk/screens.js");

const WORDS = {
  what: "Was möchtest Du tun?", look: "Ansehen", write: "Schreiben", about: "Über", title: "Titel", text: "Text", theme: "Thema", send: "Absenden",
  wrong: "Da fehlt etwas", too_short: "{field} zu kurz", too_long: "{field} zu lang", not_chosen: "{field} wählen", not_stored: "Nicht gespeichert", too_large: "{field} um {n} kürzen",
  stored: "Gespeichert", receipt: "Beleg", support: "Unterstützen", supported: "Deine Unterstützung zählt", comment: "Etwas dazu schreiben",
  stance: "Haltung", your_words: "Beitrag", closed: "Hier ist zu", finish: "Fertig", go_on: "Weiter", comments_on_phone: "Kommentare: {n}, auf Deinem Telefon",
};
const PROPOSAL = { id: 3, board: "stadt", title: "Ein Steg", text: "Am Hafen", excerpt: "Am Hafen", theme: "verkehr", open: true, supports: 2, comments: 0, status: ["", "", ""] };

/** A sitting at a kiosk with one board and one proposal. @param {{ isStored?: boolean, open?: boolean, most?: number, comments?: number }} [how] */
function begun({ isStored = true, open = true, most = 100, comments = 0 } = {}) {
  const { body, document } = openPage();
  Object.assign(globalThis, { requestAnimationFrame: () => 0, print: () => {} });
  Object.defineProperty(globalThis, "navigator", { value: { storage: {} }, configurable: true });
  const board = { slug: "stadt", title: "Die Stadt", guests: true, open, begins: open ? 0 : Date.now() + 3_600_000, ends: null };
  const content = {
    listen: { boards: [board], limits: { title: [5, 20], text: [5, most], name: 40, comment: [2, 50] } },
    orte: { districts: [] },
    "worte-de": { tag: "de", screen: WORDS, themes: [{ slug: "verkehr", name: "Verkehr" }] },
    "prozesse-de": [],
    "vorschlaege-0": [{ ...PROPOSAL, comments }],
  };
  /** @type {any[]} */
  const stored = [];
  /** @type {string[]} */
  const ended = [];
  const here = /** @type {any} */ ({
    pack: { name: "", languages: ["de"], boards: ["stadt"], content },
    language: "de",
    words: WORDS,
    base: "https://x.example",
    sitting: { supported: new Map(), end: () => ended.push("ended") },
    store: async (/** @type {any} */ record) => {
      if (isStored) stored.push(record);
      return isStored;
    },
    show: (/** @type {any[]} */ nodes) => body.replaceChildren(...nodes.filter(Boolean)),
  });
  home(here);
  const press = async (/** @type {string} */ name) => {
    await buttonOf(body, name).happens("click");
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  };
  const fill = (/** @type {string} */ id, /** @type {string} */ value) => void (/** @type {any} */ (document.getElementById(id)).value = value);
  const shows = (/** @type {string} */ text) => assert.ok(body.textContent.includes(text), `no ${text} in: ${body.textContent}`);
  return { body, document, stored, ended, press, fill, shows };
}

const RECEIPT = /^K[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

test("a visitor writes a proposal, is told what is missing, and has the receipt that goes with the record", async () => {
  const kiosk = begun();
  await kiosk.press("Schreiben");
  await kiosk.press("Absenden");
  for (const problem of ["Titel zu kurz", "Text zu kurz", "Thema wählen"]) kiosk.shows(problem);
  kiosk.fill("titel", "Mehr Bänke");
  kiosk.fill("text", "Am Hafen fehlen Bänke");
  kiosk.fill("thema", "verkehr");
  await kiosk.press("Absenden");
  const [{ kind, content, receipt }] = kiosk.stored;
  const { fields, board } = JSON.parse(content);
  assert.deepEqual([kind, board, fields.title, fields.theme], ["proposal", "stadt", "Mehr Bänke", "verkehr"]);
  assert.match(receipt, RECEIPT);
  kiosk.shows("Gespeichert");
  kiosk.shows(`https://x.example/beleg/${receipt}`);
  await kiosk.press("Fertig");
  assert.deepEqual(kiosk.ended, ["ended"]);
});

test("what could not be stored is never said to be, and stays where it was typed", async () => {
  const kiosk = begun({ isStored: false });
  await kiosk.press("Schreiben");
  for (const [id, value] of [["titel", "Mehr Bänke"], ["text", "Am Hafen fehlen Bänke"], ["thema", "verkehr"]]) kiosk.fill(String(id), String(value));
  await kiosk.press("Absenden");
  kiosk.shows("Nicht gespeichert");
  assert.ok(!kiosk.body.textContent.includes("Beleg"));
  assert.equal(/** @type {any} */ (kiosk.document.getElementById("titel")).value, "Mehr Bänke");
});

test("a support has its receipt at once and is given once", async () => {
  const kiosk = begun();
  await kiosk.press("Ansehen");
  await kiosk.press("Ein Steg");
  await kiosk.press("Unterstützen");
  assert.deepEqual(kiosk.stored.map(({ kind, content }) => [kind, JSON.parse(content)]), [["support", { proposal: 3, support: true }]]);
  kiosk.shows("Deine Unterstützung zählt");
  kiosk.shows(kiosk.stored[0].receipt);
  assert.throws(() => buttonOf(kiosk.body, "Unterstützen"));
});

test("a board that is not open is read and takes nothing", async () => {
  const kiosk = begun({ open: false });
  kiosk.shows("Hier ist zu");
  assert.throws(() => buttonOf(kiosk.body, "Schreiben"));
  await kiosk.press("Ansehen");
  await kiosk.press("Ein Steg");
  kiosk.shows("Hier ist zu");
  for (const name of ["Unterstützen", "Etwas dazu"]) assert.throws(() => buttonOf(kiosk.body, name));
});

test("what is more than the server takes is not sealed: the person is told which field to shorten, and it stays there", async () => {
  const kiosk = begun({ most: 200_000 });
  await kiosk.press("Schreiben");
  const text = "ü".repeat(40_000);
  for (const [id, value] of [["titel", "Mehr Bänke"], ["text", text], ["thema", "verkehr"]]) kiosk.fill(String(id), String(value));
  await kiosk.press("Absenden");
  const [, excess = ""] = /Text um (\d+) kürzen/.exec(kiosk.body.textContent) ?? [];
  assert.ok(Number(excess) > 80_000 - 65_536, excess);
  assert.deepEqual(kiosk.stored, []);
  assert.equal(/** @type {any} */ (kiosk.document.getElementById("text")).value, text);
  kiosk.fill("text", text.slice(0, -Number(excess)));
  await kiosk.press("Absenden");
  kiosk.shows("Gespeichert");
  assert.equal(kiosk.stored.length, 1);
});

test("comments are not on the device: it says so, and leads to them on the visitor's own phone", async () => {
  for (const comments of [0, 7]) {
    const kiosk = begun({ comments });
    await kiosk.press("Ansehen");
    await kiosk.press("Ein Steg");
    const text = kiosk.body.textContent;
    assert.equal(text.includes("Kommentare: 7, auf Deinem Telefon"), comments > 0);
    assert.equal(text.includes("https://x.example/vorschlaege/3"), comments > 0);
  }
});
