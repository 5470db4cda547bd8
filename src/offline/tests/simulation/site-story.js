// One story of a device that opens the site: people write, everything that can go wrong goes wrong, then it is calm, and what
// was promised is held against what is there.

import { Network } from "./network.js";
import { ASKS, CLOSED, INVALID, POISON, Server } from "./server.js";
import { hash } from "./signing.js";
import { SiteDevice } from "./site.js";
import { WILD } from "./world.js";
import { requestOf, textOf, writing } from "./writing.js";

/** @typedef {import("./writing.js").Writing} Writing */
/** @typedef {import("../../outbox.js").Entry} Entry */
/** @typedef {{ code: (all: Record<string, any>) => any, fault?: import("./server.js").Fault }} Setting */

const [ADA, JONA] = ["a".repeat(32), "b".repeat(32)];
const DAY = 24 * 60 * 60 * 1000;

/** After so many errors in a row a record lets others pass: see sender.js. */
const HOPELESS = 20;

export class SiteStory {
  /** @type {Writing[]} */
  writings = [];
  /** What is not as it was promised. @type {string[]} */
  broken = [];
  /** Records that left the device by the server's word or by their writers' will. @type {Set<string>} */
  #free = new Set();
  /** Ids of the records of each writing. @type {Map<string, string[]>} */
  #ids = new Map();
  /** For whom it was written. @type {Map<string, string>} */
  #accounts = new Map();
  isOver = false;

  /** @param {import("./world.js").World} world @param {Setting} setting */
  constructor(world, { code, fault }) {
    this.world = world;
    this.server = new Server(world, fault);
    this.network = new Network(world, this.server);
    this.device = new SiteDevice(world, this.network, code);
    this.device.disk.keeps = (draft) => this.#watch(draft.get("entries"));
    this.#plan();
    world.after(WILD, () => void this.#settles());
  }

  /** Nothing leaves the disk, and no text, without the server's word for that id and that text. @param {Map<number, Entry> | undefined} rows */
  #watch(rows) {
    if (!rows) return;
    for (const [seq, before] of this.device.disk.rows("entries")) {
      const after = rows.get(seq);
      if (after?.content || !before.content) continue;
      const decided = this.server.decided.get(before.id);
      const isDecided = decided?.hash === hash(before.content) || this.server.conflicts.includes(before.content);
      if (!isDecided && !this.server.returned.has(before.id) && !this.#free.has(before.id)) this.broken.push(`${textOf(before.content)} left the device without the server's word`);
    }
    for (const { id, content, account = "" } of rows.values()) {
      const text = textOf(content);
      const ids = this.#ids.get(text) ?? [];
      if (!text || ids.includes(id)) continue;
      this.#ids.set(text, [...ids, id]);
      this.#accounts.set(text, account);
    }
  }

  #plan() {
    const { world, device, network, server } = this;
    const { chance } = world;
    const some = world.sometimes.bind(world);
    network.rage = chance.one([0, 0.2, 0.5, 0.8]);
    for (let number = 1, last = chance.between(3, 5); number <= last; number++) world.after(chance.between(0, WILD * 0.8), () => this.#writes(this.#drawn(number)));
    some(3, () => device.asks(chance.is(0.5)));
    some(1, () => device.updates());
    some(2, () => device.worker.process.ends());
    some(1, () => device.cutPower());
    some(2, () => this.#during(chance.between(500, 60_000), "no network", (isOn) => (network.isAway = isOn)));
    some(2, () => {
      server.ends();
      world.after(chance.between(500, 40_000), () => (server.isUp = true));
    });
    some(2, () => (world.clock += chance.between(-10 * DAY, 10 * DAY)));
    if (chance.is(0.3)) some(2, () => this.#becomes(chance.one(["", ADA, JONA])));
    if (chance.is(0.2)) some(2, () => this.#during(chance.between(500, 30_000), "the disk is full", (isOn) => (device.disk.isFull = isOn)));
    if (chance.is(0.2)) device.breaksAtTimes();
    if (chance.is(0.3)) some(2, () => this.#tidiesUp());
    world.after(chance.between(0, WILD), () => (server.isOpen = true));
  }

  /** @param {number} millis @param {string} what @param {(isOn: boolean) => void} turn */
  #during(millis, what, turn) {
    this.world.tell(what);
    turn(true);
    this.world.after(millis, () => turn(false));
  }

  /** Signs in or out; most do so by a page that the worker sees. @param {string} who */
  #becomes(who) {
    this.world.tell(`signed in: ${who.slice(0, 1) || "nobody"}`);
    this.network.who = who;
    if (this.world.chance.is(0.8)) this.device.visits();
  }

  /** @param {number} number */
  #drawn(number) {
    const { chance } = this.world;
    const kind = chance.one(/** @type {const} */ (["comment", "comment", "comment", "proposal", "support"]));
    const words = chance.one(["Gut.", "Gut.", "Gut.", "Gut.", INVALID, kind === "comment" ? ASKS : "Gut.", CLOSED, chance.is(0.3) ? POISON : "Gut."]);
    return writing(number, kind, words, String(number).padStart(32, "f"));
  }

  /** @param {Writing} what */
  #writes(what) {
    const { world, device } = this;
    if (!what.isRepeated) {
      this.writings.push(what);
      what.beganAt = world.now;
    }
    world.tell(`${what.text} (${what.kind}) is sent off`);
    const { process } = device.worker;
    const tell = (/** @type {Writing["told"]} */ told) => {
      if (what.told === "taken" || !process.isAlive) return;
      world.tell(`${what.text}: told ${told}`);
      what.told = told;
      what.toldAt = world.now;
      if (told === "not") this.#mayRepeat(what);
    };
    const { answer } = device.worker.happens("fetch", { request: requestOf(what) });
    answer?.then((shown) => tell(this.#said(what, shown)), () => tell("not"));
    // Whoever sees nothing any more.
    world.after(60_000, () => !what.told && this.#mayRepeat(what));
  }

  /** @param {Writing} what @param {import("./answer.js").Answer} shown @returns {Writing["told"]} */
  #said({ text }, shown) {
    if (shown.type === "error") return "not";
    const signature = shown.headers.get("x-wegmarken-returned");
    const isOurs = (/** @type {string | null} */ id) => this.world.crypto.isSigned(`wegmarken-form-1|${id}|returned`, String(signature), "ours");
    if (signature && [...this.server.returned].some(isOurs)) return "returned";
    // Where the disk took nothing, what somebody on the way answers is no word of ours.
    return this.#ids.has(text) ? "taken" : "not";
  }

  /** The page has what was typed, and its form the same id. @param {Writing} what */
  #mayRepeat(what) {
    const { chance } = this.world;
    if (what.kind !== "comment" || what.isRepeated || this.device.isSafe || what.text.includes(ASKS) || chance.is(0.5)) return;
    what.isRepeated = true;
    this.world.after(chance.between(1_000, 20_000), () => !this.device.isSafe && this.#writes(what));
  }

  /** Somebody looks into the outbox, takes something out or sends what was refused once more, in two windows at times. */
  #tidiesUp() {
    const { chance } = this.world;
    const entry = this.device.entries.length ? chance.one(this.device.entries) : null;
    const what = this.writings.find(({ text }) => text === textOf(entry?.content ?? ""));
    if (!entry || !what) return;
    const outbox = () => new (this.device.page().Outbox)();
    const failed = () => {};
    if (entry.state === "refused") {
      this.world.tell(`${what.text} once more`);
      what.isAgain = true;
      this.#free.add(entry.id);
      for (let windows = chance.between(1, 2); windows > 0; windows--) outbox().again(entry).catch(failed);
    } else if (entry.state === "waiting" && !entry.quiet) {
      this.world.tell(`${what.text} is taken out`);
      this.#free.add(entry.id);
      what.isRemoved = true;
      outbox().remove(entry.seq).then(() => (what.isGone = true), failed);
    }
  }

  /** Everything works, for as long as it takes. */
  async #settles() {
    const { world, device, network, server } = this;
    world.tell("it is calm");
    device.isSafe = true;
    for (const process of device.processes) process.life = Infinity;
    Object.assign(network, { isAway: false, rage: 0 });
    Object.assign(server, { isUp: true, isOpen: true });
    device.disk.isFull = false;
    await world.pause(120_000);
    for (const who of ["", ADA, JONA]) {
      network.who = who;
      device.visits();
      await world.pause(5_000);
      for (let turn = 0; turn < 30 && this.#waits(who); turn++) {
        device.asks(true);
        await world.pause(30_000);
      }
    }
    // What the network still holds comes, too.
    await world.pause(600_000);
    this.#judges();
    this.isOver = true;
  }

  /** Whether something waits that this account may send. @param {string} who */
  #waits(who) {
    return this.device.entries.some(({ state, account, content }) => state === "waiting" && (!account || account === who) && !content.includes(POISON));
  }

