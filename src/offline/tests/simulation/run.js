// Runs stories, many beside each other: one step of each in turn, so that what follows from a step is done before the next one.

import { World } from "./world.js";
import { cheap, real } from "./signing.js";

/** @typedef {{ isOver: boolean, broken: string[] }} Story */
/** @typedef {(world: World) => Story} Begin */

/** Few, so that what they need stays near. */
const BESIDE = 16;

/** One story of so many signs as browsers do. Odd, so that it is one of a page now and one of a kiosk then. */
const REAL = 51;

/** @param {number} seed */
const worldOf = (seed) => new World(seed, seed % REAL === 0 ? real : cheap);

/**
 * @param {Begin} begin @param {number} first @param {number} count
 * @returns {Promise<{ seed: number, broken: string[] } | null>} The first story that broke a promise.
 */
export async function firstBroken(begin, first, count) {
  for (let from = first; from < first + count; from += BESIDE) {
    const seeds = Array.from({ length: Math.min(BESIDE, first + count - from) }, (_, at) => from + at);
    const stories = seeds.map((seed) => {
      const world = worldOf(seed);
      return { seed, world, story: begin(world) };
    });
    await played(stories);
    const found = stories.find(({ story }) => story.broken.length > 0);
    if (found) return { seed: found.seed, broken: found.story.broken };
  }
  return null;
}

/** All that happens in one story. @param {Begin} begin @param {number} seed */
export async function told(begin, seed) {
  const world = worldOf(seed);
  const lines = /** @type {string[]} */ ([]);
  world.told = lines;
  const story = begin(world);
  await played([{ world, story }]);
  return [...lines, ...story.broken];
}

/** @param {{ world: World, story: Story }[]} stories */
async function played(stories) {
  let going = stories;
  while (going.length) {
    going = going.filter(({ world, story }) => {
      const goesOn = world.goesOn();
      if (!goesOn && !story.isOver) story.broken.push("it never comes to an end");
      return goesOn;
    });
    await new Promise(setImmediate);
  }
}
