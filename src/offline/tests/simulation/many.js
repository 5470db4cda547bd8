// Plays many stories in a thread of its own: around a test Node looks at each promise, which makes stories three times as slow.

import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

import { firstBroken } from "./run.js";
import { both, switchedOff } from "./switches.js";

/**
 * @param {{ first: number, count: number, off?: string }} what From which seed on, how many, and what is switched off.
 * @returns {ReturnType<typeof firstBroken>}
 */
export function many(what) {
  // Nearly all that a story needs is needed for a moment.
  const resourceLimits = { maxYoungGenerationSizeMb: 128 };
  const thread = new Worker(new URL(import.meta.url), { workerData: what, resourceLimits });
  return new Promise((done, fail) => void thread.once("message", done).once("error", fail));
}

if (!isMainThread) {
  const { first, count, off } = workerData;
  const begin = off === undefined ? both() : switchedOff[off]?.();
  parentPort?.postMessage(begin && (await firstBroken(begin, first, count)));
}
