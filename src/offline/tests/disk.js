// The database of a device, without a browser: a transaction is done as a whole, or not at all where nothing fits any more.

/** @typedef {Map<any, any>} Rows */

const orderOf = (/** @type {any} */ a, /** @type {any} */ b) => (typeof a === "number" ? a - b : a < b ? -1 : 1);

class Rooms {
  /** @param {Rows} rows @param {boolean} isFull */
  constructor(rows, isFull) {
    this.rows = rows;
    this.isFull = isFull;
  }
  get keys() {
    return [...this.rows.keys()].sort(orderOf);
  }
  get = (/** @type {any} */ key) => ({ result: this.rows.get(key) });
  getKey = (/** @type {any} */ key) => ({ result: this.rows.has(key) ? key : undefined });
  getAll = () => ({ result: this.keys.map((key) => this.rows.get(key)) });
  getAllKeys = () => ({ result: this.keys });
  count = () => ({ result: this.rows.size });
  delete = (/** @type {any} */ key) => ({ result: void this.rows.delete(key) });
  put = (/** @type {any} */ value, /** @type {any} */ key) => {
    if (this.isFull) throw new DOMException("The disk is full.", "QuotaExceededError");
    const place = key ?? value.seq ?? 1 + Math.max(0, ...this.keys);
    this.rows.set(place, key === undefined ? { ...value, seq: place } : value);
    return { result: place };
  };
  add = (/** @type {any} */ value, /** @type {any} */ key) => {
    if (this.rows.has(key)) throw new DOMException("It is there already.", "ConstraintError");
    return this.put(value, key);
  };
}

export class Disk {
  /** @type {Map<string, Rows>} */
  stores = new Map();
  /** Nothing more fits. */
  isFull = false;

  /** @param {string} name */
  rows(name) {
    const rows = this.stores.get(name) ?? new Map();
    this.stores.set(name, rows);
    return rows;
  }

  open = () => {
    const asked = { result: { transaction: this.#transaction }, onsuccess: () => {} };
    queueMicrotask(() => asked.onsuccess());
    return asked;
  };

  #transaction = () => {
    const before = new Map([...this.stores].map(([name, rows]) => [name, new Map(rows)]));
    const tx = {
      error: /** @type {unknown} */ (null),
      oncomplete: () => {},
      onabort: () => {},
      objectStore: (/** @type {string} */ name) => {
        const rooms = new Rooms(this.rows(name), this.isFull);
        return new Proxy(rooms, { get: (_, what) => tried(/** @type {any} */ (rooms)[what]) });
      },
    };
    const tried = (/** @type {(...how: any[]) => any} */ work) => (/** @type {any[]} */ ...how) => {
      try {
        return work(...how);
      } catch (error) {
        tx.error = error;
        return {};
      }
    };
    queueMicrotask(() => {
      if (!tx.error) return tx.oncomplete();
      this.stores = before;
      tx.onabort();
    });
    return tx;
  };
}
