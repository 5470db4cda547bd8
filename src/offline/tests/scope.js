// What a worker reacts to, without a browser.

export const ORIGIN = "https://x.example";

/** As in a worker, an address may be a path. */
export class PathRequest {
  /** @param {string} address @param {{ cache?: string }} [how] */
  constructor(address, { cache = "default" } = {}) {
    this.url = new URL(address, ORIGIN).href;
    this.cache = cache;
  }
}

export class Scope {
  /** @type {Map<string, (event: any) => void>} */
  #listening = new Map();
  /** @type {Promise<unknown>[]} */
  #work = [];

  /** @param {string} kind @param {(event: any) => void} react */
  addEventListener = (kind, react) => void this.#listening.set(kind, react);

  /** @param {string} kind @param {object} [more] */
  happens(kind, more = {}) {
    const event = { ...more, /** @type {Promise<Response> | undefined} */ answer: undefined };
    Object.assign(event, {
      waitUntil: (/** @type {Promise<unknown>} */ work) => void this.#work.push(work),
      respondWith: (/** @type {Promise<Response>} */ answer) => void (event.answer = answer),
    });
    this.#listening.get(kind)?.(event);
    return event;
  }

  /** Until nothing is left to do that the browser would wait for. */
  async settles() {
    while (this.#work.length) await Promise.all(this.#work.splice(0));
  }

  /**
   * What the worker answers; nothing where it leaves the request to the browser.
   * @param {string} path
   * @param {object} [how]
   */
  ask(path, how = {}) {
    const request = { url: new URL(path, ORIGIN).href, method: "GET", mode: "navigate", headers: new Headers(), referrer: "", ...how };
    return this.happens("fetch", { request }).answer;
  }
}
