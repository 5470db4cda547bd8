// Three texts become one: what was typed here and what was stored meanwhile, both changed from the same text.

/** From which part of the old text to which part of the new one. */
export type Change = { from: number; to: number; with: string[] };

const words = /\p{L}[\p{L}\p{N}\p{M}]*|\p{N}+|[^\S\n]+|\n|./gsu;

const split = (text: string): string[] => text.match(words) ?? [];

/** The shortest way from one list to the other (Myers). Beyond a sensible length the middle counts as one change. */
export function changes(old: readonly string[], now: readonly string[]): Change[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const a = old.slice(head, old.length - tail);
  const b = now.slice(head, now.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  const pairs = a.length === 0 || b.length === 0 ? [] : common(a, b);
  const found: Change[] = [];
  let [x, y] = [0, 0];
  for (const [i, j] of [...pairs, [a.length, b.length] as const]) {
    if (i > x || j > y) found.push({ from: head + x, to: head + i, with: b.slice(y, j) });
    [x, y] = [i + 1, j + 1];
  }
  return found;
}

const TOO_MANY = 1500;

/** Which parts stay, as pairs of places. */
function common(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const reach = new Map<number, number>([[1, 0]]);
  const trail: Map<number, number>[] = [];
  for (let d = 0; d <= Math.min(a.length + b.length, TOO_MANY); d++) {
    trail.push(new Map(reach));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) [x, y] = [x + 1, y + 1];
      reach.set(k, x);
      if (x >= a.length && y >= b.length) return walkBack(trail, a.length, b.length);
    }
  }
  return [];
}

function walkBack(trail: Map<number, number>[], width: number, height: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [width, height];
  for (let d = trail.length - 1; d >= 0; d--) {
    const reach = trail[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const before = down ? k + 1 : k - 1;
    const startX = d === 0 ? 0 : (reach.get(before) ?? 0);
    const startY = d === 0 ? 0 : startX - before;
    while (x > startX && y > startY && x > 0 && y > 0) {
      [x, y] = [x - 1, y - 1];
      pairs.push([x, y]);
    }
    [x, y] = [startX, startY];
  }
  return pairs.reverse();
}

/** Both texts in one, or nothing when both changed the same place. */
export function merged(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const old = split(base);
  const ours = changes(old, split(mine));
  const others = changes(old, split(theirs));
  const out: string[] = [];
  let at = 0;
  const take = (change: Change) => {
    out.push(...old.slice(at, change.from), ...change.with);
    at = change.to;
  };
  while (ours.length > 0 || others.length > 0) {
    const [a, b] = [ours[0], others[0]];
    if (a && b && a.from <= b.to && b.from <= a.to) {
      const isSame = a.from === b.from && a.to === b.to && a.with.join("") === b.with.join("");
      if (!isSame) return null;
      take(a);
      ours.shift();
      others.shift();
    } else if (a && (!b || a.from < b.from)) {
      take(a);
      ours.shift();
    } else if (b) {
      take(b);
      others.shift();
    }
  }
  return [...out, ...old.slice(at)].join("");
}

/** A start for the person who has to decide: what stays once, and where both differ, mine before theirs. */
export function bothBelow(base: string, mine: string, theirs: string): string {
  const joined = merged(base, mine, theirs);
  if (joined !== null) return joined;
  const [old, ours, others] = [base, mine, theirs].map((text) => text.split("\n")) as [string[], string[], string[]];
  const out: string[] = [];
  const left = changes(old, ours);
  const right = changes(old, others);
  let at = 0;
  while (left.length > 0 || right.length > 0) {
    const start = Math.min(left[0]?.from ?? Infinity, right[0]?.from ?? Infinity);
    let end = start;
    const [a, b]: [Change[], Change[]] = [[], []];
    for (;;) {
      if (left[0] && left[0].from <= end) a.push(left.shift() as Change);
      else if (right[0] && right[0].from <= end) b.push(right.shift() as Change);
      else break;
      end = Math.max(end, a.at(-1)?.to ?? 0, b.at(-1)?.to ?? 0);
    }
    out.push(...old.slice(at, start));
    const [one, two] = [played(old, start, end, a), played(old, start, end, b)];
    out.push(...(a.length > 0 ? one : []));
    if (b.length > 0 && one.join("\n") !== two.join("\n")) out.push(...(a.length > 0 ? [""] : []), ...two);
    at = end;
  }
  return [...out, ...old.slice(at)].join("\n");
}

function played(old: string[], from: number, to: number, all: Change[]): string[] {
  const out: string[] = [];
  let at = from;
  for (const change of all) {
    out.push(...old.slice(at, change.from), ...change.with);
    at = change.to;
  }
  return [...out, ...old.slice(at, to)];
}
