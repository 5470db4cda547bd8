import assert from "node:assert/strict";
import { test } from "node:test";

import { RETURNED } from "../answers.js";
import { ORIGIN } from "./scope.js";
import { SHELL, Site, basic, hotel, html, redirected } from "./site.js";
import { returned, strangers, word } from "./voice.js";

/** @typedef {import("./site.js").Asked} Asked */

const COMMENTS = "/vorschlaege/3/beitraege";
const COMMENT = { haltung: "for", text: "Gute Idee", einsendung: "0123456789abcdef0123456789abcdef" };
const OUTBOX = "/api/v1/outbox";

const away = () => Promise.reject(new TypeError("no network"));

/** The outbox takes everything; what goes there by a form gets this answer. @param {(asked: Asked) => any} form */
const server = (form) => async (/** @type {Asked} */ asked) => (asked.path === OUTBOX ? Response.json(await word(asked.body)) : form(asked));

/** A site whose shell is on the device, with this network afterwards. @param {(asked: Asked) => any} network */
async function installed(network = away) {
  const site = new Site(({ path }) => basic(`shell ${path}`));
  site.happens("install");
  await site.settles();
  Object.assign(site, { asked: [], network });
  return site;
}

const textOf = async (/** @type {Response | undefined} */ answer) => (await answer)?.text();
const placesOf = (/** @type {Site} */ { asked }) => asked.map(({ path }) => path);
const states = (/** @type {Site} */ { outbox }) => outbox.entries.map(({ kind, state, quiet }) => `${kind} ${state}${quiet ? " quiet" : ""}`);

test("a new version keeps what was read and what is somebody else's, and sends what an older one left", async () => {
  const site = await installed(server(away));
  const kept = ["other", "wegmarken-kiosk-pictures", "wegmarken-kiosk-shell-7", "wegmarken-pages-1", "wegmarken-sitting"];
  for (const name of ["wegmarken-shell-1", "wegmarken-pages-0", ...kept]) await site.caches.open(name);
  await site.outbox.put({ kind: "comment", content: "{}", title: "", language: "de" });
  site.happens("activate");
  await site.settles();
  assert.deepEqual((await site.caches.keys()).sort(), [...kept, "wegmarken-shell-2"].sort());
  assert.deepEqual(states(site), ["comment accepted"]);
});

test("a page that was read before a new version keeps its style, and a device that is full begins the new version all the same", async () => {
  for (const isFull of [false, true]) {
    const site = await installed(server(away));
    const old = await site.caches.open("wegmarken-shell-1");
    for (const path of ["/pkg/wegmarken.Old1.css", "/offline/1/start.js", "/ausgang"]) await old.put(ORIGIN + path, basic(`old ${path}`));
    const full = async () => Promise.reject(new DOMException("The disk is full.", "QuotaExceededError"));
    if (isFull) (await site.caches.open("wegmarken-files-1")).put = full;
    await site.outbox.put({ kind: "comment", content: "{}", title: "", language: "de" });
    site.happens("activate");
    await site.settles();
    assert.deepEqual([await site.caches.has("wegmarken-shell-1"), states(site)], [false, ["comment accepted"]]);
    site.network = away;
    assert.equal(await textOf(await site.ask("/ausgang")), "shell /ausgang");
    for (const path of ["/pkg/wegmarken.Old1.css", "/offline/1/start.js"]) {
      const shown = async () => textOf(await site.ask(path, { mode: "cors" }));
      if (isFull) await assert.rejects(shown, TypeError, path);
      else assert.equal(await shown(), `old ${path}`);
    }
  }
});

test("a version of which one file is not the server's is none, and leaves the one before as it is", async () => {
  for (const foreign of SHELL) {
    const site = await installed();
    site.network = ({ path }) => (path === foreign ? hotel() : basic(`new ${path}`));
    site.happens("install");
    await assert.rejects(site.settles(), TypeError, foreign);
    site.network = away;
    for (const path of SHELL) {
      const mode = path.endsWith(".svg") ? "cors" : "navigate";
      assert.equal(await textOf(await site.ask(path, { mode })), `shell ${path}`, foreign);
    }
  }
});

