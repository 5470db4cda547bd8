// A browser and a stand-in for the server, which can be killed and started again on the same port.

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { root } from "./bodies";

const fromJourneys = createRequire(join(root, "end2end/package.json"));
const here = fileURLToPath(new URL(".", import.meta.url));

type Told = { key: string; kind: string; body: string; revision: number; typed?: { body: string } };

export class StandIn {
  port = 0;
  private process: ChildProcess | null = null;
  private readonly file = join(mkdtempSync(join(tmpdir(), "wegmarken-editor-")), "state.json");

  /** How late events come, in milliseconds. */
  constructor(private readonly delay = 0) {}

  async start(): Promise<void> {
    const process = spawn(globalThis.process.execPath, [join(here, "stand-in.mjs"), String(this.port), this.file, here, String(this.delay)], { stdio: ["ignore", "pipe", "inherit"] });
    this.process = process;
    this.port = await new Promise((resolve, reject) => {
      process.stdout?.once("data", (data: Buffer) => resolve(Number(String(data))));
      process.once("exit", (code) => reject(new Error(`the stand-in ended with ${code}`)));
    });
  }

  async stop(): Promise<void> {
    const process = this.process;
    this.process = null;
    if (!process || process.exitCode !== null) return;
    const ended = new Promise((resolve) => process.once("exit", resolve));
    process.kill("SIGKILL");
    await ended;
  }

  address(page: string, person = "Ada", language = "de"): string {
    return `http://127.0.0.1:${this.port}/seite/${page}?person=${person}&language=${language}`;
  }

  /** The same page beside another language. */
  sides(page: string, person = "Ada"): string {
    return `http://127.0.0.1:${this.port}/neben/${page}?person=${person}`;
  }

  async draft(page: string, person = "Test"): Promise<{ order: string[]; blocks: Record<string, Told>; parts: Record<string, Told> }> {
    const response = await fetch(`http://127.0.0.1:${this.port}/bearbeiten/${page}/entwurf.json`, { headers: { cookie: `person=${person}` } });
    return (await response.json()) as Awaited<ReturnType<StandIn["draft"]>>;
  }
}

export async function everythingOf(server: StandIn, page: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${server.port}/bearbeiten/${page}/alles`, { headers: { cookie: "person=Test" } });
  return (await response.json()) as string;
}

export async function launch(): Promise<Browser> {
  const { chromium } = fromJourneys("@playwright/test") as typeof import("@playwright/test");
  const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  return chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args: flags });
}

export async function axe(page: Page): Promise<string[]> {
  const { source } = fromJourneys("axe-core") as typeof import("axe-core");
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await page.evaluate(source);
  const violations = await page.evaluate(async (tags) => {
    const brought = (window as unknown as { axe: typeof import("axe-core") }).axe;
    return (await brought.run({ runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })).violations;
  }, tags);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(" | ")}`);
}

/** What is typed and not stored is seen by whoever typed it. */
type Stored = { kind: string; body: string; typed?: { body: string } };

/** One browser and one stand-in for all tests of a file. */
export class Stage {
  readonly server: StandIn;
  /** What the console complained about, and what the policy of the site refused. */
  private readonly seen: string[] = [];
  private browser!: Browser;

  constructor(delay = 0) {
    this.server = new StandIn(delay);
    before(async () => {
      await this.server.start();
      this.browser = await launch();
    });
    after(async () => {
      await this.browser?.close();
      await this.server.stop();
      assert.deepEqual(this.seen, []);
    });
  }

  async context(options: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> {
    const made = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "de-DE", reducedMotion: "reduce", ...options });
    made.setDefaultTimeout(30_000);
    watched(made, this.seen);
    return made;
  }

  /** A page of this name, open for editing. */
  async open(name: string): Promise<Page> {
    return opened(await this.context(), this.server.address(name));
  }

  /** The blocks of the page in their order, once the stand-in has them as they should be. */
  async stored(page: string, is: (blocks: Stored[]) => boolean, person?: string): Promise<Stored[]> {
    const end = Date.now() + 30_000;
    for (;;) {
      const { order, blocks } = await this.server.draft(page, person);
      const found = order.flatMap((key) => blocks[key] ?? []);
      if (is(found)) return found;
      if (Date.now() > end) assert.fail(`not stored in time: ${JSON.stringify(found.map(({ kind, body, typed }) => [kind, body, typed?.body]))}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

function watched(context: BrowserContext, seen: string[]): void {
  // Answers that refuse something, and a network that is cut, are what the tests are about.
  const isAnswer = (text: string) => text.startsWith("Failed to load resource");
  context.on("console", (message) => {
    if ((message.type() === "error" || message.type() === "warning") && !isAnswer(message.text())) seen.push(message.text());
  });
  context.on("weberror", (error) => seen.push(String(error.error().stack)));
}

export async function opened(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("[data-ready]").waitFor();
  return page;
}

/** Moves the caret, as slowly as hands do: after a click and after a key the editor looks where it is a frame later. */
export async function caret(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(220);
  await page.keyboard.press(key);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}
