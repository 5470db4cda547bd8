// Two people, one page, and everything that can go wrong: each word that anybody typed is on the page, in a revision,
// or was shown in a conflict. `WEGMARKEN_EDITOR_ROUNDS` says how long, `WEGMARKEN_SEED` which story.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "@playwright/test";
import { lost, orderAt, Person, story } from "../../../end2end/support/editing";
import { everythingOf, launch, StandIn } from "./browser";
import { randomFrom } from "./random";

const rounds = Number(process.env.WEGMARKEN_EDITOR_ROUNDS ?? 5);
const first = Number(process.env.WEGMARKEN_SEED ?? 1);
const ACTIONS = 14;

const server = new StandIn(400);
let browser: Browser;

before(async () => {
  await server.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server.stop();
});

async function told(seed: number): Promise<number> {
  const random = randomFrom(seed);
  const name = `story-${seed}`;
  const shown: string[] = [];
  const people = [new Person("Ada", server.address(name, "Ada"), shown), new Person("Jona", server.address(name, "Jona"), shown)];
  for (const person of people) await person.come(browser);
  try {
    const restart = async () => {
      await server.stop();
      await people[0]?.page.waitForTimeout(random.below(300));
      await server.start();
    };
    const { typed, done } = await story(people, random, { many: ACTIONS, word: (n) => `w${seed}x${n}`, restart });
    // Each may bring something that the other has to decide about.
    for (let i = 0; i < 3; i++) for (const person of people) await person.settle();
    const stored = await everythingOf(server, name);
    assert.deepEqual(lost(typed, [stored, ...shown]), [], `seed ${seed}: ${done.join(", ")}\n${stored}`);
    const draft = await server.draft(name);
    // A line that was cut is tried again after some seconds.
    for (const person of people) {
      for (let i = 0; i < 150 && (await orderAt(person.page)) !== draft.order.join(); i++) await person.page.waitForTimeout(100);
      assert.equal(await orderAt(person.page), draft.order.join(), `seed ${seed}: what ${person.name} sees after ${done.join(", ")}`);
    }
    return typed.length;
  } finally {
    for (const person of people) await person.context.close();
  }
}

test("two people type at random, with disconnects, reloads and restarts: no word is lost", { timeout: 1_000 * (120 + 60 * rounds) }, async () => {
  const began = Date.now();
  let words = 0;
  for (let seed = first; seed < first + rounds; seed++) words += await told(seed);
  console.log(`${rounds} stories from seed ${first}: ${words} words, ${((Date.now() - began) / 1000).toFixed(0)} s`);
});

test("it is noticed when a word is missing", () => {
  assert.deepEqual(lost(["w1x2", "w1x3"], ["auf der Seite w1x2 steht", "w1x30"]), ["w1x3"]);
});
