import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ageIn, find, isForEver, isPrivate, isSitting, keep, keepAll, keepFilesOf, kindOf, noteSitting, withAge } from "../cache.js";
import { PathRequest } from "./scope.js";
import { basic } from "./site.js";
import { Storage } from "./storage.js";

const words = {
  stand: "Stand von vor {age}, ohne Netz",
  minutes: /** @type {[string, string]} */ (["1 Minute", "{n} Minuten"]),
  hours: /** @type {[string, string]} */ (["1 Stunde", "{n} Stunden"]),
  days: /** @type {[string, string]} */ (["1 Tag", "{n} Tagen"]),
};

/** @type {any} */
let storage;
beforeEach(() => (storage = new Storage()));

const at = (/** @type {string} */ path) => new URL(path, "https://x.example");
const asked = (/** @type {string} */ path) => /** @type {Request} */ (/** @type {unknown} */ ({ url: at(path).href }));

/** @param {string} type */
function medium(type) {
  const response = new Response(Uint8Array.of(0xff, 0xd8, 0xfe), { headers: { "content-type": type, "x-wegmarken": "1" } });
  Object.defineProperty(response, "type", { value: "basic" });
  return response;
}

/** @param {Record<string, string>} headers */
function html(headers = {}, status = 200) {
  const response = new Response("<body><main id=inhalt>Text</main>", { status, headers: { "content-type": "text/html", "x-wegmarken": "1", ...headers } });
  Object.defineProperty(response, "type", { value: "basic" });
  return response;
}

test("receipts, accounts, drafts and the work of staff are never kept", () => {
  for (const path of ["/beleg/ABC", "/konto", "/konto/daten", "/anmelden/link", "/verwaltung/ausgang", "/moderation", "/moderation/7", "/vorschlaege/neu", "/vorschlaege/entwurf/abc", "/neuigkeiten", "/schalter/bewohner", "/api/v1/proposals", "/vorschlaege/3/stellungnahme", "/ausgang"])
    assert.ok(isPrivate(path), path);
  for (const path of ["/", "/vorschlaege", "/vorschlaege/12-mehr", "/ziele/lernend", "/moderation/protokoll", "/kontoauszug", "/datenschutz"])
    assert.ok(!isPrivate(path), path);
});

test("files, pictures and pages are told apart", () => {
  assert.equal(kindOf(at("/pkg/wegmarken.Ab12.css")), "files");
  for (const path of ["/icons.svg?v=12", "/blocks.css", "/film.js"]) assert.equal(kindOf(at(path)), "files");
  assert.equal(kindOf(at("/bilder/3/klein")), "pictures");
  for (const path of ["/medien/0ab1", "/medien/0ab1/mittel"]) assert.equal(kindOf(at(path)), "pictures");
  assert.equal(kindOf(at("/vorschlaege?q=bank")), "pages");
  assert.ok(isForEver(at("/pkg/wegmarken.Ab12.css")) && isForEver(at("/icons.svg?v=1")));
  assert.ok(!isForEver(at("/pkg/wegmarken.css")) && !isForEver(at("/logo.svg")));
  assert.ok(!isForEver(at("/medien/0ab1")), "an editor takes it off the page");
});

test("of what editors put on a page its pictures are kept, byte by byte, and no film, recording or document", async () => {
  for (const type of ["image/jpeg", "image/png", "image/webp"]) {
    await keep(asked(`/medien/${type.slice(6)}/mittel`), medium(type), storage);
    const kept = await find(at(`/medien/${type.slice(6)}/mittel`), storage);
    assert.ok(kept, type);
    assert.deepEqual(new Uint8Array(await (await withAge(kept, words)).arrayBuffer()), Uint8Array.of(0xff, 0xd8, 0xfe), type);
  }
  for (const type of ["video/mp4", "audio/mpeg", "application/pdf", "text/html"]) {
    await keep(asked("/medien/0ab1"), medium(type), storage);
    assert.equal(await find(at("/medien/0ab1"), storage), undefined, type);
  }
});

test("what was read comes back and says how old it is", async () => {
  await keep(asked("/vorschlaege"), html(), storage);
  const kept = await find(at("/vorschlaege"), storage);
  assert.ok(kept);
  const told = await (await withAge(kept, words, Date.now() + 3 * 60 * 60 * 1000)).text();
  assert.match(told, /<p class="offline-age" role="status">Stand von vor 3 Stunden, ohne Netz<\/p><main/);
  assert.equal(await find(at("/anderes"), storage), undefined);
});

