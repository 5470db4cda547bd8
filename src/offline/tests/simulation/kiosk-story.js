// One story of a kiosk: visitors give something, everything that can go wrong goes wrong, then it is calm, and what was promised
// is held against what is there.

import { hash } from "./signing.js";
import { Network } from "./network.js";
import { Device, Process, compiled } from "./process.js";
import { CLOSED, INVALID, Server } from "./server.js";
import { WILD } from "./world.js";

/** @typedef {import("../../kiosk/queue.js").Sealed} Sealed */
/** @typedef {{ text: string, id: string, beganAt: number, toldAt: number, kiosk: number, number: number }} Given `kiosk` as it arrived. */
/** @typedef {{ kiosk: (all: Record<string, any>) => any, fault?: import("./server.js").Fault }} Setting */

const DAY = 24 * 60 * 60 * 1000;
/** What the device is one after the other; the first at the beginning. */
const KIOSKS = [7, 8];

const GIVEN = ["Date", "AbortSignal", "fetch", "navigator", "crypto", "indexedDB", "seal"];

/** Device and queue as they are, or with something changed in them. @param {string} script */
export const kioskOf = (script) => compiled(script, GIVEN, "{ keep, send, countFrom, become }");

export const KIOSK_MODULES = ["bytes", "kiosk/device", "kiosk/queue"];

/** Stands in for HPKE, which has tests of its own: another text each time, which the server opens. */
const seal = async (/** @type {string} */ _key, /** @type {number} */ _kiosk, /** @type {number} */ number, /** @type {string} */ plain) =>
  Buffer.from(JSON.stringify({ number, plain })).toString("base64url");

export class KioskStory {
  /** @type {Given[]} */
  given = [];
  /** What is not as it was promised. @type {string[]} */
  broken = [];
  isOver = false;
  /** Two windows at most. @type {{ process: Process, keep: Function, send: Function, countFrom: Function, become: Function }[]} */
  #windows = [];

  /** @param {import("./world.js").World} world @param {Setting} setting */
  constructor(world, { kiosk, fault }) {
    this.world = world;
    this.code = kiosk;
    this.server = new Server(world, fault);
    this.network = new Network(world, this.server);
    this.device = new Device(world, this.network);
    const { disk } = this.device;
    disk.rows("state").set("identity", this.#identity(KIOSKS[0]));
    disk.rows("state").set("key", world.crypto.device);
    disk.flush();
    disk.keeps = (draft) => this.#watch(draft.get("queue"));
    this.#plan();
    world.after(WILD, () => void this.#settles());
  }

  /** Nothing leaves the disk without the server's word for that number and that text. @param {Map<number, Sealed> | undefined} rows */
  #watch(rows) {
    if (!rows) return;
    const kept = new Set([...rows.values()].map(({ sealed }) => sealed));
    for (const { kiosk, number, sealed } of this.device.disk.rows("queue").values())
      if (!kept.has(sealed) && !this.server.numbered.has(`${kiosk} ${number} ${hash(sealed)}`)) this.broken.push(`number ${number} left the device without the server's word`);
  }

  #plan() {
    const { world, device, network, server } = this;
    const { chance } = world;
    const some = world.sometimes.bind(world);
    network.rage = chance.one([0, 0.2, 0.5, 0.8]);
    const count = chance.between(3, 8);
    for (let number = 1; number <= count; number++) world.after(chance.between(0, WILD * 0.8), () => this.#gives(number));
    some(6, () => this.#sends());
    some(3, () => chance.one(device.processes)?.ends());
    some(1, () => device.cutPower());
    some(2, () => {
      network.isAway = true;
      world.after(chance.between(500, 60_000), () => (network.isAway = false));
    });
    some(2, () => {
      server.ends();
      world.after(chance.between(500, 40_000), () => (server.isUp = true));
    });
    some(2, () => (world.clock += chance.between(-10 * DAY, 10 * DAY)));
    // What a sign of life brings.
    some(2, () => {
      const kiosk = chance.one(KIOSKS);
      this.#window.countFrom(kiosk, this.#next(kiosk)).catch(() => {});
    });
    if (chance.is(0.3)) some(3, () => this.#pairs(chance.one(KIOSKS)));
    if (chance.is(0.3)) some(1, () => server.revoked.add(chance.one(KIOSKS)));
    if (chance.is(0.2)) {
      some(2, () => {
        device.disk.isFull = true;
        world.after(chance.between(500, 30_000), () => (device.disk.isFull = false));
      });
    }
    if (chance.is(0.2)) device.breaksAtTimes();
  }

  /** @param {number} [kiosk] */
  #identity(kiosk) {
    return { kiosk, seal: "", voice: this.world.crypto.voice };
  }

  /** Of what arrived. @param {number} kiosk */
  #numbers(kiosk) {
    return [...this.server.numbered.values()].filter((one) => one.kiosk === kiosk).map(({ number }) => number);
  }

  /** From which number on the server counts. @param {number} kiosk */
  #next(kiosk) {
    return 1 + Math.max(0, ...this.#numbers(kiosk));
  }

  /** Somebody typed in the code of this kiosk. @param {number} kiosk */
  #pairs(kiosk) {
    this.world.tell(`the device becomes kiosk ${kiosk}`);
    this.server.revoked.delete(kiosk);
    this.#window.become(this.#identity(kiosk), this.#next(kiosk)).catch(() => {});
  }

