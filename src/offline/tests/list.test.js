import assert from "node:assert/strict";
import { test } from "node:test";

import { Disk } from "./disk.js";
import { buttonOf, openPage } from "./page.js";
import { Outbox, entryOf } from "../outbox.js";

const WORDS = {
  prefix: "/en", waiting: "Wartet", accepted: "Angekommen", refused: "Abgelehnt", other: "Anderes Konto", otherWhy: "Melde Dich dort an",
  again: "Noch einmal", remove: "Löschen", removeSure: "Sicher?", look: "Ansehen", receipt: "Beleg:", text: "Text lesen",
  draft: "Entwurf öffnen", reason_gone: "Nicht mehr da", kindProposal: "Vorschlag", kindComment: "Kommentar", kindSupport: "Unterstützung", kindWithdrawal: "Zurücknehmen", reason_closed: "Zu spät", reason_unreadable: "Nicht lesbar",
};
const ADA = "a".repeat(32);
const comment = (text, more = {}) => ({ ...entryOf({ kind: /** @type {const} */ ("comment"), content: JSON.stringify({ text }), title: text, language: "de" }, 1), ...more });

let turn = 0;

/** The page of the outbox on a device that has these. @param {any[]} entries @param {{ account?: string, query?: string }} [how] */
async function opened(entries, { account = "", query = "" } = {}) {
  const disk = new Disk();
  entries.forEach((entry, at) => disk.rows("entries").set(at + 1, { ...entry, seq: at + 1 }));
  disk.rows("state").set("account", account);
  const { body, make } = openPage();
  const root = make("section");
  Object.assign(root.dataset, WORDS);
  root.hidden = true;
  root.setAttribute("data-outbox-list", "");
  const parts = ["empty", "send", "stored"].map((name) => {
    const part = make("p");
    part.setAttribute("data-part", name);
    part.hidden = true;
    part.append(make("button"));
    return part;
  });
  root.append(make("ul"), ...parts);
  body.append(root);
  /** @type {any[]} */
  const asked = [];
  /** @type {string[]} */
  const forgotten = [];
  const serviceWorker = { controller: { postMessage: (/** @type {any} */ one) => asked.push(one) }, addEventListener() {} };
  Object.defineProperty(globalThis, "navigator", { value: { serviceWorker }, configurable: true });
  Object.assign(globalThis, {
    indexedDB: disk,
    location: { href: `https://x.example/ausgang${query}` },
    history: { replaceState() {} },
    localStorage: { removeItem: (/** @type {string} */ name) => forgotten.push(name) },
    confirm: () => true,
  });
  await import(`../list.js?${turn++}`);
  const shown = (/** @type {string} */ name) => !parts[["empty", "send", "stored"].indexOf(name)]?.hidden;
  const items = () => root.querySelectorAll("li").map((/** @type {any} */ one) => one.textContent);
  return { root, disk, asked, forgotten, shown, items };
}

test("what waits, what arrived and what was refused is told in its own words, the latest first", async () => {
  const entries = [
    comment("Erste"),
    comment("Zweite", { state: "accepted", detail: "/beleg/X1", content: "" }),
    comment("Dritte", { state: "refused", detail: "closed" }),
    comment("Vierte", { state: "refused", detail: "new_reason" }),
    { ...entryOf({ kind: "support", content: '{"support":false}', title: "", language: "de" }, 1) },
  ];
  const { root, shown, items } = await opened(entries);
  const [support, newer, third, second, first] = items();
  assert.match(first, /^WartetErste.*Text lesenErste.*Löschen – Erste$/);
  assert.match(second, /^AngekommenZweite.*Beleg: X1Ansehen/);
  assert.match(third, /^AbgelehntDritte.*Zu spätText lesenDritte.*Noch einmal/);
  assert.match(newer, /Nicht lesbar/, "a reason of a newer server");
  assert.match(support, /^WartetZurücknehmen/);
  assert.equal(root.querySelector("a").href, "/en/beleg/X1");
  assert.deepEqual([root.hidden, shown("empty"), shown("send")], [false, false, true]);
});

