// Filter the board, share what was found, come back to it.

import { type Page } from "@playwright/test";
import { awake, content, unfoldFilters } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const results = (page: Page, count: string) => page.getByRole("region", { name: count, exact: true });

test("filters narrow the board step by step, the address carries them, and the way back takes each step off", async ({
  page,
  someoneElse,
  scripts,
}) => {
  await page.goto("/vorschlaege");
  await awake(page);
  // Lives as long as the document does: a page load would take it away.
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  const choose = async (filter: string, choice: string) => {
    await unfoldFilters(page);
    await page.getByRole("combobox", { name: filter, exact: true }).selectOption({ label: choice });
    if (!scripts) await page.getByRole("button", { name: "Anzeigen" }).click();
  };

  await choose("Leitthema", "Verkehr und Mobilität");
  await expect(page).toHaveURL(/thema=verkehr/);
  await choose("Kernziel", "Orte die verbinden");
  await expect(page).toHaveURL(/ziel=verbindend/);
  await choose("Ortsteil", "Gehlsdorf");
  await expect(results(page, "2 Vorschläge")).toBeVisible();
  await choose("Stand", "Angenommen");
  await expect(results(page, "1 Vorschlag")).toBeVisible();
  await expect(page).toHaveURL(/thema=verkehr&ziel=verbindend&ort=gehlsdorf&status=angenommen$/);

  const card = content(page).getByRole("article");
  await expect(card).toHaveCount(1);
  for (const part of ["Angenommen", "Verkehr und Mobilität", "Gehlsdorf"]) await expect(card).toContainText(part);
  await expect(page.getByRole("list", { name: "Gewählte Filter" }).getByRole("link", { name: /^Filter entfernen/ })).toHaveCount(4);
  if (scripts) expect(await page.evaluate(() => "stillHere" in window), "no page load while filtering").toBe(true);
  await expectAccessible(page);

  // Somebody else opens the address and sees the same.
  await someoneElse.goto(page.url());
  await expect(results(someoneElse, "1 Vorschlag")).toBeVisible();
  await expect(someoneElse.getByRole("combobox", { name: "Ortsteil" })).toHaveValue("gehlsdorf");

  await page.goBack();
  await expect(results(page, "2 Vorschläge")).toBeVisible();
  // Without scripts the browser itself fills the form of an earlier page as it was left.
  if (scripts) await expect(page.getByRole("combobox", { name: "Stand", exact: true })).toHaveValue("");
  await page.goForward();
  await expect(results(page, "1 Vorschlag")).toBeVisible();
  await page.reload();
  await expect(results(page, "1 Vorschlag")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Leitthema" })).toHaveValue("verkehr");
  await awake(page);

  const chips = page.getByRole("list", { name: "Gewählte Filter" });
  await chips.getByRole("link", { name: /Angenommen$/ }).click();
  await expect(results(page, "2 Vorschläge")).toBeVisible();
  await expect(chips.getByRole("link", { name: /^Filter entfernen/ })).toHaveCount(3);
  await chips.getByRole("link", { name: "Alle Filter entfernen" }).click();
  await expect(page).toHaveURL(/\/vorschlaege$/);
  await expect(chips).toHaveCount(0);
  await expectAccessible(page);
});

test("a board where nothing fits says what to do next", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege?q=xyzzyqwert");
  await expect(content(page).getByRole("heading", { name: "Dazu gibt es noch nichts" })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Alle Filter entfernen" }).first().click();
  await expect(content(page).getByRole("article").first()).toBeVisible();
});

test("the pages of a board lead forth and back to the same proposals", async ({ page }) => {
  await page.goto("/vorschlaege?thema=soziales");
  await awake(page);
  const titles = content(page).getByRole("article").getByRole("heading");
  await expect(titles).toHaveCount(12);
  const first = await titles.allTextContents();

  await content(page).getByRole("link", { name: "Nächste Seite" }).click();
  await expect(page).toHaveURL(/seite=/);
  await expect(content(page).getByRole("link", { name: "Vorherige Seite" })).toBeVisible();
  const second = await titles.allTextContents();
  expect(second.length).toBeGreaterThan(0);
  expect(first.filter((title) => second.includes(title))).toEqual([]);
  await expectAccessible(page);

  await content(page).getByRole("link", { name: "Vorherige Seite" }).click();
  await expect(content(page).getByRole("link", { name: "Nächste Seite" })).toBeVisible();
  await expect(titles).toHaveText(first);
});

test("the order of the board can be chosen", async ({ page, scripts }) => {
  await page.goto("/vorschlaege?thema=soziales");
  await awake(page);
  await unfoldFilters(page);
  await page.getByRole("combobox", { name: "Reihenfolge" }).selectOption({ label: "Meiste Unterstützungen" });
  if (!scripts) await page.getByRole("button", { name: "Anzeigen" }).click();
  await expect(page).toHaveURL(/sortierung=/);
  await expect
    .poll(async () => {
      const facts = await content(page).getByRole("article").filter({ hasText: /Unterstützung/ }).allTextContents();
      const counts = facts.map((text) => Number(text.match(/([\d.]+) Unterstützung/)?.[1]?.replace(".", "")));
      return counts.length === 12 && counts.every((count, index) => index === 0 || count <= (counts[index - 1] ?? 0));
    })
    .toBe(true);
  await expectAccessible(page);
});
