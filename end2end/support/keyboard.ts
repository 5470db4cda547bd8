// Moving about by keyboard alone.

import { expect, type Locator, type Page } from "@playwright/test";

/** Presses Tab until the wanted control has the focus. */
export async function tabTo(page: Page, wanted: Locator, most = 150): Promise<void> {
  await expect(wanted).toBeAttached();
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${wanted} was not reached with ${most} times Tab`);
}