test("what a hotel says in the place of a page or a file is shown and never kept", async () => {
  const site = await installed(() => html("Vorschläge"));
  await site.ask("/vorschlaege");
  await site.settles();
  site.network = hotel;
  for (const path of ["/vorschlaege", "/pkg/wegmarken.Ab12.js"]) {
    const mode = path.endsWith(".js") ? "cors" : "navigate";
    assert.match((await textOf(await site.ask(path, { mode }))) ?? "", /Hotel/, path);
    await site.settles();
  }
  site.network = away;
  assert.match((await textOf(await site.ask("/vorschlaege"))) ?? "", /Stand von vor.*Vorschläge/);
  await assert.rejects(async () => textOf(await site.ask("/pkg/wegmarken.Ab12.js", { mode: "cors" })), TypeError);
});

test("a page comes from the network and, where there is none, as it was read before", async () => {
  const site = await installed(() => html("Vorschläge"));
  assert.equal(await textOf(await site.ask("/vorschlaege")), "<main>Vorschläge");
  await site.settles();
  for (const network of [away, () => html("Bad Gateway", {}, 502), () => html("busy", {}, 503)]) {
    site.network = network;
    assert.match((await textOf(await site.ask("/vorschlaege"))) ?? "", /Stand von vor 1 Minute.*<main>Vorschläge/);
  }
  site.network = () => html("Gibt es nicht", {}, 404);
  assert.equal((await site.ask("/vorschlaege"))?.status, 404, "an answer is an answer");
});

test("a page that was never read says so in its language, and a busy server speaks for itself", async () => {
  const site = await installed();
  assert.equal(await textOf(await site.ask("/vorschlaege/3")), "shell /ohne-netz");
  assert.equal(await textOf(await site.ask("/ls/vorschlaege/3")), "shell /ls/ohne-netz");
  site.network = () => html("busy", {}, 503);
  assert.equal((await site.ask("/vorschlaege/3"))?.status, 503);
});

test("a slow network is waited for only where there is nothing to show, and what comes late is kept", async () => {
  const site = await installed(() => html("alt"));
  await site.ask("/vorschlaege");
  await site.settles();
  /** @type {(answer: Response) => void} */
  let comes = () => {};
  site.network = () => new Promise((done) => (comes = done));
  const shown = site.ask("/vorschlaege");
  while (!site.timers.length) await new Promise(setImmediate);
  site.passes(6_000);
  assert.match((await textOf(await shown)) ?? "", /alt/);
  comes(html("neu"));
  await site.settles();
  site.network = away;
  assert.match((await textOf(await site.ask("/vorschlaege"))) ?? "", /neu/);

  site.network = () => new Promise((done) => (comes = done));
  const first = site.ask("/themen");
  while (site.asked.at(-1)?.path !== "/themen") await new Promise(setImmediate);
  site.passes(60_000);
  comes(html("Themen"));
  assert.equal(await textOf(await first), "<main>Themen");
});

test("nothing private is kept, and without a network it is not there", async () => {
  const site = await installed(() => html("mein Konto"));
  for (const path of ["/konto", "/beleg/K041", "/vorschlaege/neu"]) await site.ask(path);
  await site.settles();
  site.network = away;
  for (const path of ["/konto", "/beleg/K041"]) assert.equal(await textOf(await site.ask(path)), "shell /ohne-netz", path);
});

test("the outbox and the page for writing need no network, and whoever begins a proposal is led there", async () => {
  const site = await installed();
  for (const path of ["/ausgang", "/ausgang/schreiben"]) assert.equal(await textOf(await site.ask(path)), `shell ${path}`);
  const led = await site.ask("/ls/vorschlaege/neu?liste=hafen");
  assert.deepEqual([led?.status, led?.headers.get("location")], [303, "/ls/ausgang/schreiben?liste=hafen"]);
  site.network = () => html("Am Schalter", { "x-wegmarken-sitting": "1" });
  await site.ask("/");
  site.network = away;
  assert.equal(await textOf(await site.ask("/vorschlaege/neu")), "shell /ohne-netz", "nothing of a sitting is kept");
});

test("a file that names its version is asked for once, another one each time there is a network", async () => {
  let version = 1;
  const site = await installed(() => html(`${version++}`, { "content-type": "text/css" }));
  const load = async (/** @type {string} */ path) => textOf(await site.ask(path, { mode: "cors" }));
  for (const path of ["/pkg/wegmarken.Ab12.css", "/pkg/wegmarken.css"]) {
    await load(path);
    await site.settles();
  }
  assert.equal(await load("/pkg/wegmarken.Ab12.css"), "<main>1");
  assert.equal(await load("/pkg/wegmarken.css"), "<main>3");
  await site.settles();
  site.network = away;
  assert.equal(await load("/pkg/wegmarken.css"), "<main>3");
  assert.equal(await load("/logo.svg"), "shell /logo.svg");
  await assert.rejects(load("/pkg/other.css"), TypeError);
  assert.equal(site.ask("/api/v1/figures", { mode: "cors" }), undefined);
});

