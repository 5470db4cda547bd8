// Axe over the page as it stands.

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules whose answer depends on colours. */
const colours = ["color-contrast", "link-in-text-block"];

export async function expectNoViolations(page: Page, scripts: boolean): Promise<void> {
  expectNone(page, scripts ? await violationsOf(page) : await violationsOfCopy(page));
}

/** Where the same document was asked before in other colours. */
export async function expectReadableColours(page: Page): Promise<void> {
  // Colours that fade into the others are judged at the end.
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  const { violations } = await new AxeBuilder({ page }).withRules(colours).setLegacyMode(true).analyze();
  expectNone(page, violations);
}

type Violations = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"];

function expectNone(page: Page, violations: Violations): void {
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.html.slice(0, 200)} ${node.any[0]?.message ?? node.failureSummary ?? ""}`),
  }));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

async function violationsOf(page: Page): Promise<Violations> {
  // What stands in a frame is looked at by itself, so axe need not open a second page to put its results together.
  return (await new AxeBuilder({ page }).exclude("iframe").withTags(tags).setLegacyMode(true).analyze()).violations;
}

/** Axe needs timers, which do not run where scripts are off: it gets the same document in a browser with scripts. */
async function violationsOfCopy(page: Page): Promise<Violations> {
  const html = (await page.content())
    .replace(/<script\b[^>]*>[^<]*<\/script>/g, "")
    // What is shown without scripts has to be shown here.
    .replace(/<(\/?)noscript>/g, "<$1div>");
  const browser = page.context().browser();
  if (!browser) throw new Error("The browser is gone");
  const context = await browser.newContext({ javaScriptEnabled: true });
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