test("an age is told in minutes, hours and days", () => {
  const minute = 60_000;
  const age = (/** @type {number} */ minutes) => ageIn(minutes * minute, words);
  assert.deepEqual([age(0), age(59), age(60), age(47 * 60), age(24 * 60 * 3)], [
    "Stand von vor 1 Minute, ohne Netz",
    "Stand von vor 59 Minuten, ohne Netz",
    "Stand von vor 1 Stunde, ohne Netz",
    "Stand von vor 47 Stunden, ohne Netz",
    "Stand von vor 3 Tagen, ohne Netz",
  ]);
});

test("errors, redirects and what says that it must not be kept are not kept", async () => {
  await keep(asked("/a"), html({}, 500), storage);
  await keep(asked("/b"), html({ "cache-control": "no-store" }), storage);
  const moved = html();
  Object.defineProperty(moved, "redirected", { value: true });
  await keep(asked("/c"), moved, storage);
  for (const path of ["/a", "/b", "/c"]) assert.equal(await find(at(path), storage), undefined);
});

test("what was made for somebody who was signed in is gone with the first page that is for everybody", async () => {
  await keep(asked("/a"), html({ "x-wegmarken-signed-in": "1" }), storage);
  assert.ok(await find(at("/a"), storage));
  await keep(asked("/b"), html(), storage);
  assert.equal(await find(at("/a"), storage), undefined);
});

test("a sitting lasts until a page says that it is over, or somebody is signed in", async () => {
  for (const over of [{ "x-wegmarken-sitting": "0" }, { "x-wegmarken-signed-in": "1" }]) {
    await noteSitting(html({ "x-wegmarken-sitting": "1" }), storage);
    await noteSitting(html(), storage);
    assert.equal(await isSitting(storage), true, "a page of anybody ends nothing");
    await noteSitting(html(over), storage);
    assert.equal(await isSitting(storage), false);
  }
});

test("what names its version may come out of the browser's cache, if it is ours there; all else comes anew", async () => {
  const foreign = new Response("Willkommen im Hotel");
  const versioned = ["/offline/2/list.js", "/pkg/wegmarken.Ab12.css", "/icons.svg?v=2"];
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {PathRequest} */ { url, cache }) => {
    const path = url.slice("https://x.example".length);
    asked.push(`${cache} ${path}`);
    return cache === "default" && path === versioned[0] ? foreign : html();
  };
  Object.assign(globalThis, { fetch, Request: PathRequest });
  const others = ["/ausgang", "/logo.svg", "/fonts/text.woff2", "/pkg/wegmarken.css"];
  await keepAll("shell", [...versioned, ...others], storage);
  const anew = [versioned[0], ...others].map((path) => `reload ${path}`);
  assert.deepEqual(asked.sort(), [...versioned.map((path) => `default ${path}`), ...anew].sort());
  const kept = await (await storage.open("shell")).match(at("/offline/2/list.js").href);
  assert.match(await kept.text(), /Text/, "what is not ours was fetched once more");
});

test("of a shell that goes its files with a version stay, as many as there is room for, and nothing else of it", async () => {
  for (let number = 0; number < 80; number++) await keep(asked(`/film-${number}.js`), html(), storage);
  const shell = await storage.open("shell");
  for (const path of ["/pkg/wegmarken.Ab12.css", "/offline/1/start.js", "/logo.svg", "/ausgang"]) await shell.put(at(path).href, basic("of then"));
  await keepFilesOf("shell", storage);
  for (const path of ["/pkg/wegmarken.Ab12.css", "/offline/1/start.js", "/film-2.js"]) assert.ok(await find(at(path), storage), path);
  for (const path of ["/logo.svg", "/ausgang", "/film-1.js"]) assert.equal(await find(at(path), storage), undefined, path);
});

test("there is room for so many pages, and the oldest go first", async () => {
  for (let number = 0; number < 160; number++) await keep(asked(`/seite-${number}`), html(), storage);
  await keep(asked("/seite-20"), html(), storage);
  await keep(asked("/neu"), html(), storage);
  assert.equal(await find(at("/seite-10"), storage), undefined);
  assert.ok((await find(at("/seite-20"), storage)) && (await find(at("/neu"), storage)));
});
