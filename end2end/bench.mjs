// Measures the first view of pages in Chromium on the profile of a slow phone, the start of a kiosk without a network, and
// editing at a desk: node bench.mjs ADDRESS CODE LINK, with the code of a kiosk that waits for its device and the link with
// which an editor sets a password. Prints JSON.
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
    window.seen = { lcp: 0, long: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.seen.lcp = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.seen.long += entry.duration;
    }).observe({ type: "longtask", buffered: true });
  });
  await page.goto(base + path, { waitUntil: "networkidle" });
  const { lcp, long } = await page.evaluate(() => window.seen);
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
  return { lcp, long, first, count, wasm, islands };
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
