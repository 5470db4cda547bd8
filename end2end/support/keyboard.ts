// Moving about by keyboard alone.

import { expect, type Locator, type Page } from "@playwright/test";

/** Presses Tab until the wanted control has the focus. */
export async function tabTo(page: Page, wanted: Locator, most = 150): Promise<void> {
  await pressUntil(page, "Tab", wanted, most);
}

/** Presses this key until the wanted control has the focus. */
export async function pressUntil(page: Page, key: string, wanted: Locator, most: number): Promise<void> {
  await expect(wanted).toBeAttached();
  // Found once: to look for it by its name after each key takes longer than the keys.
  let found = await wanted.elementHandle();
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press(key);
    const state = await found?.evaluate((element) => (element === document.activeElement ? "here" : element.isConnected ? "away" : "gone"));
    if (state === "here") return;
    // An island made it anew.
    if (state !== "away") found = await wanted.elementHandle();
  }
  throw new Error(`${wanted} was not reached with ${most} times ${key}`);
}
