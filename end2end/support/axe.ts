// Axe over the page as it stands.

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function expectNoViolations(page: Page, scripts: boolean): Promise<void> {
  const violations = scripts ? await violationsOf(page) : await violationsOfCopy(page);
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.html.slice(0, 200)} ${node.any[0]?.message ?? node.failureSummary ?? ""}`),
  }));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

async function violationsOf(page: Page) {
  // No frames here, so axe need not open a second page to put its results together.
  return (await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze()).violations;
}

/** Axe needs timers, which do not run where scripts are off: it gets the same document in a browser with scripts. */
async function violationsOfCopy(page: Page) {
  const html = (await page.content())
    .replace(/<script\b[^>]*>[^<]*<\/script>/g, "")
    // What is shown without scripts has to be shown here.
    .replace(/<(\/?)noscript>/g, "<$1div>");
  const browser = page.context().browser();
  if (!browser) throw new Error("The browser is gone");
  const context = await browser.newContext({ viewport: page.viewportSize(), reducedMotion: "reduce" });
  try {
    const copy = await context.newPage();
    const address = page.url().replace(/#.*/, "");
    await copy.route(address, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await copy.goto(page.url());
    return await violationsOf(copy);
  } finally {
    await context.close();
  }
}
