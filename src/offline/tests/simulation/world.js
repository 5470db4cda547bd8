// Time and chance of one story: both come from its seed, so that it happens again exactly as it did.

/** Numbers out of a seed (mulberry32). */
export class Chance {
  #state;
  /** @param {number} seed */
  constructor(seed) {
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  }
  /** At least 0, less than 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** @param {number} from @param {number} to Both may come. */
  between(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }
  /** @param {number} share */
  is(share) {
    return this.next() < share;
  }
  /** @template T @param {readonly T[]} all @returns {T} */
  one(all) {
    return /** @type {T} */ (all[Math.floor(this.next() * all.length)]);
  }
}

/** So long everything may happen; then the world lets a story settle. */
export const WILD = 180_000;

export class World {
  /** Counts evenly; what a clock on a wall shows is another matter. In milliseconds. */
  now = 0;
  /** What the clocks of devices show more than that. */
  clock = 1_795_000_000_000;
  /** The next one stands last. @type {{ at: number, work: () => unknown }[]} */
  #events = [];
  /** What happened, for whoever looks for the reason. @type {string[] | null} */
  told = null;

  /** @param {number} seed @param {import("./signing.js").Cryptography} crypto */
  constructor(seed, crypto) {
    this.seed = seed;
    this.chance = new Chance(seed);
    this.crypto = crypto;
  }

  /** @param {number} delay @param {() => unknown} work */
  after(delay, work) {
    const at = this.now + delay;
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {{ at: number }} */ (this.#events[middle]).at <= at) high = middle;
      else low = middle + 1;
    }
    this.#events.splice(low, 0, { at, work });
  }

  /** So many times at most, anywhere in the wild time. @param {number} most @param {() => void} work */
  sometimes(most, work) {
    for (let left = this.chance.between(0, most); left > 0; left--) this.after(this.chance.between(0, WILD), work);
  }

  /** @param {number} delay @returns {Promise<void>} */
  pause(delay) {
    return new Promise((done) => this.after(delay, done));
  }

  /** What comes next happens. Whoever asks again lets all that follows from it at once happen before. */
  goesOn() {
    const next = this.#events.pop();
    if (!next) return false;
    this.now = next.at;
    next.work();
    return true;
  }

  /** @param {string} what */
  tell(what) {
    this.told?.push(`${String(this.now).padStart(9)} ${what}`);
  }
}
