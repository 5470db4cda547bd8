import assert from "node:assert/strict";
import { test } from "node:test";

import { awayOf, insteadOf, isNobody, shellOf, storedAt, wayOf } from "../routes.js";

const ORIGIN = "https://x.example";
const at = (/** @type {string} */ path) => new URL(path, ORIGIN);

/** @param {string} path @param {object} [how] */
function way(path, how = {}) {
  const request = { method: "GET", mode: /** @type {const} */ ("cors"), headers: new Headers(), ...how };
  return wayOf(request, at(path), ORIGIN);
}

test("a form by which somebody takes part is kept, every other one is given back, and what holds files is the browser's", () => {
  for (const path of ["/vorschlaege/3/beitraege", "/ls/vorschlaege/3-x/unterstuetzung", "/ausgang/schreiben", "/api/fn/support"])
    assert.equal(way(path, { method: "POST", mode: "navigate" }), "write", path);
  for (const path of ["/anmelden", "/vorschlaege/neu", "/verwaltung/umfragen", "/api/v1/outbox"])
    for (const [type, expected] of [["application/x-www-form-urlencoded", "form"], ["multipart/form-data; boundary=x", "none"]])
      assert.equal(way(path, { method: "POST", mode: "navigate", headers: new Headers({ "content-type": type }) }), expected, path);
  assert.equal(way("/umfragen/wege", { method: "POST", headers: new Headers({ "content-type": "application/x-www-form-urlencoded" }) }), "none", "a script asks for itself");
  for (const method of ["PUT", "DELETE", "HEAD"]) assert.equal(way("/vorschlaege/3/beitraege", { method }), "none", method);
});

test("whatever is opened is a page, private ones too: they must not end in the browser's own error", () => {
  for (const path of ["/", "/vorschlaege?q=bank", "/konto", "/ausgang"]) assert.equal(way(path, { mode: "navigate" }), "page", path);
});

test("what a page loads is a file, unless it is private, a part of a film, or asked for by a program", () => {
  for (const path of ["/pkg/wegmarken.Ab12.css", "/bilder/3/klein", "/medien/ab/mittel", "/icons.svg?v=3"]) assert.equal(way(path), "file", path);
  for (const path of ["/api/v1/proposals", "/konto/bild.png", "/vorschlaege/3", "/kiosk/1/main.js"]) assert.equal(way(path), "none", path);
  assert.equal(way("/medien/ab", { headers: new Headers({ range: "bytes=0-" }) }), "none");
});

test("what belongs to another site is none of ours", () => {
  for (const how of [{}, { mode: "navigate" }, { method: "POST" }])
    assert.equal(wayOf({ method: "GET", mode: "cors", headers: new Headers(), ...how }, at("https://y.example/ausgang/schreiben"), ORIGIN), "none");
});

test("a server that is away is told from one that says something", () => {
  assert.deepEqual([502, 503, 504].map((status) => isNobody({ status })), [true, true, true]);
  for (const status of [200, 304, 403, 404, 422, 429, 500, 501, 505]) assert.ok(!isNobody({ status }), `${status}`);
});

test("the outbox and the page for writing are there in every language before anything was read", () => {
  for (const path of ["/ausgang", "/en/ausgang", "/ls/ausgang/schreiben"]) assert.equal(shellOf(path), path);
  for (const path of ["/ausgang/anderes", "/", "/verwaltung/ausgang"]) assert.equal(shellOf(path), undefined);
  assert.deepEqual(["/x", "/en/x", "/ls"].map(awayOf), ["/ohne-netz", "/en/ohne-netz", "/ls/ohne-netz"]);
});

test("who begins a proposal without a network writes it for what was chosen, in the same language", () => {
  assert.equal(insteadOf(at("/vorschlaege/neu")), "/ausgang/schreiben");
  assert.equal(insteadOf(at("/ls/vorschlaege/neu?liste=hafen&ort=evershagen")), "/ls/ausgang/schreiben?liste=hafen&ort=evershagen");
  for (const path of ["/vorschlaege", "/vorschlaege/neue-wege", "/vorschlaege/entwurf/ab"]) assert.equal(insteadOf(at(path)), undefined);
});

test("the outbox says what was stored and whose words the page may let go of", () => {
  assert.equal(storedAt("de", "wegmarken:beitrag-3"), "/ausgang?gespeichert=wegmarken%3Abeitrag-3");
  assert.equal(storedAt("en", ""), "/en/ausgang?gespeichert=");
});
