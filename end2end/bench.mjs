// Measures the first view of pages in Chromium on the profile of a slow phone, the start of a kiosk without a network, and
// editing at a desk: node bench.mjs ADDRESS CODE LINK, with the code of a kiosk that waits for its device and the link with
// which an editor sets a password. Prints JSON.
// Besides what is painted and loaded: how much of the first view jumps (layout shift, its worst five seconds as browsers count
// them for the web vitals), and how long the page could not answer a tap (blocking: of each long task after the first paint what is
// above 50 ms).
// Mid-range phone of some years ago on slow 4G, as Lighthouse simulates it: processor 4 times slower, 1.6 Mbit/s, 150 ms.

import { chromium, devices } from "@playwright/test";
import { editing } from "./bench-editor.mjs";
import { kioskStarts } from "./bench-kiosk.mjs";

const [base, code, link] = process.argv.slice(2);
const pages = [
  ["start page", "/"],
  ["board", "/vorschlaege"],
  ["proposal", "/vorschlaege/500"],
  ["search", "/vorschlaege?q=spielplatz"],
  ["form", "/vorschlaege/neu"],
];
const repeats = 3;
const slowness = 4;

const options = {
  executablePath: process.env.CHROMIUM || undefined,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};
const browser = await chromium.launch(options);

async function visit(path) {
  // A new visitor each time: nothing is cached.
  // Without the worker: what it fetches is seen by no session of the page, and would count as nothing.
  const context = await browser.newContext({ ...devices["Moto G4"], serviceWorkers: "block" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: (1_600 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  const kinds = new Map();
  const bytes = {};
  let requests = 0;
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    kinds.set(requestId, response.mimeType === "application/wasm" ? "Wasm" : type);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
    requests += 1;
  });
  await page.addInitScript(() => {
    window.seen = { lcp: 0, long: [], shifts: [] };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.seen.lcp = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.seen.long.push({ start: entry.startTime, took: entry.duration });
    }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shifts.push({ start: entry.startTime, by: entry.value });
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(base + path, { waitUntil: "networkidle" });
  const { lcp, long, shifts, painted } = await page.evaluate(() => ({
    ...window.seen,
    painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  }));
  const first = { ...bytes };
  const count = requests;
  // What the first touch loads besides.
  await page.keyboard.press("Shift");
  await page.waitForLoadState("networkidle");
  const wasm = await page
    .waitForFunction(() => document.querySelector("leptos-island[data-awake]") || !document.querySelector("leptos-island"))
    .then(() => bytes.Wasm ?? 0);
  const islands = await page.locator("leptos-island").count();
  await context.close();
  const seen = { lcp, long: total(long.map(({ took }) => took)), blocked: blocked(long, painted), shift: worst(shifts) };
  return { ...seen, first, count, wasm, islands };
}

const total = (values) => values.reduce((sum, value) => sum + value, 0);

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

const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const results = [];
for (const [name, path] of pages) {
  const visits = [];
  for (let n = 0; n < repeats; n += 1) visits.push(await visit(path));
  const { first, count, islands } = visits[0];
  const kinds = Object.entries(first).sort((a, b) => b[1] - a[1]);
  results.push({
    name,
    bytes: kinds.reduce((sum, [, size]) => sum + size, 0),
    requests: count,
    by_type: Object.fromEntries(kinds.map(([kind, size]) => [kind.toLowerCase(), size])),
    lcp_ms: visits.map((one) => one.lcp),
    long_tasks_ms: visits.map((one) => one.long),
    blocking_ms: visits.map((one) => one.blocked),
    layout_shift: visits.map((one) => one.shift),
    islands,
    wasm_bytes: middle(visits.map((one) => one.wasm)),
  });
}
const edited = await editing(base, link, browser);
await browser.close();
// A tablet that stands upright.
const tablet = (profile) => chromium.launchPersistentContext(profile, { ...options, viewport: { width: 810, height: 1080 } });
const kiosk = await kioskStarts(base, code, tablet, { slowness, repeats });
console.log(JSON.stringify({ pages: results, kiosk, editing: edited }));
