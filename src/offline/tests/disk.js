// The database of a device, without a browser: transactions are done one after the other, each as a whole, or not at all where
// nothing fits any more.

/** @typedef {{ result: any, onsuccess: (() => void) | null }} Asked */
/** Whoever opened it; what it asked for and is not on the disk when it dies never was. @typedef {{ isAlive: boolean }} Owner */

class Rows extends Map {
  /** The last number that was given; none is given twice. */
  last = 0;
  copy() {
    const rows = new Rows(this);
    rows.last = this.last;
    return rows;
  }
}

/** Numbers come before names. @param {any} a @param {any} b */
function orderOf(a, b) {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return typeof a === "number" ? a - b : a < b ? -1 : 1;
}

class Rooms {
  /** @param {Transaction} tx @param {string} name */
  constructor(tx, name) {
    this.tx = tx;
    this.name = name;
  }
  /** @param {(rows: Rows) => any} work */
  #read(work) {
    return this.tx.ask(() => work(this.tx.rows(this.name)));
  }
  /** @param {any} value @param {any} key @param {boolean} isNew */
  #write(value, key, isNew) {
    return this.tx.ask(() => {
      const rows = this.tx.written(this.name);
      const place = key ?? value.seq ?? 1 + Math.max(rows.last, ...rows.keys());
      const isTaken = key === undefined && [...rows.values()].some(({ id, seq }) => id !== undefined && id === value.id && seq !== place);
      if (isTaken || (isNew && rows.has(place))) throw new DOMException("It is there already.", "ConstraintError");
      if (this.tx.disk.isFull) throw new DOMException("The disk is full.", "QuotaExceededError");
      if (key === undefined) rows.last = Math.max(rows.last, place);
      rows.set(place, key === undefined ? Object.freeze({ ...value, seq: place }) : value);
      return place;
    });
  }

  /** @param {any} key */
  get(key) {
    return this.#read((rows) => rows.get(key));
  }
  /** @param {any} key */
  getKey(key) {
    return this.#read((rows) => (rows.has(key) ? key : undefined));
  }
  getAll() {
    return this.#read((rows) => [...rows.keys()].sort(orderOf).map((key) => rows.get(key)));
  }
  getAllKeys() {
    return this.#read((rows) => [...rows.keys()].sort(orderOf));
  }
  count() {
    return this.#read((rows) => rows.size);
  }
  /** @param {any} key */
  delete(key) {
    return this.tx.ask(() => void this.tx.written(this.name).delete(key));
  }
  /** @param {any} value @param {any} [key] */
  put(value, key) {
    return this.#write(value, key, false);
  }
  /** @param {any} value @param {any} [key] */
  add(value, key) {
    return this.#write(value, key, true);
  }
}

const nothing = () => {};

class Transaction {
  /** @type {unknown} */
  error = null;
  oncomplete = nothing;
  onabort = nothing;
  /** What it wrote. @type {Map<string, Rows>} */
  draft = new Map();
  /** @type {{ work: () => any, asked: Asked }[]} */
  #line = [];

  /** @param {Disk} disk @param {Owner} owner @param {boolean} isStrict */
  constructor(disk, owner, isStrict) {
    this.disk = disk;
    this.owner = owner;
    this.isStrict = isStrict;
  }

  /** @param {string} name */
  objectStore(name) {
    return new Rooms(this, name);
  }

  /** @param {string} name */
  rows(name) {
    return this.draft.get(name) ?? this.disk.rows(name);
  }

  /** @param {string} name */
  written(name) {
    const rows = this.draft.get(name) ?? this.disk.rows(name).copy();
    this.draft.set(name, rows);
    return rows;
  }

  /** @param {() => any} work */
  ask(work) {
    const asked = /** @type {Asked} */ ({ result: undefined, onsuccess: null });
    this.#line.push({ work, asked });
    return asked;
  }

  /** Does what was asked, and what is asked while it is done. */
  runs() {
    try {
      for (const { work, asked } of this.#line) {
        asked.result = work();
        asked.onsuccess?.();
      }
    } catch (error) {
      this.error = error;
    }
  }
}

export class Disk {
  /** @type {Map<string, Rows>} */
  stores = new Map();
  /** What is there after the power was cut. @type {Map<string, Rows>} */
  flushed = new Map();
  /** Nothing more fits. */
  isFull = false;
  /** Whether the connection breaks when this is to be kept, before or after it is. @type {(draft: Map<string, Rows>) => "" | "before" | "after"} */
  breaks = () => "";
  /** Looks at what is about to be kept. @param {Map<string, Rows>} _draft */
  keeps = (_draft) => {};
  /** @type {Transaction[]} */
  #line = [];

  /** @param {(work: () => void) => void} [later] When the next step is taken. */
  constructor(later = queueMicrotask) {
    this.later = later;
  }

  /** @param {string} name */
  rows(name) {
    const rows = this.stores.get(name) ?? new Rows();
    this.stores.set(name, rows);
    return rows;
  }

  open = () => this.openedBy({ isAlive: true });

  /** @param {Owner} owner */
  openedBy(owner) {
    const transaction = (/** @type {unknown} */ _names, /** @type {unknown} */ _mode, { durability = "relaxed" } = {}) => {
      const tx = new Transaction(this, owner, durability === "strict");
      if (owner.isAlive && this.#line.push(tx) === 1) this.#next();
      return tx;
    };
    const asked = { result: { transaction }, onsuccess: () => {} };
    queueMicrotask(() => asked.onsuccess());
    return asked;
  }

  #next() {
    const [tx] = this.#line;
    if (!tx) return;
    queueMicrotask(() => {
      if (tx.owner.isAlive) tx.runs();
      this.later(() => this.#ends(tx));
    });
  }

  /** @param {Transaction} tx */
  #ends(tx) {
    // The power was cut meanwhile.
    if (this.#line[0] !== tx) return;
    this.#line.shift();
    if (tx.owner.isAlive) {
      const broken = tx.error ? "before" : this.breaks(tx.draft);
      if (broken) tx.error ??= new DOMException("The connection was lost.", "UnknownError");
      if (broken !== "before") this.#keep(tx);
      this.later(() => tx.owner.isAlive && (tx.error ? tx.onabort() : tx.oncomplete()));
    }
    this.#next();
  }

  /** @param {Transaction} tx */
  #keep({ draft, isStrict }) {
    if (draft.size === 0) return;
    this.keeps(draft);
    for (const [name, rows] of draft) this.stores.set(name, rows);
    // What was written before comes onto the disk with it.
    if (isStrict) this.flush();
  }

  /** As soon as something of this store is to be kept, once. @param {string} name @param {"before" | "after"} when */
  breaksAt(name, when) {
    this.breaks = (draft) => {
      if (!draft.has(name)) return "";
      this.breaks = () => "";
      return when;
    };
  }

  flush() {
    this.flushed = new Map(this.stores);
  }

  /** Whoever opened it is dead. */
  cutPower() {
    this.stores = new Map(this.flushed);
    this.#line = [];
  }
}