  #judges() {
    const { broken, server, device } = this;
    const times = (/** @type {string} */ text) => server.effects.filter((one) => one.text === text).length;
    const kept = (/** @type {string} */ text) => device.entries.filter(({ content }) => textOf(content) === text);
    for (const what of this.writings) {
      const { text, told, isGone, isRemoved, isRepeated } = what;
      const here = kept(text);
      if (times(text) > 1) broken.push(`${text} arrived ${times(text)} times`);
      if (told === "taken" && !isRemoved && times(text) + here.length === 0) broken.push(`${text} is lost`);
      // A form that the network doubled may come once more when what was closed is open again.
      if (told === "returned" && !isRepeated && !text.includes(CLOSED) && times(text) > 0) broken.push(`${text} came back to its writer and was taken`);
      if (isGone && !isRepeated && here.some(({ state }) => state === "waiting")) broken.push(`${text} was taken out and is here again`);
      if (here.some(({ state }) => state === "waiting") && !text.includes(POISON)) broken.push(`${text} still waits`);
      if (here.some(({ state }) => state === "refused") && !this.#ids.get(text)?.some((id) => server.decided.get(id)?.outcome === "refused"))
        broken.push(`${text} is called refused and was not`);
    }
    this.#judgesOrder();
  }

  /** What somebody had been told before they began the next one arrives before it. */
  #judgesOrder() {
    const at = (/** @type {Writing} */ { text }) => this.server.effects.findIndex((one) => one.text === text);
    const isExcused = (/** @type {Writing} */ { text, isAgain, isRemoved, isRepeated }) =>
      isAgain || isRemoved || isRepeated || text.includes(CLOSED) || (this.#ids.get(text) ?? []).some((id) => (this.network.errors.get(id) ?? 0) >= HOPELESS);
    for (const one of this.writings)
      for (const other of this.writings) {
        if (one.told !== "taken" || one.toldAt > other.beganAt || at(one) < 0 || at(other) < 0 || isExcused(one) || isExcused(other)) continue;
        if (this.#accounts.get(one.text) !== this.#accounts.get(other.text)) continue;
        if (at(one) > at(other)) this.broken.push(`${other.text} overtook ${one.text}`);
      }
  }
}
