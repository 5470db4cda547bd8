import assert from "node:assert/strict";
import { test } from "node:test";

import { RETURNED, toldBy } from "../answers.js";
import { freshId } from "../bytes.js";
import { SUPPORT_BUTTON } from "../forms.js";
import { ours, returned, signed, strangers } from "./voice.js";

const COMMENTS = "/vorschlaege/12/beitraege";
const id = freshId();

/** @param {number} status @param {string} [signature] */
function page(status, signature, body = "<!doctype html><p>Bitte sieh noch einmal hin") {
  return new Response(body, { status, headers: { "content-type": "text/html", ...(signature ? { [RETURNED]: signature } : {}) } });
}

/** @param {Response} answer */
const told = (answer, path = COMMENTS) => toldBy(answer, { path, id, key: ours.publicKey });

/** As a worker sees a redirect that it does not follow. */
function redirect() {
  const answer = Response.error();
  Object.defineProperty(answer, "type", { value: "opaqueredirect" });
  return answer;
}

test("a form came back when the server signed it for this very id, with whatever status", async () => {
  for (const status of [200, 403, 404, 409, 422]) assert.equal(await told(page(status, await returned(id))), "returned", `${status}`);
  assert.equal(await told(page(409, await returned(id), "{}"), SUPPORT_BUTTON), "returned");
});

test("no answer without that word takes anything from the device", async () => {
  const statuses = [200, 400, 401, 403, 404, 407, 413, 422, 429, 451, 500, 503];
  for (const status of statuses) assert.equal(await told(page(status)), "unknown", `${status}`);
  const forged = [
    "AAAA",
    "no base64url!",
    Buffer.alloc(64, 7).toString("base64url"),
    await returned(id, strangers),
    await returned(freshId()),
    await signed(`wegmarken-form-1|${id}|taken`),
  ];
  for (const signature of forged) assert.equal(await told(page(422, signature)), "unknown", signature);
  assert.equal(await told(Response.error()), "unknown");
});

test("a redirect, and the number that the button gets, look as if it was taken", async () => {
  assert.equal(await told(redirect()), "taken");
  assert.equal(await told(Response.json([3, true]), SUPPORT_BUTTON), "taken");
  assert.equal(await told(Response.json([3, true]), COMMENTS), "unknown");
  for (const answer of [Response.json({ ok: true }), Response.json([3, true], { status: 403 }), page(200), redirect()])
    assert.equal(await told(answer, SUPPORT_BUTTON), "unknown");
});

test("the page can still be shown", async () => {
  const button = Response.json([3, true]);
  await told(button, SUPPORT_BUTTON);
  assert.deepEqual(await button.json(), [3, true]);
});
