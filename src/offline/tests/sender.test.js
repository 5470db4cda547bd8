import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { drain, isWordFor } from "../sender.js";
import { Kept } from "./kept.js";
import { ours, strangers, word } from "./voice.js";

/** @typedef {import("../outbox.js").Entry} Entry */

const entry = (/** @type {number} */ seq, session = "web") =>
  /** @type {Entry} */ ({ seq, id: String(seq).padStart(32, "0"), session, kind: "support", content: `{"n":${seq}}`, title: "", language: "de", enteredAt: seq, state: "waiting", detail: "", settledAt: 0, failures: 0, quiet: false });

/** @type {Kept} */
let kept;
/** @type {string[]} What reached somebody, in this order. */
let sent;
const free = { request: async (/** @type {any} */ _name, /** @type {any} */ _how, /** @type {any} */ work) => work({}) };

/** @param {(entry: any) => Promise<Response> | Response} answer */
function run(answer, extra = {}) {
  const post = async (/** @type {any} */ _address, /** @type {any} */ { body }) => {
    const { id, content } = JSON.parse(body);
    sent.push(id.replace(/^0+/, ""));
    return answer({ id, content });
  };
  return drain(/** @type {any} */ ({ outbox: kept, key: ours.publicKey, post, locks: free, ...extra }));
}

const states = () => kept.entries.map(({ state }) => state);

beforeEach(() => {
  kept = new Kept([entry(1), entry(2), entry(3)]);
  sent = [];
});

test("everything arrives in its order and is settled by the word of the server", async () => {
  const isEmpty = await run(async (asked) => Response.json(await word(asked)));
  assert.ok(isEmpty);
  assert.deepEqual([sent, states()], [["1", "2", "3"], ["accepted", "accepted", "accepted"]]);
});

test("nothing but a signed word for this very record settles it", async () => {
  const first = entry(1);
  const answers = [
    () => new Response("<html>Willkommen im Hotel", { status: 200 }),
    () => Response.json({ ok: true }),
    () => Response.json({ id: first.id, outcome: "accepted", detail: "/beleg/X", signature: "AAAA" }),
    async () => Response.json(await word(first, "accepted", "/beleg/X", strangers)),
    async () => Response.json(await word(entry(2))),
    async () => Response.json(await word({ ...first, content: "{}" })),
    async () => Response.json({ ...(await word(first)), detail: "/beleg/Y" }),
    async () => Response.json({ ...(await word(first)), outcome: "refused" }),
    async () => Response.json({ ...(await word(first, "perhaps")) }),
    async () => Response.json(await word(first), { status: 201 }),
    async () => Response.json(await word(first), { status: 500 }),
    () => new Response(null, { status: 503, headers: { "retry-after": "9" } }),
    () => new Response(null, { status: 401 }),
    () => new Response(null, { status: 302, headers: { location: "https://hotel.example" } }),
    async () => new Response(JSON.stringify(await word(first)).slice(0, -9), { status: 200 }),
    () => Promise.reject(new TypeError("no network")),
    () => Response.error(),
  ];
  for (const [number, answer] of answers.entries()) {
    sent = [];
    const isEmpty = await run(/** @type {any} */ (answer), { force: true });
    assert.deepEqual([number, isEmpty, sent, states()], [number, false, ["1"], ["waiting", "waiting", "waiting"]]);
  }
});

test("what was refused is set aside with its reason and blocks no other", async () => {
  await run(async (asked) => Response.json(asked.id.endsWith("1") ? await word(asked, "refused", "closed") : await word(asked)));
  assert.deepEqual([states(), kept.entries[0]?.detail], [["refused", "accepted", "accepted"], "closed"]);
});

test("a session that has to wait holds up no other one", async () => {
  kept = new Kept([entry(1, "a"), entry(2, "b"), entry(3, "a"), entry(4, "b")]);
  await run(async (asked) => (asked.id.endsWith("1") ? new Response(null, { status: 503 }) : Response.json(await word(asked))));
  assert.deepEqual([sent, states()], [["1", "2", "4"], ["waiting", "accepted", "waiting", "accepted"]]);
});

