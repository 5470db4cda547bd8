import assert from "node:assert/strict";
import { test } from "node:test";

import { asked, disk, fresh, heard, reached } from "./tablet.js";
import { buttonOf, openPage } from "./page.js";
import { publicKey } from "./voice.js";
import { sha256 } from "../bytes.js";

const WORDS = {
  pairing_title: "Kiosk verbinden", pair: "Verbinden", pairing_code: "Code", pairing_wrong: "Diesen Code gibt es nicht", pairing_away: "Kein Server",
  paired_title: "Verbunden", paired_check: "Prüfzahl {n}", start: "Kiosk starten", no_pack: "Noch nichts da", not_read: "Gleich noch einmal", greeting: "Moin!", begin: "Beginnen",
  what: "Was möchtest Du tun?", look: "Ansehen", finish: "Fertig", net_yes: "Netz", net_no: "kein Netz", revoked: "abgemeldet",
  state_text: "{net}, {waiting} warten", help: "Hilfe", help_calling: "Wir rufen", help_away: "Bitte zum Schalter", asked_help: "Hilfe kommt",
  contrast: "Kontrast",
};
const away = () => Promise.reject(new TypeError("no network"));

/** What the kiosk shows, with these boards. @param {string[]} [boards] */
async function shown(boards = ["Die Stadt"]) {
  const lists = boards.map((title) => ({ slug: title, title, guests: true, open: true, begins: 0, ends: null }));
  const parts = {
    "worte-de": { tag: "de", screen: WORDS, themes: [] },
    listen: { boards: lists, limits: {} },
    orte: { districts: [] },
    "prozesse-de": [],
  };
  const texts = new Map();
  for (const [name, content] of Object.entries(parts)) texts.set(name, JSON.stringify(content));
  const named = await Promise.all([...texts].map(async ([name, text]) => ({ name, address: `/teile/${name}`, hash: await sha256(text) })));
  const told = { name: "Ortsamt", place: "", languages: ["de"], boards, processes: [], left_out: [], pack: boards.join(), parts: named };
  return { told, texts };
}

/** @param {Awaited<ReturnType<typeof shown>>} what */
const serving = ({ told, texts }) => (/** @type {string} */ address, /** @type {any} */ how) =>
  address.startsWith("/teile/") ? new Response(texts.get(address.slice(7))) : heard(how, told);

/**
 * Waits for what goes on by itself, such as cryptography.
 * @param {() => unknown} isThere
 * @param {() => unknown} [push] Done again and again: while one sign of life is on its way there is no other.
 */
async function until(isThere, push = () => {}) {
  for (let turn = 0; turn < 1_000_000; turn++) {
    if (isThere()) return;
    if (turn % 100 === 0) push();
    await new Promise(setImmediate);
  }
  assert.fail("it never came");
}

let turn = 0;

/** Opens the kiosk on the device as it is now. */
async function opened() {
  const { document, body, make, happens } = openPage();
  const root = make("main");
  root.setAttribute("id", "kiosk");
  Object.assign(root.dataset, { words: JSON.stringify(WORDS), place: "/kiosk/abcdef12", base: "https://x.example" });
  body.append(root);
  /** @type {string[]} */
  const left = [];
  /** @type {(() => void)[]} */
  const beats = [];
  /** @type {Map<string, () => void>} */
  const worker = new Map();
  const workers = {
    controller: {},
    addEventListener: (/** @type {string} */ kind, /** @type {() => void} */ react) => worker.set(kind, react),
    register: async () => {},
    getRegistration: async () => undefined,
  };
  Object.assign(globalThis.navigator, { onLine: true, serviceWorker: workers });
  Object.assign(globalThis, {
    location: { replace: (/** @type {string} */ address) => left.push(address) },
    sessionStorage: { clear() {} },
    localStorage: { clear() {} },
    // The first one is that of the signs of life, and the last one before a sitting looks whether somebody is there.
    setInterval: (/** @type {() => void} */ go) => beats.push(go),
    clearInterval: () => {},
  });
  await import(`../kiosk/main.js?${turn++}`);
  /** @param {string} text @param {() => unknown} [push] */
  const says = (text, push) => until(() => document.documentElement.textContent.includes(text), push);
  const press = (/** @type {string} */ name) => buttonOf(document.documentElement, name).happens("click");
  return { root, document, left, beats, worker, says, press, happens };
}

test("a device that is nobody asks for its code, says why one does not count, and then its number to compare", async () => {
  fresh(away);
  disk.stores.clear();
  const kiosk = await opened();
  await kiosk.says("Kiosk verbinden");
  await kiosk.press("Verbinden");
  await kiosk.says("Kein Server");
  reached(() => new Response(null, { status: 404 }));
  await kiosk.press("Verbinden");
  await kiosk.says("Diesen Code gibt es nicht");
  reached((address) => (address.endsWith("pairing") ? Response.json({ kiosk: 7, next: 4, seal: publicKey, voice: publicKey }) : away()));
  await kiosk.press("Verbinden");
  await kiosk.says("Verbunden");
  assert.match(kiosk.root.textContent, /Prüfzahl \d{3} \d{3}/);
  assert.equal(disk.rows("state").get("next"), 4);
});

test("a kiosk that cannot read its disk says so and opens anew until it can", async () => {
  fresh(serving(await shown()));
  disk.breaks = () => "before";
  const kiosk = await opened();
  await kiosk.says("Gleich noch einmal");
  assert.match(kiosk.root.textContent, /\? warten/, "nobody knows how much");
  assert.deepEqual(kiosk.left, []);
  disk.breaks = () => "";
  kiosk.beats.at(-1)?.();
  assert.deepEqual(kiosk.left, ["/kiosk"]);
  await (await opened()).says("Moin!", kiosk.beats[0]);
});

