// Axe over the page as it stands. It is brought into a document once, however often the document is looked at, and says
// only what is wrong: bringing it, and telling what is right, take longer than looking.

import { expect, type Browser, type Page } from "@playwright/test";
import axe, { type Result, type RunOptions } from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules whose answer depends on colours. */
const colours = ["color-contrast", "link-in-text-block"];

export async function expectNoViolations(page: Page, scripts: boolean): Promise<void> {
  const all: RunOptions = { runOnly: { type: "tag", values: tags } };
  expectNone(page, scripts ? await violations(page, all) : await violationsOfCopy(page, all));
}

/** Where the same document was asked before in other colours. */
export async function expectReadableColours(page: Page): Promise<void> {
  // The colours of the document have been painted, and what fades into them is judged at its end.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    document.getAnimations().forEach((animation) => animation.finish());
  });
  expectNone(page, await violations(page, { runOnly: { type: "rule", values: colours } }));
}

function expectNone(page: Page, violations: Result[]): void {
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.html.slice(0, 200)} ${node.any[0]?.message ?? node.failureSummary ?? ""}`),
  }));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

async function violations(page: Page, options: RunOptions): Promise<Result[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async (options) => {
      const brought = (window as unknown as { axe: typeof axe }).axe;
      // What stands in a frame is looked at by itself.
      return (await brought.run({ exclude: ["iframe"] }, options)).violations;
    },
    { ...options, resultTypes: ["violations" as const] },
  );
}

/** Axe needs timers, which do not run where scripts are off: it gets the same document in a browser with scripts. */
async function violationsOfCopy(page: Page, options: RunOptions): Promise<Result[]> {
  const html = (await page.content())
    .replace(/<script\b[^>]*>[^<]*<\/script>/g, "")
    // What is shown without scripts has to be shown here.
    .replace(/<(\/?)noscript>/g, "<$1div>");
  const browser = page.context().browser();
  if (!browser) throw new Error("The browser is gone");
  const copy = await copyIn(browser);
  await copy.route(page.url().replace(/#.*/, ""), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
  try {
    // Leaving first: to a place in the document that is there already nothing would be loaded.
    await copy.goto("about:blank");
    await copy.goto(page.url());
    return await violations(copy, options);
  } finally {
    await copy.unrouteAll({ behavior: "wait" });
  }
}

const copies = new WeakMap<Browser, Page>();

/** One page for all copies: what the documents of the site share is fetched and read once. */
async function copyIn(browser: Browser): Promise<Page> {
  const known = copies.get(browser);
  if (known && !known.isClosed()) return known;
  const copy = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
  copies.set(browser, copy);
  return copy;
}
