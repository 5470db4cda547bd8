// A real Chromium with a profile folder of its own, as a person has it: it can be killed in the middle and started again.

import { spawn, type ChildProcess } from "node:child_process";
import { chromium, type Browser, type Page } from "@playwright/test";

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
];

export class Device {
  #process: ChildProcess | null = null;
  #browser: Browser | null = null;
  #page: Page | null = null;

  constructor(
    readonly profile: string,
    readonly origin: string,
  ) {}

  async start(): Promise<void> {
    const program = process.env.CHROMIUM || chromium.executablePath();
    const started = spawn(program, [...FLAGS, `--user-data-dir=${this.profile}`, "about:blank"], {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = started;
    const address = await new Promise<string>((done, fail) => {
      let told = "";
      started.stderr?.on("data", (part: Buffer) => {
        told += part.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
        if (found) done(found);
      });
      started.once("exit", () => fail(new Error(`The browser ended by itself: ${told}`)));
    });
    this.#browser = await chromium.connectOverCDP(address);
    const context = this.#browser.contexts()[0];
    this.#page = context?.pages()[0] ?? (await context?.newPage()) ?? null;
  }

  /** As when the battery is taken out: nothing is written any more, nothing is said to anybody. */
  async kill(): Promise<void> {
    // There is nothing to wait for where nothing runs.
    if (!this.#process) return;
    const { pid } = this.#process;
    const gone = new Promise((done) => this.#process?.once("exit", done));
    if (pid) process.kill(-pid, "SIGKILL");
    await gone;
    this.#process = this.#browser = this.#page = null;
  }

  get page(): Page {
    if (!this.#page) throw new Error("The browser does not run");
    return this.#page;
  }

  /** Opens a page of the site and waits until the worker serves it. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.origin + path, { waitUntil: "load", timeout: 30_000 });
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 30_000 });
  }
}