test("what is written without a network waits and is shown as waiting", async () => {
  const site = await installed();
  const answer = await site.send(COMMENTS, COMMENT);
  assert.deepEqual([answer.status, answer.headers.get("location")], [303, "/ausgang?gespeichert=wegmarken%3Abeitrag-3"]);
  assert.deepEqual([states(site), site.syncs.includes("wegmarken-ausgang")], [["comment waiting"], true]);
  await site.settles();
  assert.deepEqual(site.told.at(-1), { outbox: { waiting: 1, accepted: 0, refused: 0 } });
  site.network = server(away);
  site.happens("sync", { tag: "wegmarken-ausgang" });
  await site.settles();
  assert.deepEqual(states(site), ["comment accepted"]);
});

test("with a network a form goes its usual way, and its record leaves with the server's word", async () => {
  const site = await installed(server(redirected));
  const answer = await site.send(COMMENTS, COMMENT);
  assert.equal(answer.type, "opaqueredirect");
  assert.deepEqual(states(site), ["comment waiting quiet"]);
  await site.settles();
  const [form, record] = site.asked;
  assert.deepEqual([placesOf(site), form?.id], [[COMMENTS, OUTBOX], record?.body.id]);
  assert.deepEqual([states(site), site.told.at(-1)], [[], { outbox: { waiting: 0, accepted: 0, refused: 0 } }]);
});

test("a form that came back by the server's word is the writer's again, and one that somebody else returned is kept", async () => {
  const site = await installed(async ({ id }) => html("Sieh noch einmal hin", { [RETURNED]: await returned(String(id)) }, 422));
  const again = await site.send(COMMENTS, COMMENT);
  assert.deepEqual([again.status, states(site)], [422, []]);
  for (const status of [200, 403, 404, 407, 413, 429, 451, 500]) {
    const portal = await installed(async ({ id }) => html("Willkommen im Hotel", { [RETURNED]: await returned(String(id), strangers) }, status));
    const answer = await portal.send(COMMENTS, COMMENT);
    assert.deepEqual([answer.status, states(portal)], [303, ["comment waiting"]], `${status}`);
  }
});

test("while a form is under way nobody sends its record: it may come back", async () => {
  /** @type {(answer: Response) => void} */
  let comes = () => {};
  const site = await installed(server(() => new Promise((done) => (comes = done))));
  const shown = site.send(COMMENTS, COMMENT);
  while (site.asked.length === 0) await new Promise(setImmediate);
  site.happens("message", { data: { ask: "send", force: true } });
  await site.settles();
  assert.deepEqual([placesOf(site), states(site)], [[COMMENTS], ["comment waiting quiet"]]);
  comes(html("Sieh noch einmal hin", { [RETURNED]: await returned(String(site.asked[0]?.id)) }));
  assert.equal(await textOf(await shown), "<main>Sieh noch einmal hin");
  await site.settles();
  assert.deepEqual([placesOf(site), states(site)], [[COMMENTS], []]);
});

test("what was written before goes first, and while it cannot, the next one waits behind it", async () => {
  const site = await installed();
  await site.send(COMMENTS, COMMENT);
  await site.settles();
  site.asked = [];
  await site.send("/vorschlaege/4/beitraege", { ...COMMENT, text: "Und noch etwas" });
  await site.settles();
  assert.ok(placesOf(site).every((path) => path === OUTBOX), `${placesOf(site)}`);
  assert.deepEqual(states(site), ["comment waiting", "comment waiting"]);

  site.network = server(redirected);
  site.asked = [];
  await site.send("/vorschlaege/5/beitraege", { ...COMMENT, text: "Jetzt mit Netz" });
  await site.settles();
  assert.deepEqual(placesOf(site), [OUTBOX, OUTBOX, "/vorschlaege/5/beitraege", OUTBOX]);
});

