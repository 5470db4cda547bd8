// What every journey shares: it fails on any console error, failed request, request to another host or anything that the
// policy had to stop, and it can ask axe.

import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { expectNoViolations } from "./axe";
import { policed } from "./policy";

type Fixtures = {
  /** Whether the browser runs scripts in this project. */
  scripts: boolean;
  /** Errors that a journey causes on purpose; each is a part of the message. */
  expected: string[];
  /** Records console errors and failed requests, and fails the journey on what it did not expect. */
  watched: (context: BrowserContext) => void;
  /** A page in the browser of another person, watched as well. */
  someoneElse: Page;
};

export const test = base.extend<Fixtures>({
  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  expected: async ({}, use) => use([]),
  watched: [
    async ({ browser, context, expected, scripts, baseURL }, use) => {
      const seen: string[] = [];
      const stopped: string[] = [];
      // Also those that a journey opens by itself, however short they live; nobody expects any of this.
      const police = (context: BrowserContext) => policed(context, stopped).catch(() => undefined);
      await police(context);
      browser.on("context", police);
      const ours = new URL(baseURL ?? "").host;
      const watch = (context: BrowserContext) => {
        context.on("console", (message) => {
          // The journeys do without the worker, and Playwright says so on every page; those of the outbox have it.
          if (message.text() === "Service Worker registration blocked by Playwright") return;
          if (message.type() === "error" || message.type() === "warning") seen.push(`console: ${message.text()}`);
        });
        // Nobody else learns who reads here. What a page makes itself (`data:`, `blob:`) goes nowhere.
        context.on("request", (request) => {
          const { protocol, host } = new URL(request.url());
          if (/^(https?|wss?):$/.test(protocol) && host !== ours) seen.push(`third party: ${request.url()}`);
        });
        context.on("weberror", (error) => seen.push(`page: ${error.error().message}`));
        context.on("requestfailed", (request) => {
          // A navigation cuts off what the old page was still loading; that is no failure of the site.
          const reason = request.failure()?.errorText ?? "";
          // Where scripts are off, the browser refuses to load them in advance.
          const isScript = !scripts && request.resourceType() === "script";
          if (reason !== "net::ERR_ABORTED" && !isScript) seen.push(`request: ${request.url()} ${reason}`);
        });
        context.on("response", (response) => {
          if (response.status() >= 500) seen.push(`response: ${response.status()} ${response.url()}`);
        });
      };
      watch(context);
      await use(watch);
      browser.off("context", police);
      expect(stopped, "what the content security policy stopped").toEqual([]);
      const unexpected = seen.filter((message) => !expected.some((part) => message.includes(part)));
      expect(unexpected, "console errors, failed requests and requests to others").toEqual([]);
    },
    { auto: true },
  ],
  someoneElse: async ({ browser, watched }, use) => {
    const context = await browser.newContext();
    watched(context);
    await use(await context.newPage());
    await context.close();
  },
});

export { expect };

/** All rules up to WCAG 2.2 AA and axe's best practices, no exceptions. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, test.info().project.use.javaScriptEnabled !== false);
}

/** Keeps a picture of the page as an artefact of the run: as JPEG, which is written in a tenth of the time. */
export async function picture(page: Page, name: string): Promise<void> {
  const { project } = test.info();
  await page.screenshot({ path: `test-results/pictures/${project.name}-${name}.jpg`, quality: 85, fullPage: true });
}
