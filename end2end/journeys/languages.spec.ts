// Switch the language and keep the place.

import { type Page } from "@playwright/test";
import { awake, content, unfoldFilters } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const languages = (page: Page) => page.locator("nav.languages");

test("a filtered board stays the same board in another language", async ({ page }) => {
  await page.goto("/vorschlaege?thema=verkehr&ort=gehlsdorf");
  await expect(page.getByRole("region", { name: "2 Vorschläge", exact: true })).toBeVisible();

  await languages(page).getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL(/\/en\/vorschlaege\?thema=verkehr&ort=gehlsdorf$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("region", { name: "2 proposals", exact: true })).toBeVisible();
  await expect(page.locator("#filter-thema")).toHaveValue("verkehr");
  await expectAccessible(page);

  await languages(page).getByRole("link", { name: "Easy German" }).or(languages(page).getByRole("link", { name: "Leichte Sprache" })).click();
  await expect(page).toHaveURL(/\/ls\/vorschlaege\?thema=verkehr&ort=gehlsdorf$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "de-simple");
  await expect(page.locator("#filter-ort")).toHaveValue("gehlsdorf");
  await expectAccessible(page);

  await languages(page).getByRole("link", { name: "Deutsch" }).click();
  await expect(page).toHaveURL(/\/vorschlaege\?thema=verkehr&ort=gehlsdorf$/);
  await expect(page.getByRole("region", { name: "2 Vorschläge", exact: true })).toBeVisible();
});

test("a filter that was chosen without a page load is kept by the language links too", async ({ page, scripts }) => {
  test.skip(!scripts, "without scripts every filter is a page load");
  await page.goto("/vorschlaege");
  await awake(page);
  await unfoldFilters(page);
  await page.getByRole("combobox", { name: "Leitthema" }).selectOption({ label: "Verwaltung und Organisation" });
  await expect(page).toHaveURL(/thema=verwaltung$/);
  await expect(page.getByRole("list", { name: "Gewählte Filter" })).toBeVisible();
  await languages(page).getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL(/\/en\/vorschlaege\?thema=verwaltung$/);
  await expectAccessible(page);
});

test("a proposal stays the same proposal in another language", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege/61");
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  await languages(page).getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL(/\/en\/vorschlaege\/61/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
  // What people wrote stays German and says so.
  await expect(page.getByRole("heading", { level: 1 }).locator("xpath=ancestor-or-self::*[@lang][1]")).toHaveAttribute("lang", /^(de|en)$/);
  await expect(page.getByRole("region", { name: "Discussion" })).toBeVisible();
  await expectAccessible(page);
});

test("whoever begins in English goes on in English", async ({ page }) => {
  await page.goto("/en");
  await content(page).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/en(\/|$)/);
  await page.goto("/en/vorschlaege/neu");
  await content(page).getByRole("button").first().click();
  await expect(page).toHaveURL(/\/en\/vorschlaege\/entwurf\//);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await awake(page);
  await expectAccessible(page);
});