test("a support goes as its record first, so that it counts once, and then shows the page", async () => {
  const site = await installed(server(() => Response.json([4, true])));
  const answer = await site.press({ proposal: 3, support: true });
  assert.deepEqual([await answer.json(), placesOf(site), states(site)], [[4, true], [OUTBOX, "/api/fn/support"], []]);
  site.network = away;
  assert.equal((await site.press({ proposal: 3, support: false })).status, 202);
  assert.deepEqual(states(site), ["support waiting"]);
});

test("what the device could not store is never said to be stored", async () => {
  const site = await installed(server(redirected));
  site.outbox.isFull = true;
  assert.equal((await site.send(COMMENTS, COMMENT)).type, "opaqueredirect", "with a network it arrives all the same");
  assert.equal((await site.send("/ausgang/schreiben", { titel: "Ein Steg" })).type, "error");
  assert.deepEqual([placesOf(site), states(site)], [[COMMENTS], []]);
});

test("what is written in a sitting at the counter, or is no record, goes its usual way and is not kept", async () => {
  const site = await installed(() => html("Am Schalter", { "x-wegmarken-sitting": "1" }));
  await site.ask("/");
  site.network = server(redirected);
  await site.send(COMMENTS, COMMENT);
  assert.deepEqual([placesOf(site), states(site)], [["/", COMMENTS], []]);

  const other = await installed(server(() => html("ohne Nummer")));
  const masked = await other.send(COMMENTS, { ...COMMENT, aktion: "unkenntlich" });
  assert.deepEqual([await masked.text(), states(other)], ["<main>ohne Nummer", []]);
});

test("a page that asks is told what waits and whether there is room, and nothing else wakes the worker", async () => {
  const site = await installed(server(away));
  await site.outbox.put({ kind: "comment", content: "{}", title: "", language: "de" });
  const heard = /** @type {any[]} */ ([]);
  const source = { postMessage: (/** @type {any} */ message) => heard.push(message) };
  site.happens("message", { data: { ask: "anything" }, source });
  site.happens("message", { source });
  site.happens("sync", { tag: "other" });
  await site.settles();
  assert.deepEqual([heard, site.asked], [[], []]);
  site.happens("message", { data: { ask: "send", force: true }, source });
  await site.settles();
  assert.deepEqual(heard.splice(0), [{ outbox: { waiting: 0, accepted: 1, refused: 0 } }], "to ask for room is to write");
  site.room = { quota: 2 ** 30, usage: 2 ** 30 };
  site.happens("message", { data: { ask: "room" }, source });
  await site.settles();
  assert.deepEqual(heard, [{ full: true }]);
});

test("what is written is of the account of the page that was opened last, with and without a network", async () => {
  const [ada, jona] = ["a".repeat(32), "b".repeat(32)];
  const site = await installed(() => html("Moin Ada", { "x-wegmarken-signed-in": `${ada} ${jona}` }));
  await site.ask("/");
  await site.settles();
  site.network = away;
  await site.send(COMMENTS, COMMENT);
  await site.settles();
  assert.deepEqual(site.outbox.entries.map(({ account }) => account), [ada], "by the word of now");
  // Somebody else signs in: hers waits, theirs goes the usual way past it.
  site.network = server(({ method }) => (method === "GET" ? html("Moin Jona", { "x-wegmarken-signed-in": "c".repeat(32) }) : redirected()));
  await site.ask("/");
  await site.settles();
  assert.equal((await site.send(COMMENTS, { ...COMMENT, text: "Von Jona" })).type, "opaqueredirect");
  await site.settles();
  assert.deepEqual(states(site), ["comment waiting"]);
  site.network = server(() => html("Moin Ada", { "x-wegmarken-signed-in": ada }));
  await site.ask("/");
  await site.settles();
  site.happens("message", { data: { ask: "send", force: true } });
  await site.settles();
  assert.deepEqual(states(site), ["comment accepted"]);
});

test("an answer that is no page of ours says nothing of who is signed in", async () => {
  const ada = "a".repeat(32);
  const site = await installed(() => html("Moin Ada", { "x-wegmarken-signed-in": ada }));
  await site.ask("/");
  for (const answer of [redirected(), html("weg", {}, 502), html("nicht da", {}, 404), html("{}", { "content-type": "application/json" })]) {
    site.network = () => answer;
    await site.ask("/themen");
    await site.settles();
    assert.equal(site.outbox.who, ada);
  }
  site.network = () => html("für alle", { "x-wegmarken-signed-in": "1" });
  await site.ask("/");
  await site.settles();
  assert.equal(site.outbox.who, "");
});
