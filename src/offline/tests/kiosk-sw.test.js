import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { ORIGIN, PathRequest, Scope } from "./scope.js";
import { Storage } from "./storage.js";

const SCRIPT = readFileSync(new URL("../kiosk/sw.js", import.meta.url), "utf8");

/** The worker of a kiosk with its shell on the device. */
async function kiosk() {
  const network = {
    /** @param {string} path @returns {Response} */
    says: (path) => new Response(`shell ${path}`, { headers: { "x-wegmarken": "1" } }),
    /** What lies in the browser's own cache. @type {Map<string, Response>} */
    kept: new Map(),
    asked: /** @type {string[]} */ ([]),
  };
  const [scope, caches, skipped] = [new Scope(), new Storage(), /** @type {string[]} */ ([])];
  const world = {
    self: {
      location: { origin: ORIGIN },
      clients: { claim: async () => {} },
      skipWaiting: async () => void skipped.push("now"),
      addEventListener: scope.addEventListener,
    },
    SETTINGS: { version: "2", shell: ["/kiosk", "/kiosk/2/main.js"] },
    caches,
    fetch: async (/** @type {{ url: string, cache?: string }} */ { url, cache }) => {
      const { pathname } = new URL(url);
      network.asked.push(`${cache} ${pathname}`);
      return (cache === "default" && network.kept.get(pathname)) || network.says(pathname);
    },
    Request: PathRequest,
  };
  new Function(...Object.keys(world), SCRIPT)(...Object.values(world));
  const happens = async (/** @type {string} */ kind, more = {}) => {
    scope.happens(kind, more);
    await scope.settles();
  };
  await happens("install");
  network.says = (path) => new Response(`network ${path}`);
  const opens = async (/** @type {string} */ path, how = {}) => (await scope.ask(path, how))?.text();
  const loads = (/** @type {string} */ path) => opens(path, { mode: "cors" });
  return { caches, network, skipped, happens, opens, loads };
}

test("a version of which one file is not the server's is none, and the kiosk opens with what it has", async () => {
  const { network, happens, opens, loads } = await kiosk();
  const ours = (/** @type {string} */ path) => new Response(`new ${path}`, { headers: { "x-wegmarken": "1" } });
  for (const foreign of ["/kiosk", "/kiosk/2/main.js"]) {
    const others = [new Response("Willkommen im Hotel"), new Response("Wartung", { status: 503, headers: { "x-wegmarken": "1" } })];
    for (const other of others) {
      network.says = (path) => (path === foreign ? other : ours(path));
      await assert.rejects(happens("install"), TypeError, foreign);
      assert.equal(await opens("/kiosk"), "shell /kiosk");
      assert.equal(await loads("/kiosk/2/main.js"), "shell /kiosk/2/main.js");
    }
  }
});

test("what names its version may come out of the browser's cache, if it is ours there; the page itself comes anew", async () => {
  const { network, happens, loads } = await kiosk();
  assert.deepEqual(network.asked.splice(0).sort(), ["default /kiosk/2/main.js", "reload /kiosk"]);
  const ours = (/** @type {string} */ text) => new Response(text, { headers: { "x-wegmarken": "1" } });
  network.says = (path) => ours(`new ${path}`);
  for (const [lies, loaded, asked] of /** @type {const} */ ([
    [ours("of the page"), "of the page", ["default /kiosk/2/main.js", "reload /kiosk"]],
    [new Response("Hotel"), "new /kiosk/2/main.js", ["default /kiosk/2/main.js", "reload /kiosk", "reload /kiosk/2/main.js"]],
  ])) {
    network.kept.set("/kiosk/2/main.js", lies);
    await happens("install");
    assert.deepEqual(network.asked.splice(0).sort(), asked);
    assert.equal(await loads("/kiosk/2/main.js"), loaded);
  }
});

test("a kiosk opens from what it has, whole and in one version, and asks the network for the rest", async () => {
  const { caches, opens, loads } = await kiosk();
  const pictures = await caches.open("wegmarken-kiosk-pictures");
  await pictures.put(`${ORIGIN}/bilder/3/klein`, new Response("picture"));
  assert.equal(await opens("/kiosk"), "shell /kiosk");
  assert.equal(await opens("/kiosk?anders"), "shell /kiosk");
  assert.equal(await loads("/kiosk/2/main.js"), "shell /kiosk/2/main.js");
  assert.equal(await loads("/bilder/3/klein"), "picture");
  assert.equal(await loads("/bilder/4/klein"), "network /bilder/4/klein");
  assert.equal(await opens("/"), "network /");
});

test("what it sends, what programs ask and what is another site's is none of its business", async () => {
  const { opens, loads } = await kiosk();
  assert.equal(await loads("/api/v1/kiosk/pack"), undefined);
  assert.equal(await opens("/kiosk", { method: "POST" }), undefined);
  assert.equal(await opens("https://y.example/kiosk"), undefined);
});

test("a new version waits until nobody is there, and then lets go of the old one and of nothing else", async () => {
  const { caches, skipped, happens } = await kiosk();
  for (const name of ["wegmarken-kiosk-shell-1", "wegmarken-kiosk-pictures", "wegmarken-pages-1"]) await caches.open(name);
  await happens("message", { data: "anything" });
  assert.deepEqual(skipped, []);
  await happens("message", { data: "take over" });
  assert.deepEqual(skipped, ["now"]);
  await happens("activate");
  assert.deepEqual((await caches.keys()).sort(), ["wegmarken-kiosk-pictures", "wegmarken-kiosk-shell-2", "wegmarken-pages-1"]);
});
