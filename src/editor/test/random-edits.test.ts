// Two people, one page, and everything that can go wrong: each word that anybody typed is on the page, in a revision,
// or was shown in a conflict. `WEGMARKEN_EDITOR_ROUNDS` says how long, `WEGMARKEN_SEED` which story.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { everythingOf, launch, opened, StandIn } from "./browser";
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

class Person {
  page!: Page;
  context!: BrowserContext;
  isOffline = false;
  /** What broke in the page. */
  readonly seen: string[] = [];

  constructor(
    readonly name: string,
    private readonly address: string,
    private readonly shown: string[],
  ) {}

  async come(): Promise<void> {
    this.context = await browser.newContext({ viewport: { width: 1000, height: 800 }, locale: "de-DE", reducedMotion: "reduce" });
    this.context.setDefaultTimeout(30_000);
    this.context.on("weberror", (error) => this.seen.push(String(error.error().stack)));
    this.page = await opened(this.context, this.address);
  }

  async network(isOffline: boolean): Promise<void> {
    this.isOffline = isOffline;
    await this.context.setOffline(isOffline);
  }

  /** Whether there was something to decide; it is read and decided. */
  async decide(): Promise<boolean> {
    const dialog = this.page.locator("dialog[open]");
    if ((await dialog.count()) === 0) return false;
    this.shown.push(...(await dialog.locator("pre").allInnerTexts()));
    await dialog.locator("form .button--primary").click();
    await dialog.waitFor({ state: "detached" });
    return true;
  }

  async press(block: number, tool: string): Promise<void> {
    await this.page.evaluate(
      ([block, tool]) => {
        const all = document.querySelectorAll(".edit-block");
        const chosen = all[Number(block) % all.length];
        // A block that is open stays as it is: one goes on writing there.
        if (chosen?.classList.contains("edit-block--open")) return;
        chosen?.querySelector<HTMLElement>(`.edit-tool--${tool}`)?.click();
      },
      [String(block), tool],
    );
  }

  async type(word: string, back: number): Promise<void> {
    const { keyboard } = this.page;
    // Between words: nobody is to tear a word of this test apart.
    for (let i = 0; i < back; i++) await keyboard.press("Control+ArrowLeft");
    // A word of its own, wherever the caret is.
    await keyboard.type(` ${word} `);
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
  }

  async comeAgain(): Promise<void> {
    if (this.isOffline) await this.network(false);
    await this.page.goto(this.address);
    await this.page.locator("[data-ready]").waitFor();
  }

  /** Everything that asks for something gets its answer, until all is saved. */
  async settle(): Promise<void> {
    await this.network(false);
    const end = Date.now() + 60_000;
    for (;;) {
      await this.page.evaluate(() => dispatchEvent(new Event("online")));
      if (!(await this.decide())) {
        await this.page.evaluate(() => document.querySelector<HTMLElement>(".edit-block--open .edit-tool--done, .edit-block--open .edit-source .button--primary")?.click());
        await this.page.evaluate(() => document.querySelectorAll<HTMLElement>(".edit-note .button-row button:first-child").forEach((button) => button.click()));
        const state = await this.page.locator(".edit-state").getAttribute("data-state");
        const open = await this.page.locator(".edit-note, dialog[open], .edit-block--open").count();
        if (state === "saved" && open === 0) return;
        assert.ok(Date.now() < end, `${this.name} comes to no end: ${state}, ${await this.page.locator(".edit-note, dialog[open], .edit-block--open").evaluateAll((all) => all.map((element) => element.outerHTML.slice(0, 300)))} ${this.seen}`);
      }
      await this.page.waitForTimeout(100);
    }
  }
}

async function story(seed: number): Promise<number> {
  const random = randomFrom(seed);
  const name = `story-${seed}`;
  const shown: string[] = [];
  const typed: string[] = [];
  const people = [new Person("Ada", server.address(name, "Ada"), shown), new Person("Jona", server.address(name, "Jona"), shown)];
  for (const person of people) await person.come();
  const done: string[] = [];
  try {
    for (let i = 0; i < ACTIONS; i++) {
      const person = random.of(people);
      await person.decide();
      const what = random.of(["type", "type", "type", "type", "type", "close", "close", "offline", "online", "reload", "restart", "move", "insert", "delete"]);
      done.push(`${person.name} ${what}`);
      if (what === "type") {
        const word = `w${seed}x${i}`;
        await person.press(random.below(7), "edit");
        const isOpen = await person.page.locator(".ProseMirror:focus, textarea:focus").count();
        if (isOpen === 0) continue;
        await person.type(word, random.below(4));
        typed.push(word);
      } else if (what === "close") await person.close();
      else if (what === "offline") await person.network(true);
      else if (what === "online") await person.network(false);
      else if (what === "reload") await person.comeAgain();
      else if (what === "restart") {
        await server.stop();
        await person.page.waitForTimeout(random.below(300));
        await server.start();
      } else if (what === "move") await person.press(random.below(7), random.of(["up", "down"]));
      else if (what === "delete") await person.press(random.below(7), "remove");
      else {
        await person.press(random.below(7), "insert");
        const choice = person.page.locator("dialog[open] .edit-choices button").nth(random.below(5));
        if ((await choice.count()) > 0) await choice.click();
      }
      await person.page.waitForTimeout(random.below(120));
    }
    // Each may bring something that the other has to decide about.
    for (let i = 0; i < 3; i++) for (const person of people) await person.settle();
    const stored = await everythingOf(server, name);
    const lost = typed.filter((word) => !new RegExp(`${word}(?!\\d)`).test(stored) && !shown.some((text) => text.includes(word)));
    assert.deepEqual(lost, [], `seed ${seed}: ${done.join(", ")}\n${stored}`);
    const order = (page: Page) => page.locator(".edit-block").evaluateAll((blocks) => blocks.map((block) => (block as HTMLElement).dataset.block).join());
    const draft = await server.draft(name);
    // A line that was cut is tried again after some seconds.
    for (const person of people) {
      for (let i = 0; i < 150 && (await order(person.page)) !== draft.order.join(); i++) await person.page.waitForTimeout(100);
      assert.equal(await order(person.page), draft.order.join(), `seed ${seed}: what ${person.name} sees after ${done.join(", ")}`);
    }
  } finally {
    for (const person of people) await person.context.close();
  }
  return typed.length;
}

test("two people type at random, with disconnects, reloads and restarts: no word is lost", { timeout: 1_000 * (120 + 60 * rounds) }, async () => {
  const began = Date.now();
  let words = 0;
  for (let seed = first; seed < first + rounds; seed++) words += await story(seed);
  console.log(`${rounds} stories from seed ${first}: ${words} words, ${((Date.now() - began) / 1000).toFixed(0)} s`);
});
