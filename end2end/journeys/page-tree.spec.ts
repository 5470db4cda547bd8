// Editors make, move and retire pages; whoever comes by an old address finds the way.

import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

test("a page is made, published, moved and retired, and its addresses lead on", async ({ page, someoneElse, expected }) => {
  // Long, as such a piece of work is.
  test.slow();
  expected.push("status of 404", "status of 409", "status of 410");
  const word = rareWord().toLowerCase();
  await staff(page, "editor");
  await page.goto("/verwaltung/seiten");
  await expectAccessible(page);
  await picture(page, "page-tree");
  await content(page).getByRole("link", { name: "Neue Seite", exact: true }).click();
  await content(page).getByRole("textbox", { name: "Titel" }).fill(`Seite ${word}`);
  await content(page).getByRole("textbox", { name: "Adresse" }).fill("regeln");
  await content(page).getByRole("button", { name: "Seite anlegen" }).click();
  await expect(content(page).getByRole("link", { name: /gibt es schon eine Seite/ })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("textbox", { name: "Adresse" }).fill(`mitmachen/${word}`);
  await content(page).getByRole("button", { name: "Seite anlegen" }).click();
  await expect(page.getByText("Noch nie veröffentlicht")).toBeVisible();
  await expectAccessible(page);
  expect((await someoneElse.goto(`/mitmachen/${word}`))?.status()).toBe(404);

  await page.getByRole("link", { name: "Veröffentlichen" }).click();
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();
  await someoneElse.goto(`/mitmachen/${word}`);
  await expect(someoneElse.getByRole("heading", { level: 1, name: `Seite ${word}` })).toBeVisible();
  await expectAccessible(someoneElse);

  await page.goto(`/mitmachen/${word}?bearbeiten`);
  await page.getByRole("link", { name: "Adresse und Verbleib" }).click();
  await expectAccessible(page);
  await picture(page, "page-address");
  await content(page).getByRole("textbox", { name: "Adresse" }).fill(word);
  await content(page).getByRole("button", { name: "Adresse ändern" }).click();
  await expect(content(page).getByText(`/${word}`, { exact: true })).toBeVisible();
  await someoneElse.goto(`/mitmachen/${word}`);
  await expect(someoneElse).toHaveURL(new RegExp(`/${word}$`));
  await expect(someoneElse.getByRole("heading", { level: 1, name: `Seite ${word}` })).toBeVisible();

  await content(page).getByRole("link", { name: new RegExp(`^Adresse und Verbleib ?: Seite ${word}$`) }).click();
  await content(page).getByRole("combobox", { name: "Wo geht es weiter?" }).selectOption("mitmachen");
  await content(page).getByRole("button", { name: "Seite stilllegen" }).click();
  expect((await someoneElse.goto(`/${word}`))?.status()).toBe(410);
  await expect(someoneElse.getByRole("heading", { level: 1, name: "Diese Seite gibt es nicht mehr" })).toBeVisible();
  await expectAccessible(someoneElse);
  await picture(someoneElse, "page-gone");
  await someoneElse.getByRole("link", { name: "Hier geht es weiter" }).click();
  await expect(someoneElse).toHaveURL(/\/mitmachen$/);
});
