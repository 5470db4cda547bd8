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
  full: "Kaum Platz für Texte", support_full: "Kaum Platz", support_not_stored: "Nicht unterstützt", more: "Mehr zeigen", all_themes: "Alle Themen",
  none_yet: "Noch keiner", none_of_newest: "Keiner der neuesten", older_on_phone: "Ältere auf Deinem Telefon",
};
const PROPOSAL = { id: 3, board: "stadt", title: "Ein Steg", text: "Am Hafen", excerpt: "Am Hafen", theme: "verkehr", open: true, supports: 2, comments: 0, status: ["", "", ""] };

/** A sitting at a kiosk with one board and one proposal. @param {{ isStored?: boolean, open?: boolean, most?: number, comments?: number, isFull?: boolean, proposals?: number, language?: string }} [how] `proposals` stand on the board. */
function begun({ isStored = true, open = true, most = 100, comments = 0, isFull = false, proposals, language = "de" } = {}) {
  const { body, document } = openPage();
  Object.assign(globalThis, { requestAnimationFrame: () => 0, print: () => {} });
  Object.defineProperty(globalThis, "navigator", { value: { storage: { estimate: async () => ({ quota: 2 ** 40, usage: isFull ? 2 ** 40 : 0 }) } }, configurable: true });
  const board = { slug: "stadt", title: "Die Stadt", guests: true, open, begins: open ? 0 : Date.now() + 3_600_000, ends: null, proposals };
  const content = {
    listen: { boards: [board], limits: { title: [5, 20], text: [5, most], name: 40, comment: [2, 50] } },
    orte: { districts: [] },
    [`worte-${language}`]: { tag: language, screen: WORDS, themes: [{ slug: "verkehr", name: "Verkehr" }, { slug: "kultur", name: "Kultur" }] },
    [`prozesse-${language}`]: [],
    "vorschlaege-0": [{ ...PROPOSAL, comments }],
  };
  /** @type {any[]} */
  const stored = [];
  /** @type {string[]} */
  const ended = [];
  const here = /** @type {any} */ ({
    pack: { name: "", languages: [language], boards: ["stadt"], content },
    language,
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

test("a support that could not be stored is told as what went wrong, and can be given again", async () => {
  const kiosk = begun({ isStored: false });
  for (const name of ["Ansehen", "Ein Steg", "Unterstützen"]) await kiosk.press(name);
  const [said] = kiosk.body.querySelectorAll(".kiosk-problems");
  assert.equal(said?.textContent, "Nicht unterstützt");
  assert.deepEqual(kiosk.body.querySelectorAll(".kiosk-note--good"), []);
  assert.ok(buttonOf(kiosk.body, "Unterstützen"));
});

test("that there is hardly any room is told above the button for a support, before it is given", async () => {
  for (const isFull of [false, true]) {
    const kiosk = begun({ isFull });
    for (const name of ["Ansehen", "Ein Steg"]) await kiosk.press(name);
    const noteOf = () => kiosk.body.all.find((/** @type {any} */ one) => one.textContent === "Kaum Platz");
    assert.equal(noteOf()?.hidden, !isFull);
    assert.ok(kiosk.body.textContent.indexOf("Kaum Platz") < kiosk.body.textContent.indexOf("Unterstützen"));
    await kiosk.press("Unterstützen");
    assert.equal(noteOf(), undefined, "it is given");
  }
});

test("where a board has more than the device has with it the list says so at its end, and leads to all of it", async () => {
  for (const [proposals, language, address] of /** @type {const} */ ([[undefined, "de", ""], [1, "de", ""], [2, "de", "https://x.example/vorschlaege"], [2, "en", "https://x.example/en/vorschlaege"]])) {
    const kiosk = begun({ proposals, language });
    await kiosk.press("Ansehen");
    assert.equal(kiosk.body.textContent.includes("Ältere auf Deinem Telefon"), address !== "");
    if (address) kiosk.shows(address);
  }
});

test("of a theme without a proposal it is said that there is none only where all are on the device", async () => {
  for (const [proposals, said, other] of /** @type {const} */ ([[1, "Noch keiner", "Keiner der neuesten"], [2, "Keiner der neuesten", "Noch keiner"]])) {
    const kiosk = begun({ proposals });
    await kiosk.press("Ansehen");
    const pick = /** @type {any} */ (kiosk.document.getElementById("thema-wahl"));
    pick.value = "kultur";
    await pick.happens("change");
    kiosk.shows(said);
    assert.ok(!kiosk.body.textContent.includes(other));
    assert.equal(kiosk.body.textContent.includes("https://x.example/vorschlaege?thema=kultur"), proposals > 1);
  }
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
