// The rows of a table out of a SQLite database that is one whole file, past the program that wrote them: what the server says of
// itself is not asked, and no other program has to be there. https://www.sqlite.org/fileformat2.html

import { readFileSync } from "node:fs";

export type Row = Record<string, string | number | null>;

/** What is on a page that leads to others, and on one that has rows. */
const INTERIOR = 0x05;
const LEAF = 0x0d;

export class Rows {
  readonly #file: Buffer;
  readonly #page: number;
  readonly #usable: number;

  constructor(path: string) {
    this.#file = readFileSync(path);
    const size = this.#file.readUInt16BE(16);
    this.#page = size === 1 ? 65_536 : size;
    this.#usable = this.#page - this.#file.readUInt8(20);
  }

  /** All of them, in the order of their ids. */
  of(table: string): Row[] {
    const schema = this.#records(1).find(({ values: [kind, name] }) => kind === "table" && name === table);
    if (!schema) throw new Error(`There is no table ${table}`);
    const [, , , root, sql] = schema.values;
    // Not what a reference or a rule names: behind that stands no type.
    const names = [...String(sql).matchAll(/[(,]\s*"(\w+)"\s+\w/g)].map(([, name]) => name ?? "");
    // The id stands beside the record; a column that came later is missing in older ones.
    return this.#records(Number(root)).map(({ id, values }) =>
      Object.fromEntries(names.map((name, at) => [name, name === "id" ? id : (values[at] ?? null)])),
    );
  }

  #records(number: number): { id: number; values: (string | number | null)[] }[] {
    const begin = (number - 1) * this.#page;
    const head = begin + (number === 1 ? 100 : 0);
    const kind = this.#file.readUInt8(head);
    if (kind !== INTERIOR && kind !== LEAF) throw new Error(`Page ${number} is of no table`);
    const cells = Array.from({ length: this.#file.readUInt16BE(head + 3) }, (_, at) =>
      begin + this.#file.readUInt16BE(head + (kind === LEAF ? 8 : 12) + 2 * at),
    );
    if (kind === INTERIOR) {
      const below = [...cells.map((cell) => this.#file.readUInt32BE(cell)), this.#file.readUInt32BE(head + 8)];
      return below.flatMap((page) => this.#records(page));
    }
    return cells.map((cell) => {
      const [length, afterLength] = varint(this.#file, cell);
      const [id, at] = varint(this.#file, afterLength);
      return { id, values: valuesOf(this.#payload(at, length)) };
    });
  }

  /** What is too long for a page goes on in others. */
  #payload(at: number, length: number): Buffer {
    const most = this.#usable - 35;
    if (length <= most) return this.#file.subarray(at, at + length);
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const even = least + ((length - least) % (this.#usable - 4));
    const here = even <= most ? even : least;
    const parts = [this.#file.subarray(at, at + here)];
    let left = length - here;
    for (let next = this.#file.readUInt32BE(at + here); next !== 0 && left > 0; ) {
      const page = (next - 1) * this.#page;
      const part = this.#file.subarray(page + 4, page + 4 + Math.min(left, this.#usable - 4));
      parts.push(part);
      left -= part.length;
      next = this.#file.readUInt32BE(page);
    }
    return Buffer.concat(parts);
  }
}

function valuesOf(record: Buffer): (string | number | null)[] {
  const [headLength, first] = varint(record, 0);
  const values: (string | number | null)[] = [];
  for (let at = first, body = headLength; at < headLength; ) {
    const [kind, next] = varint(record, at);
    at = next;
    const size = kind >= 12 ? (kind - 12) >> 1 : ([0, 1, 2, 3, 4, 6, 8, 8][kind] ?? 0);
    if (kind >= 12) values.push(record.toString(kind % 2 ? "utf8" : "hex", body, body + size));
    else if (kind === 0) values.push(null);
    else if (kind >= 8) values.push(kind - 8);
    else if (kind === 7) values.push(record.readDoubleBE(body));
    else values.push(size === 8 ? Number(record.readBigInt64BE(body)) : record.readIntBE(body, size));
    body += size;
  }
  return values;
}

/** A number of one to nine bytes, and where it ends. */
function varint(bytes: Buffer, at: number): [number, number] {
  let value = 0;
  for (let length = 1; ; length++) {
    const byte = bytes.readUInt8(at++);
    if (length === 9) return [value * 256 + byte, at];
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, at];
  }
}
