import assert from "node:assert/strict";
import { test } from "node:test";

import { LONGEST, sha256 } from "../bytes.js";
import { KIOSK, asked, caches, disk, fresh, heard, reached } from "./tablet.js";
import { ours, publicKey, signed, strangers } from "./voice.js";
import { PICTURES, current, heartbeat, take } from "../kiosk/pack.js";
import { become, keep, waiting } from "../kiosk/queue.js";

const BEAT = "/api/v1/kiosk/heartbeat";
const live = () => heartbeat({ version: "2", help: false });
const state = (/** @type {string} */ name) => disk.rows("state").get(name);

/** What a kiosk shows. @param {object} [more] */
const shown = (more = {}) => ({ name: "Ortsamt", place: "", languages: ["de"], boards: ["stadt"], processes: [], left_out: [], pack: "1", parts: [], ...more });

/** @param {number} next @param {typeof ours} [keys] */
const counting = (next, keys) => (/** @type {string} */ _, /** @type {any} */ how) => heard(how, shown(), next, keys);

test("a tablet that was put back counts on from where the server is, and never back", async () => {
  fresh(counting(4));
  disk.rows("state").set("next", 2);
  await live();
  assert.equal(state("next"), 4);
  assert.equal(await keep({ content: "{}" }), 4);
  await live();
  assert.equal(state("next"), 5, "what waits here the server does not know yet");
  assert.deepEqual((await waiting()).map(({ number }) => number), [4]);
});

test("where to count on is believed with the server's word for what was just told, and else not", async () => {
  /** @type {string} */
  let before = "";
  const replayed = async (/** @type {string} */ _, /** @type {any} */ how) => {
    const answer = before || (await (await heard(how, shown(), 9)).text());
    before = answer;
    return new Response(answer);
  };
  for (const answers of [counting(9, strangers), (_, how) => heard(how, shown(), 1.5), (_, how) => heard(how, shown(), 2 ** 60)]) {
    fresh(answers);
    await live();
    assert.equal(state("next"), undefined);
  }
  fresh(replayed);
  await live();
  disk.rows("state").delete("next");
  await live();
  assert.equal(state("next"), undefined, "an answer of before");
  assert.deepEqual(asked, [BEAT, BEAT]);
});

test("a sign of life tells of what the kiosk itself gave, not of what waits for the one that the device was before", async () => {
  /** @type {{ waiting: number, oldest?: number }[]} */
  const told = [];
  fresh((address, how) => {
    told.push(JSON.parse(JSON.parse(how.body).told));
    return counting(1)(address, how);
  });
  await keep({ content: "{}" });
  await live();
  await become({ kiosk: KIOSK + 1, seal: publicKey, voice: publicKey }, 1);
  await live();
  await keep({ content: "{}" });
  await live();
  assert.deepEqual(told.map(({ waiting, oldest }) => [waiting, oldest !== undefined]), [[1, true], [0, false], [1, true]]);
});

const TEXT = '{"boards":[]}';
const PICTURE_NAMES = ["/bilder/1/klein", "/bilder/2/klein", "/bilder/3/klein"];

/** With a text and three pictures. @param {string} [text] @param {string[]} [pictures] */
async function offer(text = TEXT, pictures = PICTURE_NAMES) {
  const hash = await sha256(text);
  const part = { name: "listen", address: `/api/v1/kiosk/parts/listen?v=${hash}`, hash };
  return shown({ pack: hash, parts: [part, ...pictures.map((address) => ({ name: address, address, hash: "" }))] });
}

/**
 * A server that offers this, and what cuts, spoils or answers otherwise for some addresses.
 * @param {Awaited<ReturnType<typeof offer>>} what @param {string} text
 * @param {Record<string, () => Response | Promise<Response>>} [instead]
 */
const serving = (what, text = TEXT, instead = {}) => (/** @type {string} */ address, /** @type {any} */ how) => {
  const other = instead[address];
  if (other) return other();
  if (address === BEAT) return heard(how, what);
  if (address.startsWith("/bilder/")) return new Response("picture", { headers: { "content-type": "image/webp" } });
  return new Response(text);
};

