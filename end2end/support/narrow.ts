import { type Page } from "@playwright/test";
import { expect } from "./test";

/** 320 CSS pixels are a desktop window at 400 %: nothing may hide at the side (WCAG 1.4.10). */
export async function expectNarrow(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 800 });
  const wide = () =>
    page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      return [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 100))
        .slice(-3);
    });
  // The window takes a moment to get its size.
  await expect.poll(wide, { message: `wider than 320 px at ${page.url()}`, timeout: 3_000 }).toEqual([]);
  if (size) await page.setViewportSize(size);
}
