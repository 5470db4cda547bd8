// The way between a device and the server: it loses, delays, doubles, reorders, cuts and makes things up.

import { Answer } from "./answer.js";

/** @typedef {import("./world.js").World} World */
/** @typedef {import("./server.js").Request} Request */
/** @typedef {{ process: import("./process.js").Process, done: (answer: Answer) => void, fail: (why: Error) => void, isOver: boolean }} Asking */

export class Network {
  /** Whose cookie goes along. */
  who = "";
  isAway = false;
  /** How often something goes wrong. */
  rage = 0;
  /** True answers of before, which somebody may give again. @type {Answer[]} */
  #heard = [];
  /** Errors of the server that arrived, by the id of the record. @type {Map<string, number>} */
  errors = new Map();

  /** @param {World} world @param {import("./server.js").Server} server */
  constructor(world, server) {
    this.world = world;
    this.server = server;
  }

  /**
   * @param {import("./process.js").Process} process
   * @param {any} asked A request, or an address.
   * @param {{ body?: string, headers?: any, signal?: { millis: number } }} [how]
   * @returns {Promise<Answer>}
   */
  fetch(process, asked, { body = "", headers, signal } = {}) {
    const path = new URL(asked.url ?? asked, "https://x.example").pathname;
    const id = (headers?.get ? headers.get("idempotency-key") : null) ?? (body.startsWith("{") ? (JSON.parse(body).id ?? null) : null);
    const request = { path, body, id, who: this.who };
    return new Promise((done, fail) => {
      if (!process.touches()) return;
      const asking = { process, done, fail, isOver: false };
      if (signal) this.world.after(signal.millis, () => this.#breaks(asking, "TimeoutError"));
      this.#goes(request, asking);
    });
  }

  /** @param {Request} request @param {Asking} asking */
  #goes(request, asking) {
    const { chance } = this.world;
    const way = chance.between(2, 300);
    if (this.isAway) return this.world.after(way, () => this.#breaks(asking, "no network"));
    const fate = chance.is(this.rage) ? chance.one(["lost", "late", "twice", "portal", "portal", "deaf", "cut", "forged", "forged"]) : "fine";
    if (fate !== "fine") this.world.tell(`${request.path} ${request.id?.slice(0, 6) ?? ""}: ${fate}`);
    if (fate === "lost") return this.world.after(chance.between(0, 40_000), () => this.#breaks(asking, "lost"));
    if (fate === "portal") return this.world.after(way, () => this.#comes(request, this.#madeUp(request), asking));
    const reaches = (/** @type {(answer: Answer | null) => void} */ told) => this.server.receives(request, told);
    const delay = fate === "late" ? chance.between(1_000, 60_000) : way;
    // The other one may come when all is over.
    if (fate === "twice") this.world.after(chance.between(0, 600_000), () => reaches(() => {}));
    this.world.after(delay, () => reaches((answer) => this.world.after(chance.between(2, 300), () => this.#back(request, fate, answer, asking))));
  }

  /** @param {Request} request @param {string} fate @param {Answer | null} answer @param {Asking} asking */
  #back(request, fate, answer, asking) {
    const { chance } = this.world;
    if (answer === null && chance.is(0.5)) return this.#breaks(asking, "refused");
    if (answer === null) return this.#comes(request, new Answer("Bad Gateway", { status: chance.one([502, 503]) }), asking);
    if (fate === "deaf") return this.#breaks(asking, "reset");
    if (fate === "cut") return this.#comes(request, new Answer(answer.body?.slice(0, -7), { ...answer, isCut: chance.is(0.5) }), asking);
    if (fate === "forged") return this.#comes(request, this.#forged(request, answer), asking);
    this.#heard.push(answer);
    this.#comes(request, answer, asking);
  }

  /** In the place of a true answer. @param {Request} request @param {Answer} answer */
  #forged(request, answer) {
    const { chance } = this.world;
    const { body } = answer;
    const changed = body?.replace("/beleg/X", "/beleg/Y").replace(/refused/, "accepted") ?? null;
    return chance.one([
      () => new Answer(body, { ...answer, status: chance.one([201, 500, 503]) }),
      () => new Answer(changed === body ? "{}" : changed, answer),
      () => this.#madeUp(request),
    ])();
  }

  /** By somebody who knows nothing of the server. @param {Request} request */
  #madeUp({ id, path, body }) {
    const { chance, crypto } = this.world;
    const html = { "content-type": "text/html" };
    const page = (/** @type {number} */ status) => new Answer("<h1>Willkommen im Hotel</h1>", { status, headers: { ...html, "x-wegmarken-signed-in": "1" } });
    const { number = 0, kiosk = 0 } = path.startsWith("/api/v1/") ? JSON.parse(body) : {};
    const signature = crypto.signed(`wegmarken-kiosk-1|record|${kiosk}|${number}`, "strangers");
    const returned = crypto.signed(`wegmarken-form-1|${id}|returned`, "strangers");
    return chance.one([
      () => page(200),
      () => page(chance.one([403, 404, 407, 429])),
      () => new Answer("", { status: chance.one([500, 502, 503]), headers: { "retry-after": chance.one(["5", "100000", "bald"]) } }),
      Answer.elsewhere,
      () => Answer.of({ code: "other_account" }, { status: 403 }),
      () => Answer.of({ code: "no_kiosk" }, { status: 401 }),
      () => Answer.of({ ok: true, id, number, outcome: "accepted", detail: "/beleg/X", signature }),
      () => new Answer("<main>", { status: 422, headers: { ...html, "x-wegmarken-returned": returned } }),
      () => (this.#heard.length ? chance.one(this.#heard) : page(200)),
    ])();
  }

  /** @param {Request} request @param {Answer} answer @param {Asking} asking */
  #comes({ id }, answer, asking) {
    const { process, done } = asking;
    asking.isOver = true;
    if (id && answer.status >= 500) this.errors.set(id, (this.errors.get(id) ?? 0) + 1);
    if (process.touches()) done(answer);
  }

  /** @param {Asking} asking @param {string} why */
  #breaks(asking, why) {
    if (asking.process.isAlive && !asking.isOver) asking.fail(new TypeError(why));
    asking.isOver = true;
  }
}
