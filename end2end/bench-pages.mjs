// Visits of somebody who was never here, measured in the browser. On a slow phone: what is painted and loaded, how much jumps
// (layout shift, its worst five seconds as browsers count them for the web vitals), how long the page could not answer a tap
// (blocking: of each long task after the first paint what is above 50 ms), and how long it took to show that it had felt one
// (bench-taps.mjs). On cable: how long loading takes.

import { devices } from "@playwright/test";
import { tapsOn } from "./bench-taps.mjs";

/** Mid-range phone of some years ago on slow 4G, as Lighthouse simulates it: processor 4 times slower, 1.6 Mbit/s, 150 ms. */
const PHONE = { device: devices["Moto G4"], slowness: 4, latency: 150, down: 1_600, up: 750 };
/** A desk on a small cable, as WebPageTest has it. */
const CABLE = { device: devices["Desktop Chrome"], slowness: 1, latency: 28, down: 5_000, up: 1_000 };

export const { slowness } = PHONE;

const total = (values) => values.reduce((sum, value) => sum + value, 0);

/** A page on which nothing is cached, and what goes over the network for it. */
async function freshPage(browser, { device, latency, down, up, slowness }) {
  // Without the worker: what it fetches is seen by no session of the page, and would count as nothing.
  const context = await browser.newContext({ ...device, serviceWorkers: "block" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: (down * 1024) / 8,
    uploadThroughput: (up * 1024) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  const kinds = new Map();
  const sent = { bytes: {}, requests: 0 };
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    kinds.set(requestId, response.mimeType === "application/wasm" ? "Wasm" : type);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    sent.bytes[kind] = (sent.bytes[kind] ?? 0) + encodedDataLength;
    sent.requests += 1;
  });
  return { context, page, sent };
}

/** Run in the page, before anything of it: keeps what the browser tells about times. */
function watch() {
  window.seen = { lcp: 0, long: [], shifts: [], taps: [] };
  const observe = (type, keep, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true, ...options });
  observe("largest-contentful-paint", (entry) => (window.seen.lcp = entry.startTime));
  observe("longtask", (entry) => window.seen.long.push({ start: entry.startTime, took: entry.duration }));
  observe("layout-shift", (entry) => entry.hadRecentInput || window.seen.shifts.push({ start: entry.startTime, by: entry.value }));
  // What is shorter than 16 ms browsers do not tell.
  observe("event", (entry) => entry.interactionId && window.seen.taps.push(entry.duration), { durationThreshold: 16 });
}

/** Run in the page: everything that is measured goes wrong. */
function spoil() {
  const work = (ms) => {
    for (const end = performance.now() + ms; performance.now() < end; );
  };
  addEventListener("pointerdown", () => work(150), true);
  window.spoiled = new Promise((done) => {
    addEventListener("load", () => setTimeout(() => {
      work(400);
      const late = document.createElement("p");
      late.textContent = "Hier kommt noch etwas. ".repeat(20);
      late.style.cssText = "font-size: 2rem; margin: 0";
      document.body.prepend(late);
      requestAnimationFrame(() => setTimeout(done, 500));
    }, 2_000));
  });
}

function blocked(tasks, painted) {
  return total(tasks.filter(({ start }) => start >= painted).map(({ took }) => Math.max(0, took - 50)));
}

/** Shifts belong together as long as a second is between two of them at most, and five are between the first and the last. */
function worst(shifts) {
  let [sum, most, first, last] = [0, 0, -Infinity, -Infinity];
  for (const { start, by } of shifts) {
    if (start - last >= 1_000 || start - first >= 5_000) [sum, first] = [0, start];
    sum += by;
    last = start;
    most = Math.max(most, sum);
  }
  return most;
}

async function seen(page) {
  const { lcp, long, shifts, painted } = await page.evaluate(() => ({
    ...window.seen,
    painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  }));
  return { lcp, long: total(long.map(({ took }) => took)), blocked: blocked(long, painted), shift: worst(shifts) };
}

/**
 * @param {import("@playwright/test").Browser} browser
 * @param {string} address
 * @param {boolean} isSpoiled Whether the page is made bad, to see that this is noticed.
 */
async function visit(browser, address, isSpoiled = false) {
  const { context, page, sent } = await freshPage(browser, PHONE);
  await page.addInitScript(watch);
  if (isSpoiled) await page.addInitScript(spoil);
  await page.goto(address, { waitUntil: "networkidle" });
  await page.evaluate(() => window.spoiled);
  const first = await seen(page);
  const { bytes, requests } = { ...sent, bytes: { ...sent.bytes } };
  const islands = await page.locator("leptos-island").count();
  const { taps, wasm } = await tapsOn(page, () => sent.bytes.Wasm ?? 0);
  const { shift } = await seen(page);
  await context.close();
  const slowest = taps.toSorted((one, other) => other.ms - one.ms)[0];
  return { ...first, bytes, requests, islands, wasm, taps, slowest, shiftInAll: Math.max(first.shift, shift) };
}

/** How long loading takes on cable. */
async function load(browser, address) {
  const { context, page } = await freshPage(browser, CABLE);
  await page.goto(address, { waitUntil: "load" });
  // The event counts with what listens to it.
  await page.waitForFunction(() => performance.getEntriesByType("navigation")[0].loadEventEnd > 0);
  const took = await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd);
  await context.close();
  return took;
}

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const times = (visits) => ({
  lcp_ms: visits.map((one) => one.lcp),
  long_tasks_ms: visits.map((one) => one.long),
  blocking_ms: visits.map((one) => one.blocked),
  layout_shift: visits.map((one) => one.shift),
  inp_ms: visits.map((one) => one.slowest.ms),
});

/**
 * @param {import("@playwright/test").Browser} browser
 * @param {string} base Address of the server.
 * @param {string[][]} pages Names and paths.
 * @param {number} repeats
 */
export async function firstViews(browser, base, pages, repeats) {
  const results = [];
  for (const [name, path] of pages) {
    const visits = [];
    const loads = [];
    for (let n = 0; n < repeats; n += 1) {
      visits.push(await visit(browser, base + path));
      loads.push(await load(browser, base + path));
    }
    const { bytes, requests, islands, taps } = visits[0];
    const kinds = Object.entries(bytes).sort((a, b) => b[1] - a[1]);
    results.push({
      name,
      bytes: total(kinds.map(([, size]) => size)),
      requests,
      by_type: Object.fromEntries(kinds.map(([kind, size]) => [kind.toLowerCase(), size])),
      ...times(visits),
      layout_shift_with_taps: visits.map((one) => one.shiftInAll),
      taps: total(taps.map(({ many }) => many)),
      slowest_tap: visits.toSorted((one, other) => other.slowest.ms - one.slowest.ms)[0].slowest.what,
      cable_ms: loads,
      islands,
      wasm_bytes: middle(visits.map((one) => one.wasm)),
    });
  }
  return results;
}

/** The start page made bad: whoever measures and does not see it measured nothing. */
export async function spoiledView(browser, base) {
  return times([await visit(browser, `${base}/`, true)]);
}
