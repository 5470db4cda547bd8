// A real Chromium with a profile folder of its own, as a person has it: it can be killed in the middle and started again.

import { spawn, type ChildProcess } from "node:child_process";
import { chromium, expect, type Browser, type CDPSession, type Page } from "@playwright/test";
import { flags } from "../support/browser";
import { policed } from "../support/policy";

const FLAGS = ["--headless=new", ...flags, "--remote-debugging-port=0"];

/** Of Playwright's own objects: it has no word of its own for this. */
type Session = { send(method: "Target.setAutoAttach", how: object): Promise<unknown> };

/**
 * Chromium does not end a worker that a debugger looks at when another one takes its place, and a navigation that still goes to
 * it then waits for minutes or for ever. Without a debugger that does not happen, so nobody looks at the workers of a device.
 */
async function workersUnwatched(browser: Browser, page: Page): Promise<void> {
  const { toImpl } = (browser as unknown as { _connection: { toImpl(of: object): any } })._connection;
  const sessions: Session[] = [toImpl(browser)._session, toImpl(page).delegate._mainFrameSession._client];
  const filter = [...["service_worker", "tab", "browser"].map((type) => ({ type, exclude: true })), {}];
  for (const session of sessions)
    await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter });
}

export class Device {
  #process: ChildProcess | null = null;
  #browser: Browser | null = null;
  #page: Page | null = null;
  /** What is set by it holds as long as it is there. */
  #session: CDPSession | null = null;
  /** What the policy had to stop in its pages. */
  readonly stopped: string[] = [];

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
    if (context) await policed(context, this.stopped);
    this.#page = context?.pages()[0] ?? (await context?.newPage()) ?? null;
    await workersUnwatched(this.#browser, this.page);
  }

  /** As when the battery is taken out: nothing is written any more, nothing is said to anybody. */
  async kill(): Promise<void> {
    // There is nothing to wait for where nothing runs.
    if (!this.#process) return;
    const { pid } = this.#process;
    const gone = new Promise((done) => this.#process?.once("exit", done));
    if (pid) process.kill(-pid, "SIGKILL");
    await gone;
    this.#process = this.#browser = this.#page = this.#session = null;
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

  /** The clock is put forward, or back, until the browser ends: for this page, those after it, and the workers. */
  async jump(millis: number): Promise<void> {
    const shift = (by: number) => {
      const before = Date.now;
      Date.now = () => before.call(Date) + by;
    };
    await this.page.addInitScript(shift, millis);
    await this.page.evaluate(shift, millis);
    await this.#inWorkers(`(${shift})(${millis})`);
  }

  /** Looks at each worker for as long as this takes. One that ends just now is asked for nothing any more. */
  async #inWorkers(expression: string): Promise<void> {
    const session = await this.#browser?.newBrowserCDPSession();
    if (!session) return;
    const { targetInfos } = await session.send("Target.getTargets");
    for (const { targetId } of targetInfos.filter(({ type }) => type === "service_worker")) {
      const attached = await session.send("Target.attachToTarget", { targetId, flatten: false }).catch(() => undefined);
      if (!attached) continue;
      const { sessionId } = attached;
      const answer = new Promise<string>((done) => {
        // It says other things meanwhile.
        const isAnswer = (told: { sessionId: string; message: string }) => told.sessionId === sessionId && JSON.parse(told.message).id === 1;
        session.on("Target.receivedMessageFromTarget", (told) => isAnswer(told) && done(told.message));
        session.on("Target.detachedFromTarget", (told) => told.sessionId === sessionId && done(""));
      });
      const message = JSON.stringify({ id: 1, method: "Runtime.evaluate", params: { expression } });
      await session.send("Target.sendMessageToTarget", { sessionId, message }).catch(() => undefined);
      expect(await answer, "what a worker was asked for").not.toContain("exceptionDetails");
      await session.send("Target.detachFromTarget", { sessionId }).catch(() => undefined);
    }
    await session.detach();
  }

  /** Whether there is no room for anything any more. What is there stays. */
  async fill(isFull: boolean): Promise<void> {
    this.#session ??= await this.page.context().newCDPSession(this.page);
    const room = isFull ? { quotaSize: 1 } : {};
    await this.#session.send("Storage.overrideQuotaForOrigin", { origin: this.origin, ...room });
  }
}