  /** What waits. @returns {Sealed[]} */
  get #waiting() {
    return [...this.device.disk.rows("queue").values()];
  }

  /** One that is open, or a new one. */
  get #window() {
    const { chance } = this.world;
    this.#windows = this.#windows.filter(({ process }) => process.isAlive);
    if (this.#windows.length < chance.between(1, 2)) {
      const process = new Process(this.device, this.device.isSafe || chance.is(0.6) ? Infinity : chance.between(1, 60));
      this.#windows.push({ process, ...this.code({ ...process.surroundings(), seal }) });
    }
    return chance.one(this.#windows);
  }

  #sends() {
    this.#window.send().catch(() => {});
  }

  /** @param {number} number In which a visitor comes, and no number of a record. */
  #gives(number) {
    const { world, device } = this;
    const text = `Text ${number}. ${world.chance.one(["Gut.", "Gut.", "Gut.", INVALID, CLOSED])}`;
    const one = { text, id: String(number).padStart(32, "e"), beganAt: world.now, toldAt: Infinity, kiosk: 0, number: 0 };
    this.given.push(one);
    world.tell(`${text} is given`);
    const { process, keep, send } = this.#window;
    const record = { id: one.id, kind: "comment", content: JSON.stringify({ text, form: one.id }), language: "de", entered_at: 0, visitor: "" };
    keep(record).then(
      (/** @type {number} */ kept) => {
        if (!process.isAlive) return;
        world.tell(`${text} is stored as number ${kept}`);
        Object.assign(one, { toldAt: world.now, number: kept });
        const there = [...device.disk.flushed.get("queue")?.values() ?? [], ...this.server.numbered.values()];
        if (!there.some((one) => one.number === kept)) this.broken.push(`${text} was called stored and was not`);
        send().catch(() => {});
      },
      () => world.tell(`${text} is not stored`),
    );
  }

  /** Everything works, for as long as it takes. */
  async #settles() {
    const { world, device, network, server } = this;
    world.tell("it is calm");
    device.isSafe = true;
    for (const process of device.processes) process.life = Infinity;
    Object.assign(network, { isAway: false, rage: 0 });
    Object.assign(server, { isUp: true });
    device.disk.isFull = false;
    await world.pause(120_000);
    await this.#delivers(() => this.#waiting.every(({ kiosk = 0 }) => server.revoked.has(kiosk)));
    server.revoked.clear();
    await this.#delivers(() => this.#waiting.length === 0);
    // What the network still holds comes, too.
    await world.pause(600_000);
    this.#judges();
    this.isOver = true;
  }

  /** @param {() => boolean} isDone */
  async #delivers(isDone) {
    for (let turn = 0; turn < 30 && !isDone(); turn++) {
      this.#sends();
      await this.world.pause(30_000);
    }
    if (!isDone()) this.broken.push(`still waiting: ${this.#waiting.map(({ kiosk, number }) => `${kiosk}|${number}`)}`);
  }

  #judges() {
    const { broken, server, given } = this;
    for (const one of given) {
      const { text, id, number } = one;
      const times = server.effects.filter((one) => one.text === text).length;
      const came = [...server.numbered.values()].filter(({ record }) => record === id);
      if (times > 1 || came.length > 1) broken.push(`${text} arrived ${Math.max(times, came.length)} times`);
      if (number && came[0]?.number !== number) broken.push(`${text} is lost`);
      one.kiosk = came[0]?.kiosk ?? 0;
      if (came.length && times === 0 && server.decided.get(id)?.outcome !== "refused") broken.push(`${text} came and is not there`);
    }
    for (const kiosk of KIOSKS) {
      const numbers = this.#numbers(kiosk);
      if (numbers.some((number, at) => number !== at + 1)) broken.push(`numbers of kiosk ${kiosk} came as ${numbers}`);
    }
    for (const one of given)
      for (const other of given)
        if (one.kiosk === other.kiosk && one.toldAt <= other.beganAt && other.number && one.number > other.number) broken.push(`${other.text} overtook ${one.text}`);
  }
}
