import assert from "node:assert/strict";
import { test } from "node:test";

import { base64url, sha256 } from "../bytes.js";
import { inOrder, toldBy } from "../kiosk/queue.js";

const curve = { name: "ECDSA", namedCurve: "P-256" };
const pair = async () => /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(curve, true, ["sign", "verify"]));
const [ours, older, strangers] = await Promise.all([pair(), pair(), pair()]);
const voiceOf = async (/** @type {CryptoKeyPair} */ { publicKey }) => base64url(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));

const who = { kiosk: 7, seal: "for which it seals", voice: await voiceOf(ours), before: [await voiceOf(older)] };
const entry = { kiosk: 7, number: 3, sealed: "sealed words", signature: "of the device", at: 1 };

/** What the server says of the record. */
async function said({ kiosk = 7, number = 3, sealed = entry.sealed, outcome = "accepted", keys = ours } = {}) {
  const word = `wegmarken-kiosk-1|record|${kiosk}|${number}|${await sha256(sealed)}|${outcome}`;
  const signed = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, new TextEncoder().encode(word));
  return { outcome, signature: base64url(new Uint8Array(signed)) };
}

const told = (/** @type {unknown} */ answer, status = 200) => toldBy(who, entry, status, answer);

test("a record is done with the server's word for it, whether it was accepted or refused", async () => {
  for (const outcome of ["accepted", "refused"]) assert.equal(await told(await said({ outcome })), "done", outcome);
});

test("what was sealed before the server got new keys is done with the word of the old ones", async () => {
  assert.equal(await told(await said({ keys: older })), "done");
  assert.equal(await toldBy({ ...who, before: undefined }, entry, 200, await said({ keys: older })), "away");
});

test("no other answer takes a record from the device", async () => {
  const good = await said();
  const answers = [
    ...[null, undefined, "Willkommen im Hotel", {}, { outcome: "accepted" }, { ...good, signature: "AAAA" }, { ...good, signature: 7 }],
    await said({ kiosk: 8 }),
    await said({ number: 4 }),
    await said({ sealed: "other words" }),
    await said({ keys: strangers }),
    await said({ outcome: "perhaps" }),
    { ...good, outcome: "refused" },
  ];
  for (const answer of answers) assert.equal(await told(answer), "away", JSON.stringify(answer));
  for (const status of [201, 302, 400, 403, 404, 429, 500, 503]) assert.equal(await told(good, status), "away", `${status}`);
});

test("a kiosk knows that it was revoked by the code for that, and by no other refusal", async () => {
  assert.equal(await told({ code: "no_kiosk" }, 401), "revoked");
  for (const [code, status] of /** @type {const} */ ([["no_kiosk", 403], ["login", 401], ["no_kiosk", 200]]))
    assert.equal(await told({ code }, status), "away", `${code} ${status}`);
});

test("a record of the kiosk that the device was before is done with the server's word for that one", async () => {
  const old = { ...entry, kiosk: 6 };
  assert.equal(await toldBy(who, old, 200, await said({ kiosk: 6 })), "done");
  assert.equal(await toldBy(who, old, 200, await said()), "away");
});

/** @typedef {import("../kiosk/queue.js").Told} Told */

/** @param {Told[]} answers One for each record. @param {number[]} [kiosks] Of which each is. */
async function sent(answers, kiosks = []) {
  const entries = answers.map((_, number) => ({ ...entry, kiosk: kiosks[number] ?? 7, number }));
  const asked = /** @type {number[]} */ ([]);
  const gone = /** @type {number[]} */ ([]);
  const ask = async (/** @type {{ number: number }} */ { number }) => {
    asked.push(number);
    return answers[number] ?? "away";
  };
  const stopped = await inOrder(entries, ask, async ({ number }) => gone.push(number));
  return [Object.fromEntries(stopped), asked, gone];
}

test("records are sent in the order of their numbers, and none before the one that has to wait", async () => {
  assert.deepEqual(await sent([]), [{}, [], []]);
  assert.deepEqual(await sent(["done", "done", "done"]), [{}, [0, 1, 2], [0, 1, 2]]);
  assert.deepEqual(await sent(["done", "away", "done"]), [{ 7: "away" }, [0, 1], [0]]);
  assert.deepEqual(await sent(["revoked", "done"]), [{ 7: "revoked" }, [0], []]);
});

test("what has to wait holds up the records of its own kiosk and those of no other", async () => {
  const answers = /** @type {Told[]} */ (["revoked", "done", "done", "done", "away", "done"]);
  assert.deepEqual(await sent(answers, [6, 7, 6, 7, 7, 8]), [{ 6: "revoked", 7: "away" }, [0, 1, 3, 4, 5], [1, 3, 5]]);
});

test("a record whose place on the disk could not be cleared is asked about again, and none after it is sent", async () => {
  const asked = /** @type {number[]} */ ([]);
  const ask = async (/** @type {{ number: number }} */ { number }) => {
    asked.push(number);
    return /** @type {const} */ ("done");
  };
  const fails = () => Promise.reject(new DOMException("The disk is full.", "QuotaExceededError"));
  await assert.rejects(inOrder([entry, { ...entry, number: 4 }], ask, fails), /full/);
  assert.deepEqual(asked, [3]);
});
