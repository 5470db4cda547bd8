// Requests and answers, as little of them as our modules look at: a story has hundreds.

export class Headers {
  /** @type {Map<string, string>} */
  #all;
  /** @param {Record<string, string> | Headers} [from] */
  constructor(from = {}) {
    this.#all = new Map(from instanceof Headers ? from.#all : Object.entries(from));
  }
  /** @param {string} name */
  get(name) {
    return this.#all.get(name) ?? null;
  }
  /** @param {string} name */
  has(name) {
    return this.#all.has(name);
  }
  /** @param {string} name @param {string} value */
  set(name, value) {
    this.#all.set(name, value);
  }
}

/** @typedef {{ status?: number, headers?: Record<string, string> | Headers, type?: string, isCut?: boolean }} How */

export class Answer {
  /** @param {string | null} body @param {How} [how] */
  constructor(body = null, { status = 200, headers = {}, type = "basic", isCut = false } = {}) {
    this.body = body;
    this.status = status;
    this.headers = new Headers(headers);
    this.type = type;
    this.isCut = isCut;
  }
  static redirect = (/** @type {string} */ location, /** @type {number} */ status) => new Answer(null, { status, headers: { location }, type: "default" });
  static error = () => new Answer(null, { status: 0, type: "error" });
  /** A redirect that nobody follows. */
  static elsewhere = () => new Answer(null, { status: 0, type: "opaqueredirect" });
  /** @param {unknown} value @param {How} [how] */
  static of = (value, how) => new Answer(JSON.stringify(value), how);

  async text() {
    if (this.isCut) throw new TypeError("the connection was cut");
    return this.body ?? "";
  }
  async json() {
    return JSON.parse(await this.text());
  }
  async formData() {
    return new URLSearchParams(await this.text());
  }
  clone() {
    return this;
  }
}