const cut = () => Promise.reject(new TypeError("cut"));
const kept = async () => (await (await caches.open(PICTURES)).keys()).map(({ url }) => new URL(url).pathname);

test("a kiosk changes over when it has all of a version, and opens with it", async () => {
  const what = await offer();
  fresh(serving(what));
  assert.equal(await live(), "fresh");
  assert.deepEqual((await current())?.content.listen, { boards: [] });
  assert.deepEqual(await kept(), PICTURE_NAMES);
  reached(serving(what));
  assert.equal(await live(), "same");
  assert.deepEqual(asked, [BEAT], "nothing is fetched twice");
});

test("a picture that was cut is fetched with the next sign of life, and the others are not left out for it", async () => {
  const what = await offer();
  for (const instead of [cut, () => new Response("", { status: 503 }), () => new Response("Willkommen im Hotel")]) {
    fresh(serving(what, TEXT, { "/bilder/2/klein": instead }));
    assert.equal(await live(), "fresh");
    assert.deepEqual(await kept(), ["/bilder/1/klein", "/bilder/3/klein"]);
    reached(serving(what));
    assert.equal(await live(), "same");
    assert.deepEqual(asked, [BEAT, "/bilder/2/klein"]);
    assert.deepEqual((await kept()).sort(), PICTURE_NAMES);
  }
});

test("where nobody answers for pictures the sign of life does not wait for all of them", async () => {
  const many = Array.from({ length: 20 }, (_, n) => `/bilder/${n}/klein`);
  fresh(serving(await offer(TEXT, many), TEXT, Object.fromEntries(many.map((one) => [one, cut]))));
  assert.equal(await live(), "fresh");
  assert.equal(asked.filter((address) => address.startsWith("/bilder/")).length, 3);
});

test("a part that is cut or another one leaves what is shown, and the kiosk knows that it was heard", async () => {
  const old = await offer();
  const text = '{"boards":[1]}';
  const next = await offer(text);
  const address = next.parts[0]?.address ?? "";
  for (const instead of [cut, () => new Response("Willkommen im Hotel"), () => new Response(text, { status: 500 })]) {
    fresh(serving(old));
    await live();
    reached(serving(next, text, { [address]: instead }));
    assert.equal(await live(), "same");
    assert.equal((await current())?.pack, old.pack);
    reached(serving(next, text));
    assert.equal(await live(), "fresh");
    assert.deepEqual((await current())?.content.listen, { boards: [1] });
    assert.equal(disk.rows("parts").size, 1, "the old one is let go");
  }
});

test("a full device keeps what it has and knows that it was heard", async () => {
  const old = await offer();
  fresh(serving(old));
  await live();
  const text = '{"boards":[1]}';
  reached(serving(await offer(text), text));
  disk.isFull = true;
  assert.equal(await live(), "same");
  assert.equal((await current())?.pack, old.pack);
});

test("only the code of the server for it says that a kiosk was revoked, and all else that nobody heard it", async () => {
  const answers = /** @type {const} */ ([
    [() => Response.json({ code: "no_kiosk" }, { status: 401 }), "revoked"],
    [() => Response.json({ code: "login" }, { status: 401 }), "away"],
    [() => Response.json({ code: "no_kiosk" }, { status: 403 }), "away"],
    [() => new Response("<p>Willkommen im Hotel</p>"), "away"],
    [() => Response.json({ parts: "none" }), "away"],
    [() => Response.json({ parts: [] }, { status: 503 }), "away"],
    [cut, "away"],
  ]);
  for (const [answer, what] of answers) {
    fresh(answer);
    assert.equal(await live(), what);
    assert.equal(await current(), undefined);
  }
  disk.rows("state").delete("identity");
  assert.equal(await live(), "revoked");
});

test("each sign of life has a larger number, tells what waits, and is told by nobody else", async () => {
  /** @type {any[]} */
  const told = [];
  fresh((_, how) => {
    told.push(JSON.parse(JSON.parse(how.body).told));
    return heard(how, shown());
  });
  const later = Math.floor(Date.now() / 1000) + 1000;
  disk.rows("state").set("beat", later);
  await keep({ content: "{}" });
  await live();
  disk.isFull = true;
  await live();
  assert.deepEqual(told.map(({ beat, waiting, pack }) => [beat, waiting, pack]), [[later + 1, 1, ""], [later + 2, 1, "1"]]);
  assert.equal(told[0].oldest, (await waiting())[0]?.at);
});

