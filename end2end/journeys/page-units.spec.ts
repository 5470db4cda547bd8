// A page belongs to an office: others suggest, it decides, and whoever suggested is told by letter.

import { letterTo } from "../support/letters";
import { send } from "../support/requests";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

test("an editor of another office suggests, the office finds it in its inbox, and a letter says what became of it", async ({ page, someoneElse }) => {
  // Long, as such a piece of work is.
  test.slow();
  const word = rareWord();
  const [ours, theirs] = [`Amt für ${word}`, `Amt ohne ${word}`];
  await staff(page, "administrator");
  for (const name of [ours, theirs]) await send(page, "/verwaltung/fachaemter", { name, kontakt: "" });
  await send(page, "/verwaltung/seiten/neu", { titel: `Seite ${word}`, adresse: word.toLowerCase() });

  await page.goto(`/${word.toLowerCase()}?bearbeiten`);
  const id = await page.locator("[data-edit-page]").getAttribute("data-edit-page");
  await page.getByRole("link", { name: "Adresse und Verbleib" }).click();
  await content(page).getByRole("combobox", { name: "Wer betreut diese Seite?" }).selectOption(ours);
  await expectAccessible(page);
  await picture(page, "page-unit");
  await content(page).getByRole("button", { name: "Zuständigkeit speichern" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Seiten" })).toBeVisible();

  const author = await staff(someoneElse, "editor", "--office", `amt-ohne-${word.toLowerCase()}`);
  await page.goto(`/verwaltung/personen?email=${encodeURIComponent(author.email)}`);
  await expect(content(page)).toContainText(`Redaktion: ${theirs}`);
  await content(page).getByRole("link", { name: author.email }).click();
  await expectAccessible(page);

  await someoneElse.goto(`/bearbeiten/${id}/titel`);
  await content(someoneElse).getByRole("textbox", { name: "Titel" }).fill(`Neue Seite ${word}`);
  await content(someoneElse).getByRole("button", { name: "Speichern" }).click();
  await someoneElse.goto(`/bearbeiten/${id}/veroeffentlichen`);
  await expect(content(someoneElse)).toContainText(`Diese Seite betreut: ${ours}.`);
  await expect(content(someoneElse).getByRole("button", { name: "Jetzt veröffentlichen" })).toHaveCount(0);
  await expectAccessible(someoneElse);
  await picture(someoneElse, "page-of-another-unit");
  await content(someoneElse).getByRole("button", { name: "Zur Prüfung geben" }).click();

  await page.goto("/verwaltung/seiten");
  await content(page).getByRole("link", { name: `${ours} (1)` }).click();
  await expect(content(page)).toContainText(`Zuständig: ${ours}`);
  await expectAccessible(page);
  await content(page).getByRole("region", { name: "Wartet auf Prüfung" }).getByRole("link", { name: `Neue Seite ${word}` }).click();
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Neue Seite ${word}` })).toBeVisible();

  const letter = await letterTo(author.email, `Veröffentlicht: Neue Seite ${word}`);
  expect(letter).toContain(`Neue Seite ${word} (zuständig: ${ours})`);
  expect(letter).toContain(`/${word.toLowerCase()}`);
});
