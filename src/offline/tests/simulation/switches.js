// Mechanisms that can be switched off, to see that a simulation notices. What is changed in a module is looked for there, so
// that no switch stays behind when the module changes.

import { bundle, joined } from "../bundle.js";
import { KIOSK_MODULES, KioskStory, kioskOf } from "./kiosk-story.js";
import { workerOf } from "./site.js";
import { SiteStory } from "./site-story.js";

/** @typedef {import("./run.js").Begin} Begin */
/** @typedef {{ from: string, to: string }} Change */

const [worker, kiosk] = [bundle(), joined(KIOSK_MODULES)];

/** @param {string} script @param {Change} change */
function changed(script, { from, to }) {
  const parts = script.split(from);
  if (parts.length !== 2) throw new Error(`This stands there ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}

/** The device that opens the site. @param {{ change?: Change, fault?: import("./server.js").Fault }} [how] @returns {Begin} */
export function site({ change, fault } = {}) {
  const code = workerOf(change ? changed(worker, change) : worker);
  return (world) => new SiteStory(world, { code, fault });
}

/** The kiosk. @param {{ change?: Change, fault?: import("./server.js").Fault }} [how] @returns {Begin} */
export function tablet({ change, fault } = {}) {
  const code = kioskOf(change ? changed(kiosk, change) : kiosk);
  return (world) => new KioskStory(world, { kiosk: code, fault });
}

/** A device of the one kind and of the other, in turns. @returns {Begin} */
export function both() {
  const [one, other] = [site(), tablet()];
  return (world) => (world.seed % 2 === 0 ? one : other)(world);
}

const relaxed = { from: 'durability: "strict"', to: 'durability: "relaxed"' };

/** By what goes wrong. @type {Record<string, () => Begin>} */
export const switchedOff = {
  "the server forgets which ids it had": () => site({ fault: "forgets ids" }),
  "the server forgets which records of a kiosk it had": () => tablet({ fault: "forgets ids" }),
  "the server answers before its database has it": () => site({ fault: "answers first" }),
  "the server answers a kiosk before its database has it": () => tablet({ fault: "answers first" }),
  "a device believes any answer with 200": () => site({ change: { from: "if (await isWordFor(key, entry, answer)) return {", to: "return {" } }),
  "a kiosk believes any answer with 200": () => tablet({ change: { from: "if (await isSaid(known, word, String(said.signature))) return", to: "return" } }),
  "a device believes anybody that a form came back": () => site({ change: { from: "signature !== null && (await isSigned(", to: "signature !== null || (await isSigned(" } }),
  "a device says stored before its disk has it": () => site({ change: relaxed }),
  "a kiosk says stored before its disk has it": () => tablet({ change: relaxed }),
  "a device lets go before it sends": () => site({ change: { from: "const answer = await ask(key, entry, post);", to: "await outbox.remove(entry.seq);\nconst answer = await ask(key, entry, post);" } }),
  "a device sends on past what has to wait": () => site({ change: { from: 'else stopped.add((answer.failed === "other" && entry.account) || entry.session);', to: "else stopped.add(entry.id);" } }),
  "a kiosk sends on past what has to wait": () => tablet({ change: { from: "if (stopped.has(entry.kiosk)) continue;", to: "" } }),
  "a kiosk that is another one by now sends as that one": () => tablet({ change: { from: 'post("/api/v1/kiosk/records", { kiosk,', to: 'post("/api/v1/kiosk/records", { kiosk: who.kiosk,' } }),
  "a kiosk sends nothing past what another one left": () => tablet({ change: { from: "if (stopped.has(entry.kiosk)) continue;", to: "if (stopped.size) continue;" } }),
  "a kiosk counts on from where another one was": () => tablet({ change: { from: "const known = (isOther ? await recall(countOf(who.kiosk)) : counted) ?? 1;", to: "const known = counted ?? 1;" } }),
  "a kiosk forgets where it was when it is another one": () => tablet({ change: { from: "state.put(counted ?? 1, countOf(old.kiosk));", to: "" } }),
  "a device does not set aside what was refused": () => site({ change: { from: 'if (!["accepted", "refused"].includes(outcome)', to: 'if (outcome !== "accepted"' } }),
  "a device sends what its form is still asked about": () => site({ change: { from: "if (await isUnderWay(entry.id, locks))", to: "if (false)" } }),
  "what is no more in the outbox is written there again": () => site({ change: { from: "void (there.result === undefined || work(entries))", to: "void work(entries)" } }),
  "two windows of a kiosk give one number twice": () => tablet({ change: { from: "const number = await navigator.locks.request(LOCK, async () => {", to: "const number = await (async (_, work) => work())(LOCK, async () => {" } }),
};
