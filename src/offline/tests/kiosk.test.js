import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { base64url, sha256 } from "../bytes.js";
import { successor } from "../kiosk/device.js";
import { foundIn, linesOf } from "../kiosk/hint.js";
import { opened } from "../kiosk/pack.js";
import { drawn, qr } from "../kiosk/qr.js";
import { boardsToWriteFor, until } from "../kiosk/screens.js";
import { hpke } from "../kiosk/seal.js";
import { receiptCode } from "../kiosk/sitting.js";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const bytes = (hex) => Uint8Array.from(hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []);
const hex = (all) => Array.from(all, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A key pair of the vectors; base64url as JWK wants it. */
async function pairOf(publicKey, privateKey) {
  const point = bytes(publicKey);
  const [x, y, d] = [point.slice(1, 33), point.slice(33), bytes(privateKey)].map(base64url);
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const load = (key, uses) => crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y, ...key }, curve, true, uses);
  return { publicKey: await load({}, []), privateKey: await load({ d }, ["deriveBits"]) };
}

test("what is sealed is what RFC 9180 seals", async () => {
  const vectors = JSON.parse(read("rfc9180.json"));
  assert.equal(vectors.length, 2);
  for (const { aead_id, info, pkRm, skEm, pkEm, enc, plain, aad, sealed } of vectors) {
    const pair = await pairOf(pkEm, skEm);
    const made = await hpke(bytes(pkRm), bytes(info), bytes(aad), bytes(plain), { keyLength: aead_id === 2 ? 32 : 16, pair });
    assert.equal(hex(made.encapsulated), enc);
    assert.equal(hex(made.sealed), sealed);
  }
});

test("two sealings of the same words have nothing in common", async () => {
  const [{ pkRm }] = JSON.parse(read("rfc9180.json"));
  const words = new TextEncoder().encode("Möwen am Strom");
  const [one, other] = await Promise.all([0, 1].map(() => hpke(bytes(pkRm), new Uint8Array(1), new Uint8Array(1), words)));
  assert.notEqual(hex(one.encapsulated), hex(other.encapsulated));
  assert.notEqual(hex(one.sealed), hex(other.sealed));
});

test("a kiosk takes over the keys for which the voice that it knows speaks, and no others", async () => {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const [old, now, stranger] = await Promise.all([0, 1, 2].map(() => crypto.subtle.generateKey(curve, true, ["sign", "verify"])));
  const voiceOf = async ({ publicKey }) => base64url(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  const [before, voice] = await Promise.all([old, now].map(voiceOf));
  const seal = "for which it seals now";
  const word = new TextEncoder().encode(`wegmarken-kiosk-1|keys|7|0|${await sha256(`${seal}|${voice}`)}`);
  const by = async ({ privateKey }) =>
    base64url(new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, word)));
  const who = { kiosk: 7, seal: "for which it sealed", voice: before };
  const vouched = [await by(stranger), await by(old)];
  const next = { kiosk: 7, seal, voice, before: [before] };
  assert.deepEqual(await successor(who, { seal, voice, vouched }), next);
  assert.equal(await successor(next, { seal, voice, vouched }), null, "they are the same");
  assert.equal(await successor({ ...who, kiosk: 8 }, { seal, voice, vouched }), null, "said to another kiosk");
  assert.equal(await successor(who, { seal: "a stranger's", voice, vouched }), null);
  assert.equal(await successor(who, { seal, voice, vouched: [await by(stranger), await by(now), "", 7] }), null);
  for (const odd of [{}, { seal, voice }, { seal, voice, vouched: "all" }, { seal: 1, voice, vouched }]) {
    assert.equal(await successor(who, odd), null);
  }
});

