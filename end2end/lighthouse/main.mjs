// Lighthouse on the ten main pages: node main.mjs BINARY JSON. Five runs of each, their middle in each of its four parts, and what
// costs points where one is below the wish. The city is one that wants to be found, unlike a demo.

import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { PAGES, withCity } = createRequire(import.meta.url)("../../script/demo-city");

const RUNS = 5;
const WANTED = 98;
const PARTS = ["performance", "accessibility", "best-practices", "seo"];
/** Stays out of search engines on purpose, which Lighthouse takes for a mistake. */
const HIDDEN = ["/anmelden"];

const [binary, json] = process.argv.slice(2);
if (!json) throw new Error("main.mjs wants the server's binary and where the figures go.");

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const points = (lhr) => Object.fromEntries(PARTS.map((part) => [part, Math.round(lhr.categories[part].score * 100)]));

async function run(url, port, skipAudits = []) {
  const { lhr } = await lighthouse(url, { port, onlyCategories: PARTS, skipAudits, logLevel: "error" });
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return lhr;
}

/** What a part lost, the dearest first. */
function losses(lhr, part) {
  const { auditRefs } = lhr.categories[part];
  const all = auditRefs.reduce((sum, { weight }) => sum + weight, 0);
  return auditRefs
    .map(({ id, weight }) => ({ id, lost: (weight * (1 - (lhr.audits[id].score ?? 1)) * 100) / all, says: lhr.audits[id].displayValue }))
    .filter(({ lost }) => lost >= 0.5)
    .sort((one, other) => other.lost - one.lost);
}

async function measure(url, port, skipAudits) {
  const runs = [];
  for (let n = 0; n < RUNS; n += 1) runs.push(await run(url, port, skipAudits));
  const scores = Object.fromEntries(PARTS.map((part) => [part, middle(runs.map((lhr) => points(lhr)[part]))]));
  const below = PARTS.filter((part) => scores[part] < WANTED);
  const costs = below.map((part) => ({ part, losses: losses(runs.find((lhr) => points(lhr)[part] === scores[part]), part) }));
  return { scores, costs, runs: runs.map(points) };
}

/** A page with a mistake for each part: whoever finds it good finds everything good. */
async function control(port) {
  const page = `<title></title><meta name="robots" content="noindex"><img src="/"><input>
    <script>addEventListener("load", () => setTimeout(() => { for (const end = Date.now() + 3000; Date.now() < end; ); throw new Error(); }))</script>`;
  const server = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html" }).end(page));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    const found = points(await run(`http://127.0.0.1:${server.address().port}/`, port));
    return { scores: found, isNoticed: PARTS.every((part) => found[part] < WANTED) };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const row = (name, scores) => console.log(`${name.padEnd(20)} ${PARTS.map((part) => String(scores[part]).padStart(part.length)).join("  ")}`);

const chrome = await launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
try {
  const pages = {};
  await withCity(binary, { WEGMARKEN_DEMO: "false", WEGMARKEN_RATE_LIMITS: "off" }, async ({ origin }) => {
    row("", Object.fromEntries(PARTS.map((part) => [part, part])));
    for (const page of PAGES) {
      pages[page] = await measure(origin + page, chrome.port, HIDDEN.includes(page) ? ["is-crawlable"] : []);
      row(page, pages[page].scores);
      for (const { part, losses } of pages[page].costs) {
        for (const { id, lost, says } of losses) console.log(`    ${part}: ${lost.toFixed(1)} for ${id}${says ? ` (${says})` : ""}`);
      }
    }
  });
  const bad = await control(chrome.port);
  row("control: a bad page", bad.scores);
  writeFileSync(json, `${JSON.stringify({ runs: RUNS, wanted: WANTED, pages, control: bad.scores }, null, 1)}\n`);
  const below = Object.values(pages).filter(({ costs }) => costs.length > 0).length;
  console.log(`${PAGES.length - below} of ${PAGES.length} pages have ${WANTED} in all four parts (middle of ${RUNS} runs).`);
  if (!bad.isNoticed) console.error("The bad page was not found bad in every part: these figures show nothing.");
  if (below > 0 || !bad.isNoticed) process.exitCode = 1;
} finally {
  chrome.kill();
}
