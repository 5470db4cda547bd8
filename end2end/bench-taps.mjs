// What people do on a page, with real taps and keys, and how long each took from the finger until something was drawn (Event
// Timing): the slowest of a visit is its INP. What is not on a page is not tapped there.

/** What shorter ones count as: browsers tell of none below. */
const LEAST = 16;
/** Longer than the board waits for the next letter, so that it searches between two. */
const BETWEEN_LETTERS = 300;
const SENTENCE = "Hier fehlt eine Bank mit Lehne.";

/** Run in the page: what came since it was asked last, once it is drawn. */
async function told() {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))));
  const counted = ["pointerup", "keydown"].reduce((sum, type) => sum + (performance.eventCounts.get(type) ?? 0), 0);
  const many = counted - (window.seen.counted ?? 0);
  window.seen.counted = counted;
  return { many, all: window.seen.taps.splice(0) };
}

/** Taps beside everything for as long as scripts are on their way: whoever does something then waits for them. */
async function wake(page) {
  const asleep = page.locator("leptos-island:not([data-awake]):not([data-wake] leptos-island)");
  const end = Date.now() + 30_000;
  do {
    await page.locator("h1").tap();
    if (Date.now() > end) throw new Error(`Error: islands sleep on at ${page.url()}`);
  } while ((await asleep.count()) > 0);
}

async function support(page) {
  const button = page.locator(".support__button");
  for (const pressed of ["true", "false"]) {
    await button.tap();
    await page.locator(`.support__button[aria-pressed=${pressed}]`).waitFor();
  }
}

async function unfold(page) {
  const folded = page.locator("main details:not([open]) > summary").locator("visible=true");
  for (let n = await folded.count(); n > 0; n -= 1) await folded.first().tap();
}

/** With keys: what a system shows to choose from is no part of the page. */
async function filter(page) {
  await page.locator("#filter-thema").focus();
  await page.keyboard.press("ArrowDown");
  await page.waitForURL(/[?&]thema=\w/, { waitUntil: "commit" });
}

async function search(page) {
  const field = page.locator("#q");
  await field.tap();
  await field.pressSequentially(" bank", { delay: BETWEEN_LETTERS });
  const words = (await field.inputValue()).trim();
  await page.waitForURL((url) => url.searchParams.get("q")?.trim() === words, { waitUntil: "commit" });
}

async function write(page) {
  const field = page.locator("main textarea").locator("visible=true").first();
  await field.tap();
  await field.pressSequentially(SENTENCE, { delay: 50 });
}

/** From the question at the start to the empty form, which is another page. */
async function begin(page) {
  await Promise.all([page.waitForURL(/\/vorschlaege\/entwurf\/./), page.getByRole("button", { name: "Vorschlag schreiben" }).tap()]);
  await wake(page);
}

/** A link that leads nowhere, so that the page is still there to tell. */
async function menu(page) {
  await page.evaluate(() => addEventListener("click", (event) => event.preventDefault(), { once: true }));
  await page.locator(".menu__link").last().tap();
}

const ACTS = [
  ["scripts on their way", "h1", wake],
  ["unfolding", "main details:not([open]) > summary", unfold],
  ["support", ".support__button", support],
  ["filter", "#filter-thema", filter],
  ["search", "#q", search],
  ["beginning to write", "form button:has-text('Vorschlag schreiben')", begin],
  ["writing", "main textarea", write],
  ["menu", ".menu__link", menu],
];

/**
 * @param {import("@playwright/test").Page} page As it was loaded, with nothing touched yet.
 * @param {() => number} wasmSoFar How many bytes of WebAssembly came.
 */
export async function tapsOn(page, wasmSoFar) {
  const taps = [];
  let wasm = 0;
  for (const [what, where, act] of ACTS) {
    if ((await page.locator(where).locator("visible=true").count()) === 0) continue;
    await act(page);
    const { many, all } = await page.evaluate(told);
    if (many === 0) throw new Error(`Error: ${page.url()} felt nothing of "${what}"`);
    taps.push({ what, many, ms: Math.max(LEAST, ...all) });
    if (act === wake) wasm = wasmSoFar();
  }
  return { taps, wasm };
}
