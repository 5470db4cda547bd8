// How soon a kiosk can be used that is switched on without a network: on the processor of the slow phone, in a browser that
// was closed in between and kept its profile. There is no network because nobody listens at its address any more; the
// browser's own switch would not reach the worker. The worker itself has a thread that nobody can slow down.

import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A way to the server that can be closed. */
async function passage({ hostname, port }) {
  const open = new Set();
  const server = createServer((from) => {
    const to = connect(Number(port), hostname);
    for (const [one, other] of [[from, to], [to, from]]) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => open.delete(one));
      one.pipe(other);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const close = async () => {
    const closed = new Promise((done) => server.close(done));
    for (const one of open) one.destroy();
    await closed;
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

/** Run in the page: when somebody could tap on the greeting. */
function watch() {
  const look = new MutationObserver(() => {
    if (!document.querySelector(".kiosk-languages button")) return;
    look.disconnect();
    // It is drawn by then.
    requestAnimationFrame(() => setTimeout(() => (window.usable = performance.now())));
  });
  look.observe(document, { childList: true, subtree: true });
}

/**
 * @param {string} base Address of the server.
 * @param {string} code With which the kiosk is paired.
 * @param {(profile: string) => Promise<import("@playwright/test").BrowserContext>} launch
 * @param {{ slowness: number, repeats: number }} how
 */
export async function kioskStarts(base, code, launch, { slowness, repeats }) {
  const profile = await mkdtemp(join(tmpdir(), "wegmarken-bench-kiosk-"));
  const network = await passage(new URL(base));
  const greeting = ".kiosk-languages button";
  const address = `${network.origin}/kiosk`;
  try {
    await pair();
    await network.close();
    const starts = [];
    for (let n = 0; n < repeats; n += 1) starts.push(await start());
    return { usable_ms: starts.map(({ usable }) => usable), page_ms: starts.map(({ page }) => page) };
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async function pair() {
    const browser = await launch(profile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(address);
    await page.getByRole("textbox", { name: "Code" }).fill(code);
    await page.getByRole("button", { name: "Verbinden" }).click();
    await page.getByRole("button", { name: "Kiosk starten" }).click();
    await page.locator(greeting).first().waitFor({ timeout: 60_000 });
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration("/kiosk"))?.active?.state === "activated");
    await browser.close();
  }

  async function start() {
    const browser = await launch(profile);
    const page = browser.pages()[0] ?? (await browser.newPage());
    const session = await browser.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowness });
    await page.addInitScript(watch);
    await page.goto(address);
    await page.waitForFunction(() => window.usable);
    const told = await page.evaluate(async () => ({
      usable: window.usable,
      page: performance.getEntriesByType("navigation")[0].responseEnd,
      isOnline: await fetch("/healthz", { cache: "no-store" }).then(() => true, () => false),
    }));
    await browser.close();
    if (told.isOnline) throw new Error("Error: there is a network, so this measured nothing");
    return told;
  }
}
