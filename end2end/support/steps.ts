// What a person does on many pages, in the words of the journeys.

import { expect, type Locator, type Page } from "@playwright/test";

/** The part of the page between header and footer. */
export const content = (page: Page): Locator => page.getByRole("main");

/**
 * Moves a little, as people do, and waits until the islands of the page listen; the heavy ones that wake when they come
 * near are brought near. Without scripts there is nothing to wait for.
 */
export async function awake(page: Page): Promise<void> {
  const islands = page.locator("leptos-island");
  if ((await islands.count()) === 0 || (await page.evaluate(() => matchMedia("(scripting: none)").matches))) return;
  await page.evaluate(() => dispatchEvent(new Event("pointermove")));
  // What waits for the first letter sleeps until it is typed.
  const asleep = page.locator("leptos-island:not([data-awake]):not([data-wake=typed] leptos-island)");
  await expect
    .poll(async () => {
      await page.locator("[data-wake=near]").evaluateAll((parts) => parts.forEach((part) => part.scrollIntoView()));
      return asleep.count();
    }, { message: `islands asleep at ${page.url()}`, timeout: 15_000, intervals: [50, 100] })
    .toBe(0);
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

/** On a phone the filters of the board are folded away until somebody wants them. */
export async function unfoldFilters(page: Page): Promise<void> {
  const fold = page.locator("summary", { hasText: "Filtern und sortieren" }).locator("visible=true");
  if ((await fold.count()) > 0 && !(await page.getByRole("combobox", { name: "Leitthema" }).isVisible())) await fold.click();
}