test("a draft that was submitted has its name and its words here, and where there is something to do in it a way back", async () => {
  const [key, other] = ["c".repeat(32), "d".repeat(32)];
  const shown = { title: "Ein Steg", text: "Am Ufer fehlt er.", place_note: "Hinter dem Kran" };
  const draft = (/** @type {object} */ content, title = "", more = {}) => ({
    ...entryOf({ kind: /** @type {const} */ ("proposal"), content: JSON.stringify(content), title, language: "de" }, 1),
    ...more,
  });
  const entries = [
    draft({ draft: key, seen: null, shown }, "Ein Steg"),
    draft({ draft: key, seen: null, shown }, "Ein Steg", { state: "refused", detail: "closed" }),
    draft({ draft: key, seen: null, shown }, "Ein Steg", { state: "refused", detail: "gone" }),
    // As an older version left it.
    draft({ draft: other, seen: null }, "", { state: "refused", detail: "closed" }),
  ];
  const { root, items } = await opened(entries);
  const [older, gone, closed, waits] = items();
  const words = "Text lesenEin Steg\n\nAm Ufer fehlt er\\.\n\nHinter dem Kran";
  assert.match(waits, new RegExp(`^WartetEin Steg.*${words}Löschen`));
  assert.match(closed, new RegExp(`^AbgelehntEin Steg.*Zu spät${words}Entwurf öffnen – Ein StegNoch einmal`));
  assert.match(gone, new RegExp(`^AbgelehntEin Steg.*Nicht mehr da${words}Noch einmal`));
  assert.match(older, /^AbgelehntVorschlag.*Zu spätEntwurf öffnen – Vorschlag/);
  const links = root.querySelectorAll("a").map((/** @type {any} */ { href }) => href);
  assert.deepEqual(links, [`/en/vorschlaege/entwurf/${other}`, `/en/vorschlaege/entwurf/${key}`]);
});

test("where nothing waits the page says so and offers nothing to send", async () => {
  const { shown, asked } = await opened([]);
  assert.deepEqual([shown("empty"), shown("send"), shown("stored")], [true, false, false]);
  assert.deepEqual(asked, [{ ask: "send", force: true }]);
});

test("what another account wrote says where to sign in, and waits", async () => {
  const entries = [comment("Von Ada", { account: ADA })];
  const jona = await opened(entries, { account: "b".repeat(32) });
  assert.match(jona.items()[0], /^Anderes KontoMelde Dich dort anVon Ada/);
  assert.equal(jona.shown("send"), false);
  const ada = await opened(entries, { account: ADA });
  assert.match(ada.items()[0], /^WartetVon Ada/);
  assert.equal(ada.shown("send"), true);
});

test("what was refused is tried again under another id, and what is deleted is gone", async () => {
  const { root, disk, asked } = await opened([comment("Erste"), comment("Zweite", { state: "refused", detail: "conflict" })]);
  const before = disk.rows("entries").get(2).id;
  await buttonOf(root, "Noch einmal").happens("click");
  const [, again] = await new Outbox().all();
  assert.equal(again?.state, "waiting");
  assert.notEqual(again?.id, before);
  assert.deepEqual(asked.length, 2, "it is sent at once");
  await buttonOf(root, "Löschen").happens("click");
  assert.deepEqual((await new Outbox().all()).map(({ title }) => title), ["Erste"]);
});

test("the page that the words came from lets go of them once they are stored here, and of nothing else", async () => {
  const done = await opened([], { query: "?gespeichert=wegmarken%3Abeitrag-3" });
  assert.deepEqual([done.shown("stored"), done.forgotten], [true, ["wegmarken:beitrag-3"]]);
  const odd = await opened([], { query: "?gespeichert=etwas" });
  assert.deepEqual([odd.shown("stored"), odd.forgotten], [true, []]);
});