test("a kiosk opens without a network with what it has, says so to the staff, and shows what is new once there is one", async () => {
  const what = await shown();
  fresh(serving(what));
  const first = await opened();
  await first.says("Die Stadt");
  reached(away);
  const again = await opened();
  await again.says("Die Stadt");
  await again.says("kein Netz, 0 warten");
  reached(serving(await shown(["Die Stadt", "Der Hafen"])));
  await again.says("Der Hafen", () => again.happens("online"));
  await again.says("Ortsamt · Netz, 0 warten");
});

test("whoever is here keeps their screen, whatever comes, and leaves a fresh document behind", async () => {
  fresh(serving(await shown()));
  const kiosk = await opened();
  await kiosk.says("Die Stadt");
  await kiosk.press("Beginnen");
  await kiosk.says("Was möchtest Du tun?");
  reached(serving(await shown(["Der Hafen"])));
  await until(() => disk.rows("state").get("shown").pack === "Der Hafen", kiosk.beats[0]);
  kiosk.worker.get("controllerchange")?.();
  assert.ok(kiosk.root.textContent.includes("Was möchtest Du tun?"));
  assert.deepEqual(kiosk.left, []);
  await kiosk.press("Fertig");
  assert.deepEqual([kiosk.left, kiosk.document.body.children.length], [["/kiosk"], 0]);
});

test("a new version takes over while nobody is here, and a kiosk that was revoked asks for a code", async () => {
  fresh(serving(await shown()));
  const kiosk = await opened();
  await kiosk.says("Die Stadt");
  kiosk.worker.get("controllerchange")?.();
  assert.deepEqual(kiosk.left, ["/kiosk"]);
  reached(() => Response.json({ code: "no_kiosk" }, { status: 401 }));
  await kiosk.says("Kiosk verbinden", kiosk.beats[0]);
  await kiosk.says("abgemeldet");
});

test("a call for help is heard although what is to be shown does not come, and without a network it leads to the counter", async () => {
  fresh(serving(await shown()));
  const kiosk = await opened();
  await kiosk.says("Die Stadt");
  const { told } = await shown(["Der Hafen"]);
  reached((address, how) => (address.startsWith("/teile/") ? away() : heard(how, told)));
  await kiosk.press("Hilfe");
  await kiosk.says("Hilfe kommt");
  assert.ok(asked.some((address) => address.startsWith("/teile/")));
  const other = await opened();
  await other.says("Die Stadt");
  reached(away);
  await other.press("Hilfe");
  await other.says("Bitte zum Schalter");
});

test("whoever changed size and contrast and began nothing leaves them as they were for the next one, once they are gone", async (t) => {
  let now = 1_000_000;
  t.mock.method(performance, "now", () => now);
  fresh(serving(await shown()));
  const kiosk = await opened();
  await kiosk.says("Die Stadt");
  const { dataset } = kiosk.document.documentElement;
  /** @type {number[][]} */
  const scrolled = [];
  Object.assign(globalThis, { scrollTo: (/** @type {number[]} */ ...to) => scrolled.push(to) });
  const passes = (/** @type {number} */ millis) => {
    now += millis;
    kiosk.beats.at(-1)?.();
  };
  passes(90_000);
  assert.deepEqual(scrolled, [], "nobody was here");
  for (const name of ["A+", "A+", "Kontrast"]) await kiosk.press(name);
  await kiosk.happens("pointerdown");
  passes(59_000);
  await kiosk.happens("wheel");
  passes(59_000);
  assert.deepEqual([dataset.size, dataset.contrast], ["2", "high"], "somebody is still here");
  passes(1_000);
  assert.deepEqual([dataset.size, dataset.contrast, scrolled], [undefined, undefined, [[0, 0]]]);
  assert.equal(buttonOf(kiosk.root, "Kontrast").getAttribute("aria-pressed"), "false");
  passes(90_000);
  assert.equal(scrolled.length, 1);
  assert.deepEqual(kiosk.left, [], "nothing is loaded anew");
});

test("what two fingers made larger is put back by a fresh document, unless somebody calls for help and is not heard yet", async (t) => {
  let now = 1_000_000;
  t.mock.method(performance, "now", () => now);
  Object.assign(globalThis, { visualViewport: { scale: 2 } });
  t.after(() => void Object.assign(globalThis, { visualViewport: undefined }));
  for (const calls of [false, true]) {
    fresh(serving(await shown()));
    const kiosk = await opened();
    await kiosk.says("Die Stadt");
    reached(away);
    if (calls) await kiosk.press("Hilfe");
    await kiosk.happens("pointerdown");
    now += 60_000;
    kiosk.beats.at(-1)?.();
    assert.deepEqual(kiosk.left, calls ? [] : ["/kiosk"]);
  }
});

test("nothing is copied, cut or dragged out of what somebody wrote, and what they type and paste arrives", async () => {
  fresh(serving(await shown()));
  const kiosk = await opened();
  await kiosk.says("Die Stadt");
  /** @type {string[]} */
  const prevented = [];
  const kinds = ["copy", "cut", "dragstart", "contextmenu", "paste", "beforeinput", "selectstart"];
  for (const kind of kinds) await kiosk.happens(kind, { preventDefault: () => prevented.push(kind) });
  assert.deepEqual(prevented, ["copy", "cut", "dragstart", "contextmenu"]);
});
