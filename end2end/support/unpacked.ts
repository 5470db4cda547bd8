// What stands in a file of a browser and cannot be read in its bytes as they lie there: blocks of LevelDB, which are packed with
// Snappy or cut by headers, values that IndexedDB packs itself, and answers that the cache of the network keeps as they came.
// Cache Storage keeps its answers unpacked. What is encrypted stays closed: Chromium does that to cookies and passwords alone.

import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from "node:zlib";

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
/** The four that zlib writes, by how hard it tried. */
const ZLIB = [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level]));
/** Before a value of IndexedDB that is packed with Snappy. */
const PACKED_VALUE = Buffer.from([0xff, 0x11, 0x02]);
/** At the end of a table of LevelDB. */
const TABLE = Buffer.from("57fb808b247547db", "hex");
/** At the beginning of an entry of the cache. */
const ENTRY = Buffer.from("305c72a71b6dfbfc", "hex");
const ENTRY_HEAD = 24;
/** LevelDB writes its log in blocks, and each piece of a record after a head of its own. */
const LOG_BLOCK = 32_768;
const LOG_HEAD = 7;

/** Everything that can be unpacked out of these bytes, and out of what was unpacked of them. */
export function* unpacked(bytes: Buffer, depth = 2): Generator<Buffer> {
  if (depth === 0) return;
  for (const one of packedIn(bytes)) {
    if (one.length === 0) continue;
    yield one;
    yield* unpacked(one, depth - 1);
  }
}

function* packedIn(bytes: Buffer): Generator<Buffer> {
  // One that was cut off is read as far as it goes.
  const finishFlush = constants.Z_SYNC_FLUSH;
  for (const at of placesOf(GZIP, bytes)) yield tried(() => inflateRawSync(bytes.subarray(afterHead(bytes, at)), { finishFlush }));
  for (const mark of ZLIB) for (const at of placesOf(mark, bytes)) yield tried(() => inflateSync(bytes.subarray(at), { finishFlush }));
  for (const at of placesOf(PACKED_VALUE, bytes)) yield tried(() => unsnapped(bytes.subarray(at + PACKED_VALUE.length)));
  if (bytes.subarray(-TABLE.length).equals(TABLE)) yield* tried(() => blocksOf(bytes), []);
  if (bytes.subarray(0, ENTRY.length).equals(ENTRY)) yield tried(() => brotliIn(bytes));
}

/** Of a log of LevelDB: its records without the heads that cut them. */
export function joined(log: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let block = 0; block < log.length; block += LOG_BLOCK) {
    const end = Math.min(block + LOG_BLOCK, log.length);
    for (let at = block; at + LOG_HEAD <= end; ) {
      const from = at + LOG_HEAD;
      at = from + log.readUInt16LE(at + 4);
      // Nothing but zeros: the rest of the block is empty.
      if (at === from) break;
      parts.push(log.subarray(from, Math.min(at, end)));
    }
  }
  return Buffer.concat(parts);
}

function* placesOf(mark: Buffer, bytes: Buffer): Generator<number> {
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) yield at;
}

/** Bytes that only look like something packed are nothing. */
function tried<T = Buffer>(unpack: () => T, otherwise = Buffer.alloc(0) as T): T {
  try {
    return unpack();
  } catch {
    return otherwise;
  }
}

/** Where what is packed with gzip begins: what follows it is none of it, and is no error. https://www.rfc-editor.org/rfc/rfc1952 */
function afterHead(bytes: Buffer, begin: number): number {
  const flags = bytes.readUInt8(begin + 3);
  let at = begin + 10;
  if (flags & 4) at += 2 + bytes.readUInt16LE(at);
  // A name, and a remark.
  for (const text of [8, 16]) if (flags & text) at = bytes.indexOf(0, at) + 1;
  return flags & 2 ? at + 2 : at;
}

/** Brotli has no mark of its own; the entry says behind the answer that it is one, and before it how long its name is. */
function brotliIn(entry: Buffer): Buffer {
  if (!/content-encoding:\s*br\b/i.test(entry.toString("latin1"))) return Buffer.alloc(0);
  return brotliDecompressSync(entry.subarray(ENTRY_HEAD + entry.readUInt32LE(12)), { finishFlush: constants.BROTLI_OPERATION_FLUSH });
}

/** https://github.com/google/leveldb/blob/main/doc/table_format.md */
function blocksOf(table: Buffer): Buffer[] {
  const foot = table.length - 48;
  // First where the index of the other index is, which has no data.
  const [, afterMeta] = handleAt(table, foot);
  const index = blockAt(table, handleAt(table, afterMeta)[0]);
  const end = index.length - 4 - 4 * index.readUInt32LE(index.length - 4);
  const blocks: Buffer[] = [index];
  for (let at = 0; at < end; ) {
    const [, afterShared] = varint(index, at);
    const [keyLength, afterKey] = varint(index, afterShared);
    const [valueLength, head] = varint(index, afterKey);
    const value = head + keyLength;
    blocks.push(tried(() => blockAt(table, handleAt(index, value)[0])));
    at = value + valueLength;
  }
  return blocks;
}

function blockAt(table: Buffer, [at, size]: [number, number]): Buffer {
  const block = table.subarray(at, at + size);
  return table.readUInt8(at + size) === 1 ? unsnapped(block) : block;
}

function handleAt(bytes: Buffer, at: number): [[number, number], number] {
  const [offset, next] = varint(bytes, at);
  const [size, end] = varint(bytes, next);
  return [[offset, size], end];
}

/** As far as it goes. https://github.com/google/snappy/blob/main/format_description.txt */
function unsnapped(bytes: Buffer): Buffer {
  const [length, begin] = varint(bytes, 0);
  if (length > 2 ** 28) return Buffer.alloc(0);
  const out = Buffer.alloc(length);
  let [at, end] = [begin, 0];
  while (at < bytes.length && end < length) {
    const tag = bytes.readUInt8(at++);
    let size = (tag >> 2) + 1;
    if ((tag & 3) === 0) {
      const more = Math.max(0, size - 60);
      if (at + more > bytes.length) break;
      if (more > 0) size = bytes.readUIntLE(at, more) + 1;
      at += more;
      end += bytes.copy(out, end, at, at + size);
      at += size;
      continue;
    }
    const width = [0, 1, 2, 4][tag & 3] ?? 0;
    if (at + width > bytes.length) break;
    let back = bytes.readUIntLE(at, width);
    at += width;
    if (width === 1) {
      back += (tag >> 5) << 8;
      size = ((tag >> 2) & 7) + 4;
    }
    if (back === 0 || back > end) break;
    for (; size > 0 && end < length; size--, end++) out[end] = out[end - back] ?? 0;
  }
  return out.subarray(0, end);
}

function varint(bytes: Buffer, at: number): [number, number] {
  let value = 0;
  for (let weight = 1; ; weight *= 128) {
    const byte = bytes.readUInt8(at++);
    value += (byte & 127) * weight;
    if (byte < 128) return [value, at];
  }
}
