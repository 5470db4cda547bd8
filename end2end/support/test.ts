// What every journey shares: it fails on any console error or failed request, and it can ask axe.

import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

type Fixtures = {
  /** Whether the browser runs scripts in this project. */
  scripts: boolean;
  /** Errors that a journey causes on purpose; each is a part of the message. */
  expected: string[];
  /** Records console errors and failed requests, and fails the journey on what it did not expect. */
  watched: void;
};

export const test = base.extend<Fixtures>({
  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  expected: async ({}, use) => use([]),
  watched: [
    async ({ page, expected }, use) => {
      const seen: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") seen.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => seen.push(`page: ${error.message}`));
      page.on("requestfailed", (request) => {
        // A navigation cuts off what the old page was still loading; that is no failure of the site.
        const reason = request.failure()?.errorText ?? "";
        if (reason !== "net::ERR_ABORTED") seen.push(`request: ${request.url()} ${reason}`);
      });
      page.on("response", (response) => {
        if (response.status() >= 500) seen.push(`response: ${response.status()} ${response.url()}`);
      });
      await use();
      const unexpected = seen.filter((message) => !expected.some((part) => message.includes(part)));
      expect(unexpected, "console errors and failed requests").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** All rules up to WCAG 2.2 AA and axe's best practices, no exceptions. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await new AxeBuilder({ page }).withTags(tags).analyze();
  const found = result.violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 200)) }));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Keeps a picture of the page as an artefact of the run. */
export async function picture(page: Page, name: string): Promise<void> {
  const { project } = test.info();
  await page.screenshot({ path: `test-results/pictures/${project.name}-${name}.png`, fullPage: true });
}
