// The map of the board, by keyboard and beside its list.

import { type Page } from "@playwright/test";
import { tabTo } from "../support/keyboard";
import { awake, content } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

const drawing = (page: Page) => content(page).getByRole("group", { name: /^Karte von Rostock/ });
const states = "Veröffentlicht|In Prüfung|Angenommen|In Umsetzung|Umgesetzt|Abgelehnt|Zusammengeführt|Zurückgezogen";
const pins = (page: Page) => drawing(page).getByRole("link", { name: new RegExp(`\\((${states})\\)$`) });

test("a pin on the map is reached and opened by keyboard", { tag: "@desk" }, async ({ page }) => {
  await page.goto("/vorschlaege?thema=kultur");
  await awake(page);
  await page.getByRole("navigation", { name: "Ansicht" }).getByRole("link", { name: "Karte" }).click();
  const pin = pins(page).first();
  await expect(pin).toBeAttached();
  const title = (await pin.getByText(/\)$/).textContent())?.replace(/ \([^)]*\)$/, "") ?? "";
  await expectAccessible(page);
  await picture(page, "board-map");
  await content(page).getByRole("link", { name: "Näher heran" }).focus();
  await tabTo(page, pin);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("a number on the map leads closer to the proposals that it stands for", async ({ page }) => {
  await page.goto("/vorschlaege?thema=verkehr&ansicht=karte");
  await awake(page);
  const groups = drawing(page).getByRole("link", { name: /heranzoomen$/ });
  // Once more wherever several still lie at one spot.
  for (let step = 0; step < 4 && (await groups.count()) > 0; step += 1) {
    const before = page.url();
    await groups.first().press("Enter");
    await expect(page).not.toHaveURL(before);
    await expect(page).toHaveURL(/karte=/);
    await awake(page);
  }
  await expect(pins(page).first()).toBeAttached();
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Ganz Rostock zeigen" }).press("Enter");
  await expect(groups.first()).toBeAttached();
});

test("whatever the map shows stands in the list beside it too", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege?thema=kultur&ansicht=karte");
  await expect(content(page).getByRole("heading", { name: "Dieselben Vorschläge als Liste" })).toBeVisible();
  const listed = await content(page).getByRole("article").getByRole("heading").allTextContents();
  const pinned = await pins(page).evaluateAll((links) => links.map((link) => link.querySelector("title")?.textContent ?? ""));
  expect(pinned.length).toBeGreaterThan(0);
  expect(pinned.filter((label) => !listed.some((title) => label.startsWith(title.trim())))).toEqual([]);
  await expectAccessible(page);
});
