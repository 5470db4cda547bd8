import assert from "node:assert/strict";
import { test } from "node:test";

import { KIOSK, asked, disk, fresh, reached } from "./tablet.js";
import { signed, strangers } from "./voice.js";
import { sha256 } from "../bytes.js";
import { keep, send, waiting, waitingCount } from "../kiosk/queue.js";

const away = () => Promise.reject(new TypeError("no network"));
const record = (/** @type {string} */ text) => ({ id: "a", content: JSON.stringify({ text }) });

/** The server's word for what was sent. @param {any} how @param {object} [more] */
async function taken(how, { outcome = "accepted", keys = undefined } = {}) {
  const { number, sealed } = JSON.parse(how.body);
  const word = `wegmarken-kiosk-1|record|${KIOSK}|${number}|${await sha256(sealed)}|${outcome}`;
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
