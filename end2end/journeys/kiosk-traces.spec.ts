// The search by which it is known that a kiosk keeps nothing: it finds a word however a browser may have put it away. No browser
// is asked here; that it looks where real ones do is shown where they are (expectSearched).

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { traces } from "../support/traces";

const WORD = "Quappenzander";
const TEXT = `Am Hafen steht ${WORD} – und mehr als das.`;

/** Bytes that mean nothing, before and behind. */
const amid = (bytes: Buffer) => Buffer.concat([Buffer.from("vorher \x1f\x8b\x08 x\x9c "), bytes, Buffer.from(" nachher")]);

/** Packed with Snappy: the second half of the word is said to stand further in front. */
const SNAPPED = (() => {
  const literal = Buffer.from(`zander ${WORD.slice(0, 7)}`);
  return Buffer.concat([Buffer.from([20, (literal.length - 1) << 2]), literal, Buffer.from([((6 - 1) << 2) | 2, literal.length, 0])]);
})();

/** A table of LevelDB with one block, which is packed. */
const TABLE = (() => {
  const index = Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from("k"), Buffer.from([0, SNAPPED.length]), Buffer.from([0, 0, 0, 0, 1, 0, 0, 0])]);
  const check = Buffer.alloc(4);
  const blocks = Buffer.concat([SNAPPED, Buffer.from([1]), check, index, Buffer.from([0]), check]);
  const foot = Buffer.alloc(48);
  foot.set([0, 0, SNAPPED.length + 5, index.length]);
  foot.write("57fb808b247547db", 40, "hex");
  return Buffer.concat([blocks, foot]);
})();

/** A log of LevelDB whose record goes on in the next block. */
const LOG = (() => {
  const head = (length: number, kind: number) => Buffer.from([0, 0, 0, 0, length & 255, length >> 8, kind]);
  const first = Buffer.from(WORD.slice(0, 5).padStart(32_768 - 7, "."));
  const rest = Buffer.from(WORD.slice(5));
  return Buffer.concat([head(first.length, 2), first, head(rest.length, 4), rest]);
})();

/** An entry of the cache of the network, with the answer as it came. */
const ENTRY = (() => {
  const name = Buffer.from("1/0/_dk_http://localhost http://localhost/kiosk");
  const head = Buffer.alloc(24);
  head.write("305c72a71b6dfbfc", 0, "hex");
  head.writeUInt32LE(name.length, 12);
  return Buffer.concat([head, name, brotliCompressSync(TEXT), Buffer.from("\x01\x02\0HTTP/1.1 200\0content-encoding: br\0vary: accept\0")]);
})();

const base64 = (before: string) => Buffer.from(Buffer.from(before + TEXT).toString("base64"));
const turned = () => Buffer.from(TEXT, "utf16le").swap16();

const HIDDEN: [what: string, name: string, bytes: Buffer][] = [
  ["as it is", "a", amid(Buffer.from(TEXT))],
  ["in two bytes each", "a", amid(Buffer.from(TEXT, "utf16le"))],
  ["in two bytes each, turned around, as a key of IndexedDB", "a", amid(turned())],
  ["in base64 at the first alignment", "a", base64("")],
  ["in base64 at the second alignment", "a", base64("x")],
  ["in base64 at the third alignment", "a", base64("xx")],
  ["in two bytes each in base64", "a", Buffer.from(Buffer.from(`x${TEXT}`, "utf16le").toString("base64"))],
  ["in gzip", "a", amid(gzipSync(TEXT))],
  ["in gzip that was cut off", "a", gzipSync(TEXT.repeat(50)).subarray(0, -9)],
  ["in zlib", "a", amid(deflateSync(TEXT))],
  ["in zlib at its hardest", "a", amid(deflateSync(TEXT, { level: 9 }))],
  ["in gzip with a name", "a", Buffer.concat([Buffer.from("1f8b0808000000000003", "hex"), Buffer.from("name\0"), deflateRawSync(TEXT)])],
  ["in an answer in brotli", "a", ENTRY],
  ["in a packed block of LevelDB", "000005.ldb", TABLE],
  ["in a log of LevelDB, cut by its blocks", "000003.log", LOG],
  ["in a packed value of IndexedDB", "a", amid(Buffer.concat([Buffer.from([0xff, 0x11, 0x02]), SNAPPED]))],
  ["in gzip inside of a packed value", "a", amid(gzipSync(amid(deflateSync(TEXT))))],
];

/** A folder that is there meanwhile. */
function inFolder(look: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "wegmarken-spuren-"));
  try {
    look(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("a word is found however it was put away, and one that is not there is not", () => {
  for (const [what, name, bytes] of HIDDEN) {
    inFolder((folder) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      expect(traces(folder, WORD), what).toEqual([path]);
      expect(traces(folder, "Steinbutt", WORD), what).toEqual([path]);
      expect(traces(folder, "Steinbutt"), what).toEqual([]);
    });
  }
});

test("a word is found in base64 as addresses have it, where two signs are others", () => {
  inFolder((folder) => {
    writeFileSync(join(folder, "a"), Buffer.from("Wo??? Was>>>").toString("base64url"));
    expect(traces(folder, "Wo??? Was>>>")).toEqual([join(folder, "a")]);
  });
});

test("what is too short to be rare is not looked for, and what holds another word is found with it", () => {
  inFolder((folder) => {
    writeFileSync(join(folder, "a"), `${WORD} 307`);
    expect(traces(folder, "307")).toEqual([]);
    expect(traces(folder, `${WORD} am Strand`)).toEqual([]);
    expect(traces(folder, `${WORD} am Strand`, WORD)).toEqual([join(folder, "a")]);
  });
});