test("a receipt has a code that the server knows as one of a kiosk", () => {
  // The same vector as in the rules (receipts.rs).
  assert.equal(receiptCode(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)), "K041-0610-50RF");
  assert.match(receiptCode(), /^K[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.notEqual(receiptCode(), receiptCode());
});

/** The mask of a code, from the bits beside its corner. */
function maskOf(grid) {
  const bits = [[0, 8], [1, 8], [2, 8], [3, 8], [4, 8]].map(([x, y]) => (grid[y][x] ? 1 : 0)).join("");
  return (Number.parseInt(bits, 2) ^ 0b10101) & 0b111;
}

test("a code is drawn as the server draws it", () => {
  for (const { address, rows } of JSON.parse(read("qr.json"))) {
    const grid = rows.map((row) => [...row].map((cell) => cell === "1"));
    const made = qr(address, maskOf(grid));
    assert.deepEqual(made?.map((row) => row.map((dark) => (dark ? "1" : "0")).join("")), rows, address);
  }
});

test("an address that is too long has no code, and a drawing has its quiet zone", () => {
  assert.equal(qr(`https://${"a".repeat(120)}.example`), null);
  const { path, side } = drawn(/** @type {boolean[][]} */ (qr("https://a.example")));
  assert.equal(side, 25 + 8);
  assert.ok(path.startsWith("M4 4h1v1h-1z"));
});

test("a pack opens when all of its parts are there, and reads each of them when it is asked for", () => {
  const part = (name, hash) => ({ name, hash, address: `/${name}` });
  const shown = { name: "", place: "", languages: ["de"], boards: [], pack: "1" };
  const parts = [part("listen", "a"), part("orte", "b"), part("/bilder/1/klein", "")];
  const kept = new Map([["a", '{"boards":[1]}'], ["b", "half of it"]]);
  const pack = opened({ ...shown, parts }, kept);
  assert.deepEqual(Object.keys(pack.content), ["listen", "orte"]);
  assert.equal(pack.content.listen, pack.content.listen, "read once");
  assert.deepEqual(pack.content.listen.boards, [1]);
  assert.throws(() => pack.content.orte);
  assert.equal(opened({ ...shown, parts: [...parts, part("worte-de", "c")] }, kept), undefined);
});

/** Finds digits, as the finder tells its places: kind, begin and end, one after the other. */
const digits = {
  found: (text) => Uint32Array.from([...text.matchAll(/[0-9][0-9\s]*[0-9]/g)].flatMap((one) => [0, one.index, one.index + one[0].length])),
};

test("what several texts hold is named once, in the order in which it stands there", () => {
  const all = foundIn(["🐦 unter 123", "erst 456, dann 123", ""], digits);
  assert.deepEqual(all, [{ kind: 0, words: "123" }, { kind: 0, words: "456" }]);
  assert.deepEqual(foundIn(["Mehr Bänke"], digits), []);
});

test("what was told is compared line by line, as the server does it", () => {
  assert.deepEqual(linesOf(foundIn(["0381 123\n4567"], digits)), ["0381 123", "4567"]);
});

/** A pack with these boards, of which the kiosk offers all but the last. */
const offering = (...boards) => ({ boards: boards.slice(0, -1).map(({ slug }) => slug), content: { listen: { boards } } });

test("a visitor chooses among the open boards of the kiosk, and is not asked where it is known", () => {
  const board = (slug, how = {}) => ({ slug, title: slug, open: true, guests: true, ends: null, ...how });
  const slugs = (pack, from) => boardsToWriteFor(pack, from).map(({ slug }) => slug);
  const [city, harbour, other] = ["stadt", "hafen", "strand"].map((slug) => board(slug));
  assert.deepEqual(slugs(offering(city, other)), ["stadt"]);
  assert.deepEqual(slugs(offering(city, harbour, other)), ["stadt", "hafen"]);
  assert.deepEqual(slugs(offering(city, harbour, other), "hafen"), ["hafen"]);
  assert.deepEqual(slugs(offering(city, harbour, other), "strand"), ["stadt", "hafen"], "the kiosk does not offer it");
  for (const closed of [{ open: false }, { guests: false }, { ends: 1 }]) {
    assert.deepEqual(slugs(offering(board("stadt", closed), harbour, other)), ["hafen"], JSON.stringify(closed));
    assert.deepEqual(slugs(offering(board("stadt", closed), other)), []);
  }
});

test("a board that begins is open from then on, whatever it was when the pack was made", () => {
  const hour = 60 * 60 * 1000;
  const board = (how) => ({ slug: "stadt", guests: true, ends: null, ...how });
  const isOffered = (how) => boardsToWriteFor(offering(board(how), board({ slug: "hafen" }))).length > 0;
  assert.equal(isOffered({ open: false, begins: Date.now() - hour }), true);
  assert.equal(isOffered({ open: false, begins: Date.now() + hour }), false);
  assert.equal(isOffered({ open: true, begins: 0, ends: Date.now() - 1 }), false);
  assert.equal(isOffered({ open: true }), true, "an older pack");
  assert.equal(isOffered({ open: false }), false, "an older pack");
});

test("a board that ends says until when", () => {
  const words = { open_until: "offen bis {date}" };
  assert.equal(until(words, "de", { ends: Date.UTC(2027, 5, 30, 12) }), "offen bis 30. Juni 2027");
  assert.equal(until(words, "de", { ends: null }), "");
});
