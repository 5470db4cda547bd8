// What a person does on many pages, in the words of the journeys.

import { expect, type Locator, type Page } from "@playwright/test";

/** The part of the page between header and footer. */
export const content = (page: Page): Locator => page.getByRole("main");

/** Waits until the islands of the page listen. Without scripts there is nothing to wait for. */
export async function awake(page: Page): Promise<void> {
  const islands = page.locator("leptos-island");
  if ((await islands.count()) === 0 || (await page.locator("html").evaluate(() => matchMedia("(scripting: none)").matches))) return;
  const areAwake = () => [...document.querySelectorAll("leptos-island")].every((island) => "hydrated" in island);
  await page.waitForFunction(areAwake, undefined, { timeout: 15_000 });
}

/** Chooses a radio or ticks a box by its label, as people do. */
export async function choose(within: Page | Locator, name: string | RegExp): Promise<void> {
  const input = within.getByRole("radio", { name, exact: true }).or(within.getByRole("checkbox", { name, exact: true }));
  await input.locator("xpath=following-sibling::label[1]").click();
  await expect(input).toBeChecked();
}

/** A word that no other journey writes, so that a search finds this one's things only. */
export function rareWord(): string {
  const letters = "bdfgklmnprstwz";
  const vowels = "aeiou";
  const pick = (from: string) => from[Math.floor(Math.random() * from.length)];
  return `W${Array.from({ length: 5 }, () => `${pick(vowels)}${pick(letters)}`).join("")}`;
}