test("the pause grows, is kept, ends, and is passed over when the network comes back", async () => {
  let time = 1_000_000;
  const now = () => time;
  const fails = () => new Response(null, { status: 503 });
  await run(fails, { now });
  await run(fails, { now });
  assert.equal(sent.length, 1);
  const { after } = kept.paused;
  assert.ok(after > time && after <= time + 2_000);
  time = after;
  await run(fails, { now });
  assert.equal(kept.paused.tries, 2);
  for (let turn = 0; turn < 50; turn++) {
    time = kept.paused.after;
    await run(fails, { now });
  }
  assert.ok(kept.paused.after - time <= 20_000);
  await run(async (asked) => Response.json(await word(asked)), { now, force: true });
  assert.deepEqual([kept.paused.tries, states()], [0, ["accepted", "accepted", "accepted"]]);
});

test("a clock that is put back makes nobody wait for it", async () => {
  let time = 1_000_000_000;
  const now = () => time;
  const fails = () => new Response(null, { status: 503, headers: { "retry-after": "86400" } });
  await run(fails, { now });
  assert.ok(kept.paused.after - time <= 10 * 60_000, "nor does a server");
  time -= 36 * 3_600_000;
  await run(async (asked) => Response.json(await word(asked)), { now });
  assert.deepEqual(states(), ["accepted", "accepted", "accepted"]);
});

test("a record at which the server fails again and again does not hold up the others for ever", async () => {
  for (let turn = 0; turn < 25; turn++)
    await run(async (asked) => (asked.id.endsWith("1") ? new Response(null, { status: 500 }) : Response.json(await word(asked))), { force: true });
  assert.deepEqual(states(), ["waiting", "accepted", "accepted"]);
});

test("while one tab sends, another one does not", async () => {
  const taken = { request: async (/** @type {any} */ _name, /** @type {any} */ _how, /** @type {any} */ work) => work(null) };
  await run(async (asked) => Response.json(await word(asked)), { locks: taken });
  assert.deepEqual(sent, []);
});

test("what was written while others were sent is sent as well", async () => {
  await run(async (asked) => {
    if (asked.id.endsWith("3") && kept.entries.length === 3) kept.entries.push(entry(4));
    return Response.json(await word(asked));
  });
  assert.deepEqual(sent, ["1", "2", "3", "4"]);
});

test("a word is the same here as on the server", async () => {
  // Made by the server's own test of the same text.
  const answer = await word({ id: "a", content: "b" });
  assert.ok(await isWordFor(ours.publicKey, { id: "a", content: "b" }, answer));
  assert.ok(!(await isWordFor(ours.publicKey, { id: "a", content: "c" }, answer)));
});

test("what another account wrote is not sent, and holds up nothing", async () => {
  const [ada, jona] = ["a".repeat(32), "b".repeat(32)];
  kept = new Kept([{ ...entry(1), account: ada }, { ...entry(2), account: jona }, entry(3)]);
  kept.who = jona;
  const isEmpty = await run(async (asked) => Response.json(await word(asked)));
  assert.deepEqual([isEmpty, sent, states()], [true, ["2", "3"], ["waiting", "accepted", "accepted"]]);
  kept.who = ada;
  await run(async (asked) => Response.json(await word(asked)));
  assert.deepEqual([sent, states()], [["2", "3", "1"], ["accepted", "accepted", "accepted"]]);
});

test("where the server knows that somebody else is here, the record waits and the next ones go", async () => {
  kept = new Kept([{ ...entry(1), account: "a".repeat(32) }, entry(2)]);
  kept.who = "a".repeat(32);
  const other = () => Response.json({ code: "other_account" }, { status: 403 });
  const isEmpty = await run(async (asked) => (asked.id.endsWith("1") ? other() : Response.json(await word(asked))));
  assert.deepEqual([isEmpty, sent, states()], [false, ["1", "2"], ["waiting", "accepted"]]);
});

test("whoever says that somebody else is here changes no order", async () => {
  const ada = "a".repeat(32);
  const other = () => Response.json({ code: "other_account" }, { status: 403 });
  kept = new Kept([{ ...entry(1), account: ada }, { ...entry(2), account: ada }, entry(3), entry(4)]);
  kept.who = ada;
  await run(other);
  assert.deepEqual(sent, ["1", "3"], "the next one of the same account waits behind it, and so does that of a guest");
});
