// A Firefox of this machine, spoken to in WebDriver BiDi: Playwright drives builds of its own, or versions that are newer than
// those which distributions keep for years.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Firefox asks nobody anything, and pages are loaded without the worker of the site, as in the journeys. */
const preferences = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.serviceWorkers.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "intl.accept_languages": "de-DE, de",
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.enabled": false,
};

/** Before what the policy of a page stopped. */
export const SIGN = "Content Security Policy";

const watch = `() => addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  console.error("${SIGN}: " + violatedDirective + " stopped " + blockedURI + " " + sample))`;

type Message = { id?: number; type: string; result?: unknown; message?: string; method?: string; params?: unknown };
type Entry = { type: string; level: string; text: string | null };
type Exchange = { navigation: string | null; request: { url: string }; response?: { status: number } };
type Evaluated = { type: string; result: { value?: unknown; sharedId?: string }; exceptionDetails?: { text: string } };

export type Firefox = {
  /** The status of the page, once it is loaded. */
  open: (url: string) => Promise<number | undefined>;
  /** What an expression is, run in the page; a promise is waited for. */
  evaluate: (expression: string) => Promise<unknown>;
  /** With the mouse, in the middle of the first such element. */
  click: (selector: string) => Promise<void>;
  /** Errors, what the policy stopped, and requests to others, since it was asked last. */
  told: () => string[];
  stop: () => Promise<void>;
};

export async function startFirefox(binary: string, ours: string): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), "wegmarken-firefox-"));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const child = spawn(binary, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((done) => child.once("exit", done));
  const socket = await connected(`${await listening(child)}/session`);

  let told: string[] = [];
  const statuses = new Map<string, number>();
  const hear: Record<string, (params: unknown) => void> = {
    "log.entryAdded": (params) => {
      const { type, level, text } = params as Entry;
      if (level === "error") told.push(`${type}: ${text}`);
    },
    "network.beforeRequestSent": (params) => {
      const { url } = (params as Exchange).request;
      if (/^(https?|wss?):/.test(url) && new URL(url).origin !== ours) told.push(`third party: ${url}`);
    },
    "network.responseCompleted": (params) => {
      const { navigation, response } = params as Exchange;
      if (navigation && response) statuses.set(navigation, response.status);
    },
  };
  const send = commands(socket, (method, params) => hear[method]?.(params));

  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: Object.keys(hear) });
  await send("script.addPreloadScript", { functionDeclaration: watch });
  const { contexts } = (await send("browsingContext.getTree", {})) as { contexts: { context: string }[] };
  const context = contexts[0]?.context;
  await send("browsingContext.setViewport", { context, viewport: { width: 1280, height: 900 } });

  const run = async (expression: string) => {
    const params = { expression, target: { context }, awaitPromise: true, userActivation: true };
    const { result, exceptionDetails } = (await send("script.evaluate", params)) as Evaluated;
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result;
  };
  return {
    open: async (url) => {
      const { navigation } = (await send("browsingContext.navigate", { context, url, wait: "complete" })) as Exchange;
      return statuses.get(navigation ?? "");
    },
    evaluate: async (expression) => (await run(expression)).value,
    click: async (selector) => {
      const find = `document.querySelector(${JSON.stringify(selector)})`;
      await run(`${find}.scrollIntoView({ block: "center" })`);
      const element = { sharedId: (await run(find)).sharedId };
      const middle = { type: "pointerMove", x: 0, y: 0, origin: { type: "element", element } };
      const press = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
      await send("input.performActions", { context, actions: [{ type: "pointer", id: "mouse", actions: [middle, ...press] }] });
    },
    told: () => {
      const all = told;
      told = [];
      return all;
    },
    stop: async () => {
      // It may be gone before it answers.
      void send("browser.close", {}).catch(() => undefined);
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The address at which it listens, which it says when it has started. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (part: Buffer) => {
      said += part.toString();
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Firefox ended while it started (${code}):\n${said}`)));
  });
}

function connected(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve(socket), { once: true });
    socket.addEventListener("error", () => reject(new Error(`Firefox does not answer at ${url}`)), { once: true });
  });
}

/** Each command has its answer; everything else is an event. */
function commands(socket: WebSocket, happened: (method: string, params: unknown) => void) {
  const waiting = new Map<number, (message: Message) => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === "event") return happened(message.method ?? "", message.params);
    waiting.get(message.id ?? 0)?.(message);
    waiting.delete(message.id ?? 0);
  });
  return (method: string, params: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ type, result, message }) => (type === "success" ? resolve(result) : reject(new Error(`${method}: ${message}`))));
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}
