// Two people who edit one page at random: what they press and type, what they are shown, and what goes wrong around them.
// The stories of the editor run with it against a stand-in (`src/editor/test`), those of the chaos against the server.

import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "@playwright/test";

export type Random = { below: (limit: number) => number; of: <T>(list: readonly T[]) => T };

export class Person {
  page!: Page;
  context!: BrowserContext;
  isOffline = false;
  /** What broke in the page. */
  readonly seen: string[] = [];

  /** `shown` is where texts go that this person had to decide about. */
  constructor(
    readonly name: string,
    private readonly address: string,
    private readonly shown: string[],
    private readonly signIn: (page: Page) => Promise<unknown> = async () => {},
  ) {}

  async come(browser: Browser): Promise<void> {
    this.context = await browser.newContext({ viewport: { width: 1000, height: 800 }, locale: "de-DE", reducedMotion: "reduce", serviceWorkers: "block" });
    this.context.setDefaultTimeout(30_000);
    this.context.on("weberror", (error) => this.seen.push(String(error.error().stack)));
    this.page = await this.context.newPage();
    await this.signIn(this.page);
    await this.arrive();
  }

  private async arrive(): Promise<void> {
    await this.page.goto(this.address);
    await this.page.locator("[data-ready]").waitFor();
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

  /** Whether the block that was pressed took the caret: until it does, the one before has it, and a word would be torn between them. */
  async opens(block: number): Promise<boolean> {
    await this.press(block, "edit");
    const hasCaret = (block: number) => {
      const all = document.querySelectorAll(".edit-block");
      const chosen = all[block % all.length];
      const field = document.activeElement;
      return Boolean(chosen?.matches(".edit-block--open") && chosen.contains(field) && field?.matches(".ProseMirror, textarea"));
    };
    return this.page.waitForFunction(hasCaret, block, { timeout: 2_000 }).then(() => true, () => false);
  }

  async type(word: string, back: number): Promise<void> {
    const { keyboard } = this.page;
    // Between words: nobody is to tear a word of these stories apart.
    for (let i = 0; i < back; i++) await keyboard.press("Control+ArrowLeft");
    // A word of its own, wherever the caret is.
    await keyboard.type(` ${word} `);
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
  }

  async comeAgain(): Promise<void> {
    if (this.isOffline) await this.network(false);
    await this.arrive();
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
      // Between two looks at what is above, until it holds or a minute is over.
      await this.page.waitForTimeout(100);
    }
  }
}

export type Action = "type" | "close" | "offline" | "online" | "reload" | "restart" | "move" | "insert" | "delete";

/** How often each comes, of all. */
export const ACTIONS: readonly Action[] = ["type", "type", "type", "type", "type", "close", "close", "offline", "online", "reload", "restart", "move", "insert", "delete"];

export type Story = { typed: string[]; done: string[] };

/** So many actions, each of one of these people; `word` names what is typed, `restart` kills the server and brings it back. */
export async function story(
  people: readonly Person[],
  random: Random,
  { many, actions = ACTIONS, word, restart }: { many: number; actions?: readonly Action[]; word: (n: number) => string; restart: () => Promise<void> },
): Promise<Story> {
  const told: Story = { typed: [], done: [] };
  for (let i = 0; i < many; i++) {
    const person = random.of(people);
    await person.decide();
    const what = random.of(actions);
    told.done.push(`${person.name} ${what}`);
    if (what === "type") {
      if (!(await person.opens(random.below(7)))) continue;
      await person.type(word(i), random.below(4));
      told.typed.push(word(i));
    } else if (what === "close") await person.close();
    else if (what === "offline") await person.network(true);
    else if (what === "online") await person.network(false);
    else if (what === "reload") await person.comeAgain();
    else if (what === "restart") await restart();
    else if (what === "move") await person.press(random.below(7), random.of(["up", "down"]));
    else if (what === "delete") await person.press(random.below(7), "remove");
    else {
      await person.press(random.below(7), "insert");
      const choice = person.page.locator("dialog[open] .edit-choices button").nth(random.below(5));
      if ((await choice.count()) > 0) await choice.click();
    }
    // Part of the story: how long people take is chance too, and nothing is waited for.
    await person.page.waitForTimeout(random.below(120));
  }
  return told;
}

/** Those of these words that are in none of these texts. */
export const lost = (words: readonly string[], texts: readonly string[]): string[] =>
  words.filter((word) => !texts.some((text) => new RegExp(`${word}(?!\\d)`).test(text)));

/** The blocks of a page in the order in which a person sees them. */
export const orderAt = (page: Page): Promise<string> => page.locator(".edit-block").evaluateAll((blocks) => blocks.map((block) => (block as HTMLElement).dataset.block).join());
