import assert from "node:assert/strict";
import { test } from "node:test";

import { KIOSK, asked, disk, fresh, reached } from "./tablet.js";
import { ours, publicKey, signed, strangers } from "./voice.js";
import { sha256 } from "../bytes.js";
import { become, keep, send, waiting, waitingCount } from "../kiosk/queue.js";

const away = () => Promise.reject(new TypeError("no network"));
const record = (/** @type {string} */ text) => ({ id: "a", content: JSON.stringify({ text }) });

/** The server's word for what was sent. @param {any} how @param {object} [more] */
async function taken(how, { outcome = "accepted", keys = undefined } = {}) {
  const { kiosk, number, sealed } = JSON.parse(how.body);
  const word = `wegmarken-kiosk-1|record|${kiosk}|${number}|${await sha256(sealed)}|${outcome}`;
  return Response.json({ number, outcome, signature: await signed(word, keys) });
}

const numbers = async () => (await waiting()).map(({ number }) => number);

test("records are numbered without gaps, also those that come at once, and nothing of them stands on the disk in the clear", async () => {
  fresh(away);
  const given = await Promise.all(["Möwen", "Stege", "Bänke"].map((text) => keep(record(text))));
  assert.deepEqual(given, [1, 2, 3]);
  assert.deepEqual([await numbers(), await waitingCount()], [[1, 2, 3], 3]);
  const written = JSON.stringify([...disk.rows("queue").values()]);
  for (const text of ["Möwen", "Stege", "Bänke"]) assert.ok(!written.includes(text), written);
});

test("what found no room is not stored, and takes no number from the next one", async () => {
  fresh(away);
  await keep(record("Möwen"));
  disk.isFull = true;
  await assert.rejects(keep(record("Stege")), { name: "QuotaExceededError" });
  disk.isFull = false;
  assert.equal(await keep(record("Bänke")), 2);
  await assert.rejects(keep({ content: "a".repeat(64 * 1024 + 1) }), RangeError);
  disk.rows("state").delete("identity");
  await assert.rejects(keep(record("Bänke")), /not paired/);
  assert.deepEqual(await numbers(), [1, 2]);
});

test("what was kept as the connection was lost is stored, and stored once", async () => {
  fresh(away);
  for (const broken of /** @type {const} */ (["after", "before"])) {
    disk.breaksAt("queue", broken);
    await keep(record(broken));
  }
  assert.deepEqual(await numbers(), [1, 2]);
});

test("what waits goes in its order and leaves with the server's word, and a stranger's word keeps it here", async () => {
  fresh((_, how) => taken(how));
  for (const text of ["Möwen", "Stege"]) await keep(record(text));
  reached((_, how) => taken(how, { keys: strangers }));
  assert.equal(await send(), "away");
  assert.deepEqual([await numbers(), asked.length], [[1, 2], 1], "the second waits behind the first");
  /** @type {number[]} */
  const order = [];
  reached((_, how) => {
    order.push(JSON.parse(how.body).number);
    return taken(how, { outcome: order.length === 1 ? "refused" : "accepted" });
  });
  assert.equal(await send(), "empty");
  assert.deepEqual([order, await numbers()], [[1, 2], []]);
});

test("what the server takes from no kiosk any more stays", async () => {
  fresh(() => Response.json({ code: "no_kiosk" }, { status: 401 }));
  await keep(record("Möwen"));
  assert.equal(await send(), "revoked");
  assert.deepEqual(await numbers(), [1]);
});

const OTHER = { kiosk: KIOSK + 1, seal: publicKey, voice: publicKey };
const state = (/** @type {string} */ name) => disk.rows("state").get(name);
const no_kiosk = () => Response.json({ code: "no_kiosk" }, { status: 401 });

/** Of which kiosk each record is that was sent, and its number. @type {[number, number][]} */
const arrived = [];

/** A server that knows every kiosk but this one. @param {number} [revoked] */
const knowing = (revoked) => async (/** @type {string} */ _, /** @type {any} */ how) => {
  const { kiosk, number, sealed, signature } = JSON.parse(how.body);
  const { publicKey: key } = state("key");
  const word = new TextEncoder().encode(`wegmarken-kiosk-1|record|${kiosk}|${number}|${await sha256(sealed)}`);
  const made = { name: "ECDSA", hash: "SHA-256" };
  const isSigned = await crypto.subtle.verify(made, key, Buffer.from(signature, "base64url"), word);
  if (kiosk === revoked || !isSigned) return no_kiosk();
  arrived.push([kiosk, number]);
  return taken(how);
};

test("what waits when the device becomes another kiosk arrives as what the one before it kept, and each kiosk counts for itself", async () => {
  fresh(away);
  arrived.length = 0;
  for (const text of ["Möwen", "Stege"]) await keep(record(text));
  await become(OTHER, 1);
  assert.equal(await keep(record("Bänke")), 1, "no gap before the first");
  await become({ ...OTHER, kiosk: KIOSK }, 1);
  assert.equal(await keep(record("Boote")), 3, "what waits the server does not know yet");
  await become(OTHER, 1);
  assert.equal(await keep(record("Kräne")), 2);
  assert.equal(await waitingCount(), 5);
  reached(knowing());
  assert.equal(await send(), "empty");
  assert.deepEqual(arrived, [[7, 1], [8, 1], [7, 2], [8, 2], [7, 3]]);
  assert.equal(await waitingCount(), 0);
});

test("what is left of a kiosk that was revoked waits on, and what the device keeps as another one is sent past it", async () => {
  fresh(away);
  arrived.length = 0;
  await keep(record("Möwen"));
  await become(OTHER, 1);
  await keep(record("Bänke"));
  reached(knowing(KIOSK));
  assert.equal(await send(), "empty", "the kiosk that it is is not revoked");
  assert.deepEqual([arrived, await waitingCount()], [[[8, 1]], 1]);
  reached(away);
  assert.equal(await send(), "away");
  reached(knowing());
  assert.equal(await send(), "empty");
  assert.deepEqual([arrived, await waitingCount()], [[[8, 1], [7, 1]], 0]);
});

test("what an older version kept is of the kiosk that the device was at that time", async () => {
  for (const isPairedAnew of [false, true]) {
    fresh(away);
    arrived.length = 0;
    await keep(record("Möwen"));
    const [{ kiosk: _, ...entry } = { kiosk: 0 }] = disk.rows("queue").values();
    disk.rows("queue").clear();
    disk.rows("queue").set(1, entry);
    if (isPairedAnew) await become(OTHER, 1);
    await keep(record("Bänke"));
    reached(knowing());
    assert.equal(await send(), "empty");
    assert.deepEqual([arrived, await waitingCount()], [[[7, 1], isPairedAnew ? [8, 1] : [7, 2]], 0]);
  }
});

test("a device is another kiosk wholly or not at all, and knows the voices of before", async () => {
  fresh(away);
  await keep(record("Möwen"));
  disk.isFull = true;
  await assert.rejects(become(OTHER, 5), { name: "QuotaExceededError" });
  assert.deepEqual([state("identity").kiosk, state("next")], [KIOSK, 2]);
  disk.isFull = false;
  await become({ ...OTHER, voice: "of a server with new keys" }, 5);
  assert.deepEqual([state("identity").kiosk, state("identity").before, state("next")], [OTHER.kiosk, [publicKey], 5]);
  reached((_, how) => taken(how, { keys: ours }));
  assert.equal(await send(), "empty");
});