test("what is not shown any more is let go, a picture as well", async () => {
  fresh(serving(await offer()));
  await live();
  const fewer = await offer(TEXT, PICTURE_NAMES.slice(1));
  assert.equal(await take(/** @type {any} */ (fewer), await disk.rows("state").get("shown")), true);
  assert.deepEqual(await kept(), PICTURE_NAMES.slice(1));
});

/** The server heard this number before, and says so. @param {any} how @param {number} beat @param {typeof ours} [keys] */
async function behind(how, beat, keys = ours) {
  const { told } = JSON.parse(how.body);
  const beat_signature = await signed(`wegmarken-kiosk-1|beat|${KIOSK}|${beat}|${await sha256(told)}`, keys);
  return Response.json({ code: "behind", beat, beat_signature, seal: publicKey, voice: publicKey, vouched: [] }, { status: 409 });
}

const beatOf = (/** @type {any} */ how) => JSON.parse(JSON.parse(how.body).told).beat;

test("a tablet whose clock was put back counts on from the last number that the server heard, and is heard at once", async () => {
  const ahead = Math.floor(Date.now() / 1000) + 36 * 3600;
  /** @type {number[]} */
  const beats = [];
  const answers = (/** @type {string} */ _, /** @type {any} */ how) => {
    beats.push(beatOf(how));
    return beatOf(how) > ahead ? heard(how, shown()) : behind(how, ahead);
  };
  fresh(answers);
  assert.equal(await live(), "fresh");
  assert.equal(beats.length, 2);
  assert.equal(beats[1], ahead + 1);
  assert.equal(state("beat"), ahead + 1);
  // Where there is no room for the number this page knows it all the same.
  disk.isFull = true;
  assert.equal(await live(), "same");
  assert.deepEqual(beats.slice(2), [ahead + 2]);
});

test("a number that the server did not sign for what was just told counts for nothing", async () => {
  const most = Number.MAX_SAFE_INTEGER - 1;
  const replayed = behind({ body: JSON.stringify({ told: "{}" }) }, most);
  const answers = /** @type {((how: any) => any)[]} */ ([
    (how) => behind(how, most, strangers),
    async () => new Response(await (await replayed).clone().text(), { status: 409 }),
    () => Response.json({ code: "behind", beat: most }, { status: 409 }),
    (how) => behind(how, 1.5),
  ]);
  for (const answer of answers) {
    fresh((_, how) => answer(how));
    assert.equal(await live(), "away");
    assert.deepEqual(asked, [BEAT]);
    assert.ok(state("beat") < most);
  }
});

test("two pages of one tablet tell one after the other, each its own number", async () => {
  /** @type {number[]} */
  const beats = [];
  fresh((_, how) => {
    beats.push(beatOf(how));
    return heard(how, shown());
  });
  assert.deepEqual(await Promise.all([live(), live()]), ["fresh", "same"]);
  assert.equal(beats[1], Number(beats[0]) + 1);
});

test("whatever a sign of life asks for comes to an end, so that there is a next one", async () => {
  const what = await offer();
  const answers = serving(what);
  /** @type {string[]} */
  const endless = [];
  fresh((address, how) => {
    if (!(how?.signal instanceof AbortSignal)) endless.push(address);
    return answers(address, how);
  });
  assert.equal(await live(), "fresh");
  assert.equal(asked.length, 5);
  assert.deepEqual(endless, []);
});

test("a part that is gone from the device is fetched again although nothing of the version is new", async () => {
  const what = await offer();
  fresh(serving(what));
  await live();
  disk.rows("parts").clear();
  assert.equal(await current(), undefined);
  reached(serving(what));
  assert.equal(await live(), "same");
  assert.deepEqual((await current())?.content.listen, { boards: [] });
});

test("what is more than the server takes is never sealed, and takes no number", async () => {
  fresh(counting(1));
  await assert.rejects(keep({ content: "ä".repeat(LONGEST / 2) + "a" }), RangeError);
  assert.equal(await keep({ content: "a".repeat(LONGEST) }), 1);
});
