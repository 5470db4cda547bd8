// The server as a small machine: what it accepted stands in its database, and nothing else outlives it. Its rules are those of
// src/store/outbox.rs: an id counts once, with the content with which it came first.

import { Answer } from "./answer.js";
import { hash } from "./signing.js";

/** @typedef {import("./world.js").World} World */
/** @typedef {{ hash: string, outcome: "accepted" | "refused", detail: string }} Decided */
/** @typedef {{ path: string, body: string, id: string | null, who: string }} Request */

/** A mechanism that is switched off. @typedef {"forgets ids" | "answers first" | ""} Fault */

/** Pieces of a text by which a story says what the server makes of it. */
export const INVALID = "zu kurz";
export const ASKS = "0381";
export const CLOSED = "geschlossen";
export const POISON = "gift";

export class Server {
  /** What became of each record, by its id. @type {Map<string, Decided>} */
  decided = new Map();
  /** What came with an id that had another content. @type {string[]} */
  conflicts = [];
  /** Ids of forms of which it signed that they came back. @type {Set<string | null>} */
  returned = new Set();
  /** Texts of comments by the ids of their forms. @type {Map<string, string>} */
  #forms = new Map();
  /** What counts, in the order in which it was accepted. @type {{ text: string, who: string }[]} */
  effects = [];
  /** Records of kiosks by kiosk, number and hash. @type {Map<string, { kiosk: number, number: number, record: string, text: string }>} */
  numbered = new Map();
  /** Kiosks from which nothing is taken. @type {Set<number>} */
  revoked = new Set();
  isUp = true;
  /** What was closed takes something again. */
  isOpen = false;
  /** Of the one that runs now; what a killed one had begun is gone. */
  #life = 0;

  /** @param {World} world @param {Fault} [fault] */
  constructor(world, fault = "") {
    this.world = world;
    this.fault = fault;
  }

  ends() {
    this.world.tell("the server is killed");
    this.#life += 1;
    this.isUp = false;
  }

  /**
   * @param {Request} request
   * @param {(answer: Answer | null) => void} tell Nothing where nobody listens.
   */
  receives(request, tell) {
    const { chance } = this.world;
    if (!this.isUp) return tell(null);
    const life = this.#life;
    const alive = (/** @type {() => void} */ work) => () => (life === this.#life ? work() : tell(null));
    const commits = () => {
      const answer = this.#answerTo(request);
      this.world.after(chance.between(0, 30), alive(() => tell(answer())));
    };
    if (this.fault !== "answers first") return this.world.after(chance.between(1, 60), alive(commits));
    // A database that says that it has something before it does.
    const before = this.#copy();
    const answer = this.#answerTo(request)();
    this.world.after(chance.between(1, 60), alive(() => tell(answer)));
    this.world.after(5_000, () => life === this.#life || Object.assign(this, before));
  }

  #copy() {
    return { decided: new Map(this.decided), effects: [...this.effects], numbered: new Map(this.numbered) };
  }

  /** In one transaction. @param {Request} request @returns {() => Answer} What it says then. */
  #answerTo(request) {
    if (request.path === "/api/v1/outbox") return this.#record(JSON.parse(request.body), request.who);
    if (request.path === "/api/v1/kiosk/records") return this.#numbered(JSON.parse(request.body));
    if (request.path === "/api/fn/support") return this.#button(request);
    if (request.path.endsWith("/beitraege")) return this.#form(request);
    const headers = { "content-type": "text/html", "x-wegmarken-signed-in": request.who };
    return () => new Answer("<main>", { headers });
  }

  /** @param {any} record @param {string} who */
  #record({ id, kind, content, account = "" }, who) {
    if (account && account !== who) return () => Answer.of({ code: "other_account" }, { status: 403 });
    if (content.includes(POISON)) return () => new Answer("", { status: 500 });
    const { outcome, detail } = this.#decides(id, kind, content, who);
    const word = ["wegmarken-outbox-1", id, hash(content), outcome, detail].join("|");
    return () => Answer.of({ id, outcome, detail, signature: this.world.crypto.signed(word) });
  }

  /** @param {string} id @param {string} kind @param {string} content @param {string} who @returns {Pick<Decided, "outcome" | "detail">} */
  #decides(id, kind, content, who) {
    const made = hash(content);
    const known = this.fault === "forgets ids" ? undefined : this.decided.get(id);
    if (known?.hash === made) return known;
    if (known) {
      this.conflicts.push(content);
      return { outcome: "refused", detail: "conflict" };
    }
    const reason = this.#refuses(content);
    if (!reason) this.#takes(id, kind, JSON.parse(content), who);
    const decided = /** @type {Decided} */ ({ hash: made, outcome: reason ? "refused" : "accepted", detail: reason || "/beleg/X" });
    this.decided.set(id, decided);
    return decided;
  }

  /** @param {string} text */
  #refuses(text) {
    if (text.includes(INVALID)) return "invalid";
    return text.includes(CLOSED) && !this.isOpen ? "closed" : "";
  }

  /** @param {string} id @param {string} kind @param {any} content @param {string} who */
  #takes(id, kind, content, who) {
    if (kind === "comment") return this.#comments([content.form, id], content.text, who);
    const text = kind === "support" ? `support ${content.proposal}` : content.fields.title;
    // A person supports once.
    if (kind === "support" && this.effects.some((one) => one.text === text)) return true;
    this.effects.push({ text, who });
    return true;
  }

  /** Under the id of its form, or under its own where another one has that. @param {string[]} ids @param {string} text @param {string} who */
  #comments(ids, text, who) {
    for (const id of ids) {
      const known = this.fault === "forgets ids" ? undefined : this.#forms.get(id);
      if (known === text) return true;
      if (known !== undefined) continue;
      this.#forms.set(id, text);
      this.effects.push({ text, who });
      return true;
    }
    return false;
  }

  /** @param {Request} request */
  #form({ body, id, who }) {
    const form = new URLSearchParams(body);
    const text = form.get("text") ?? "";
    if (text.includes(POISON)) return () => new Answer("", { status: 500 });
    const word = `wegmarken-form-1|${id}|returned`;
    const returned = (/** @type {number} */ status) => () => {
      this.returned.add(id);
      const headers = { "content-type": "text/html", "x-wegmarken-returned": this.world.crypto.signed(word) };
      return new Answer("<main>", { status, headers });
    };
    if (this.#refuses(text)) return returned(422);
    if (text.includes(ASKS)) return returned(200);
    if (!this.#comments([form.get("einsendung") ?? ""], text, who)) return returned(409);
    return Answer.elsewhere;
  }

  /** @param {Request} request */
  #button({ body, who }) {
    this.#takes("", "support", JSON.parse(body), who);
    return () => Answer.of([1, true]);
  }

  /** @param {any} sent */
  #numbered({ kiosk, number, sealed, signature }) {
    const made = hash(sealed);
    const isSigned = this.world.crypto.isSigned(`wegmarken-kiosk-1|record|${kiosk}|${number}|${made}`, signature, "device");
    if (!isSigned || this.revoked.has(kiosk))
      return () => Answer.of({ code: "no_kiosk" }, { status: 401 });
    const { id, kind, content } = JSON.parse(JSON.parse(Buffer.from(sealed, "base64url").toString()).plain);
    this.numbered.set(`${kiosk} ${number} ${made}`, { kiosk, number, record: id, text: content });
    const { outcome } = this.#decides(id, kind, content, "");
    const word = `wegmarken-kiosk-1|record|${kiosk}|${number}|${made}|${outcome}`;
    return () => Answer.of({ number, outcome, signature: this.world.crypto.signed(word) });
  }
}
