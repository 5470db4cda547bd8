// A short address as a QR code (ISO/IEC 18004: bytes, level M, versions 1 to 6), drawn on the device because the receipt has
// to be there without a network. The tests compare it with what the server draws.

/** For each version: codewords of data, codewords of correction in a block, blocks. */
const VERSIONS = [
  [16, 10, 1],
  [28, 16, 1],
  [44, 26, 1],
  [64, 18, 2],
  [86, 24, 2],
  [108, 16, 4],
];

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  EXP[i] = EXP[i + 255] = x;
  LOG[x] = i;
  x = x & 0x80 ? (x << 1) ^ 0x11d : x << 1;
}
const times = (/** @type {number} */ a, /** @type {number} */ b) =>
  a && b ? Number(EXP[Number(LOG[a]) + Number(LOG[b])]) : 0;

/** @param {number[]} data @param {number} count */
function correction(data, count) {
  let generator = [1];
  for (let i = 0; i < count; i++) {
    const next = new Array(generator.length + 1).fill(0);
    generator.forEach((factor, at) => {
      next[at] ^= factor;
      next[at + 1] ^= times(factor, Number(EXP[i]));
    });
    generator = next;
  }
  const rest = [...data, ...new Array(count).fill(0)];
  data.forEach((_, at) => {
    const lead = Number(rest[at]);
    generator.forEach((factor, i) => (rest[at + i] = Number(rest[at + i]) ^ times(factor, lead)));
  });
  return rest.slice(data.length);
}

/** @param {Uint8Array} bytes @param {number} capacity */
function codewords(bytes, capacity) {
  const bits = [...(0b0100).toString(2).padStart(4, "0"), ...bytes.length.toString(2).padStart(8, "0")];
  for (const byte of bytes) bits.push(...byte.toString(2).padStart(8, "0"));
  bits.push(..."0000".slice(0, Math.max(0, capacity * 8 - bits.length)));
  while (bits.length % 8) bits.push("0");
  const words = [];
  for (let at = 0; at < bits.length; at += 8) words.push(Number.parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let i = 0; words.length < capacity; i++) words.push(i % 2 ? 0x11 : 0xec);
  return words;
}

/** @param {number[]} words @param {number} count @param {number} blocks */
function interleaved(words, count, blocks) {
  const length = words.length / blocks;
  const parts = Array.from({ length: blocks }, (_, i) => words.slice(i * length, (i + 1) * length));
  const corrections = parts.map((part) => correction(part, count));
  const all = [];
  for (let i = 0; i < length; i++) for (const part of parts) all.push(Number(part[i]));
  for (let i = 0; i < count; i++) for (const part of corrections) all.push(Number(part[i]));
  return all;
}

const MASKS = /** @type {((x: number, y: number) => boolean)[]} */ ([
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]);

/** Level M and the mask, with their own correction. @param {number} mask */
function format(mask) {
  let rest = mask << 10;
  for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  return ((mask << 10) | rest) ^ 0x5412;
}

/** What is the same in every code of a size; `null` is free. @param {number} version */
function frame(version) {
  const size = 17 + 4 * version;
  /** @type {(boolean | null)[][]} */
  const grid = Array.from({ length: size }, () => new Array(size).fill(null));
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  for (const [left, top] of /** @type {[number, number][]} */ ([[0, 0], [size - 7, 0], [0, size - 7]]))
    for (let y = -1; y <= 7; y++)
      for (let x = -1; x <= 7; x++) {
        const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
        set(left + x, top + y, ring !== 2 && ring !== 4);
      }
  if (version > 1) {
    const middle = size - 7;
    for (let y = -2; y <= 2; y++)
      for (let x = -2; x <= 2; x++) set(middle + x, middle + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
  }
  for (let i = 8; i < size - 8; i++) {
    set(i, 6, i % 2 === 0);
    set(6, i, i % 2 === 0);
  }
  return grid;
}

/** @param {(boolean | null)[][]} grid @param {number} mask */
function writeFormat(grid, mask) {
  const size = grid.length;
  const bits = format(mask);
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    const row = grid[y];
    if (row) row[x] = dark;
  };
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1;
    // Beside the upper left corner, and again beside the two others.
    if (i < 6) set(8, i, dark);
    else if (i < 8) set(8, i + 1, dark);
    else if (i === 8) set(7, 8, dark);
    else set(14 - i, 8, dark);
    if (i < 8) set(size - 1 - i, 8, dark);
    else set(8, size - 15 + i, dark);
  }
  set(8, size - 8, true);
}

/** @param {(boolean | null)[][]} grid @param {number[]} words @param {number} mask */
function fill(grid, words, mask) {
  const size = grid.length;
  const at = /** @type {(x: number, y: number) => boolean} */ (MASKS[mask]);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = (right + 1) & 2 ? step : size - 1 - step;
      for (const x of [right, right - 1]) {
        const row = grid[y];
        if (!row || row[x] !== null) continue;
        const word = words[bit >> 3] ?? 0;
        row[x] = (((word >> (7 - (bit & 7))) & 1) === 1) !== at(x, y);
        bit++;
      }
    }
  }
}

/** How hard a code is to read. @param {(boolean | null)[][]} grid */
function penalty(grid) {
  const size = grid.length;
  let sum = 0;
  let dark = 0;
  const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x] ?? false))];
  for (const line of lines) {
    const text = line.map((cell) => (cell ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    for (let i = 0; i + 11 <= size; i++) {
      const part = text.slice(i, i + 11);
      if (part === "10111010000" || part === "00001011101") sum += 40;
    }
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const cell = grid[y]?.[x];
      if (cell) dark++;
      if (x + 1 < size && y + 1 < size && cell === grid[y]?.[x + 1] && cell === grid[y + 1]?.[x] && cell === grid[y + 1]?.[x + 1]) sum += 3;
    }
  return sum + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}

/**
 * @param {string} address
 * @param {number} [wanted] A mask; by itself the one that reads best.
 * @returns {boolean[][] | null} Nothing where it is too long.
 */
export function qr(address, wanted) {
  const bytes = new TextEncoder().encode(address);
  const index = VERSIONS.findIndex(([capacity = 0]) => bytes.length + 2 <= capacity);
  const found = VERSIONS[index];
  if (!found) return null;
  const [capacity = 0, count = 0, blocks = 1] = found;
  const words = interleaved(codewords(bytes, capacity), count, blocks);
  let best = null;
  let least = Infinity;
  for (let mask = 0; mask < MASKS.length; mask++) {
    if (wanted !== undefined && mask !== wanted) continue;
    const grid = frame(index + 1);
    writeFormat(grid, mask);
    fill(grid, words, mask);
    const cost = penalty(grid);
    if (cost < least) [best, least] = [grid, cost];
  }
  return /** @type {boolean[][] | null} */ (best);
}

/** Scanners need this much white around. */
const QUIET = 4;

/** The code as the path of a drawing, and the side of it. @param {boolean[][]} grid */
export function drawn(grid) {
  let path = "";
  grid.forEach((row, y) => row.forEach((dark, x) => (path += dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")));
  return { path, side: grid.length + 2 * QUIET };
}
