// What a sweep does with a page.

import { type Page } from "@playwright/test";
import { expectReadableColours } from "./axe";
import { expectNarrow } from "./narrow";
import { expect, expectAccessible, test } from "./test";

/** In front of an address: German, English, Leichte Sprache. */
export const prefixes = ["", "/en", "/ls"];

/** The page that is shown: one heading, accessible in light and dark, and narrow. No colour depends on the language. */
export async function look(page: Page, prefix = ""): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectAccessible(page);
  if (prefix === "") {
    await page.emulateMedia({ colorScheme: "dark" });
    await expectReadableColours(page);
    await page.emulateMedia({ colorScheme: "light" });
  }
  await expectNarrow(page);
}

/** Looks at pages in every language. `made` are addresses that no page of the list leads to. */
export async function sweep(page: Page, paths: string[], made: string[] = []): Promise<void> {
  test.setTimeout(60_000 + paths.length * 30_000);
  const links = [...made];
  for (const path of paths) {
    const address = addressOf(path, links);
    for (const prefix of prefixes) {
      const answer = await page.goto(prefix + address);
      expect(answer?.status(), prefix + address).toBe(200);
      await look(page, prefix);
      if (prefix === "") links.push(...(await linksOn(page)));
    }
  }
}

/** The numbers and keys in an address are those of the first link that is like it. */
function addressOf(path: string, links: string[]): string {
  if (!path.includes("{")) return path;
  const like = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
  const link = links.find((link) => like.test(link));
  if (!link) throw new Error(`Nothing leads to ${path}: let a page before it in support/pages.ts do so, or hand its address to the sweep`);
  return link;
}

function linksOn(page: Page): Promise<string[]> {
  return page.locator("a[href], iframe[src]").evaluateAll((all) =>
    all.map((one) => new URL(one.getAttribute("href") ?? one.getAttribute("src") ?? "", location.href).pathname),
  );
}
