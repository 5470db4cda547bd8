// What a script of the device finds around it. It lives until somebody kills it, or until it touched the world so often as its
// fate allows: from then on nothing that it does is seen, and nothing is told to it.

import { Answer, Headers } from "./answer.js";
import { Disk } from "../disk.js";
import { Locks } from "../locks.js";

/** @typedef {import("./world.js").World} World */

/** What stays when a process ends. */
export class Device {
  locks = new Locks();
  /** @type {Process[]} */
  processes = [];
  /** Nothing goes wrong any more. */
  isSafe = false;

  /** @param {World} world @param {import("./network.js").Network} network */
  constructor(world, network) {
    this.world = world;
    this.network = network;
    this.disk = new Disk((work) => world.after(world.chance.between(0, 12), work));
  }

  /** The database loses its connection now and then, but not twice soon: scripts open it once more, and then they give up. */
  breaksAtTimes() {
    let rest = 0;
    this.disk.breaks = () => {
      if (this.isSafe || rest-- > 0 || !this.world.chance.is(0.05)) return "";
      rest = 20;
      return this.world.chance.one(["before", "after"]);
    };
  }

  cutPower() {
    this.world.tell("the power is cut");
    for (const process of [...this.processes]) process.ends();
    this.disk.cutPower();
  }
}

export class Process {
  isAlive = true;

  /** @param {Device} device @param {number} life How often it may touch the world. */
  constructor(device, life) {
    this.device = device;
    this.life = life;
    device.processes.push(this);
  }

  touches() {
    if (this.isAlive && --this.life === 0) this.ends();
    return this.isAlive;
  }

  ends() {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.device.world.tell("a process is killed");
    this.device.processes = this.device.processes.filter((one) => one !== this);
    this.device.locks.letGo(this);
  }

  /** By the names under which a script asks for them. */
  surroundings() {
    const { world, disk, locks, network } = this.device;
    const { chance } = world;
    /** @type {any} */
    const all = {
      Headers,
      Response: Answer,
      Date: { now: () => world.clock + world.now },
      Math: Object.assign(Object.create(Math), { random: () => chance.next() }),
      AbortSignal: { timeout: (/** @type {number} */ millis) => ({ millis }) },
      setTimeout: (/** @type {() => void} */ work, /** @type {number} */ delay) => world.after(delay, () => this.touches() && work()),
      fetch: (/** @type {any} */ asked, /** @type {any} */ how) => network.fetch(this, asked, how),
      navigator: { locks: locks.of(this), storage: { estimate: async () => ({}) } },
      crypto: { getRandomValues: (/** @type {Uint8Array} */ bytes) => bytes.map(() => chance.between(0, 255)), subtle: world.crypto.subtle },
      indexedDB: {
        open: () => {
          const opened = disk.openedBy(this);
          const { transaction } = opened.result;
          opened.result.transaction = (...how) => (this.touches(), transaction(...how));
          return opened;
        },
      },
    };
    return all;
  }
}

/**
 * A script as a function that runs it once more for each process and gives what it has under these names.
 * @param {string} script @param {string[]} given Names of what it finds. @param {string} result
 * @returns {(all: Record<string, any>) => any}
 */
export function compiled(script, given, result) {
  const made = new Function(...given, `"use strict";\n${script}\nreturn ${result};`);
  return (all) => made(...given.map((name) => all[name]));
}
