// One draft in two windows: nothing of either is lost, and the person chooses.

import { type Page } from "@playwright/test";
import { awake, choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";
import { beginProposal, field, onReview, reasons, toReview } from "../support/writing";

const save = (page: Page) =>
  content(page).getByRole("button", { name: "Zwischenspeichern" }).last();

/** The same draft in a second window, which stores another title. */
async function entitleElsewhere(page: Page, title: string): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await awake(other);
  await field.title(other).fill(title);
  await save(other).click();
  await expect(content(other)).toContainText("Alles gespeichert.");
}

test("a window that is behind shows both versions, and one of them is taken", async ({ page, scripts, expected }) => {
  expected.push("status of 409");
  const word = rareWord();
  await beginProposal(page);
  await field.title(page).fill(`Ein Floß am ${word}`);
  await save(page).click();
  await expect(content(page)).toContainText("Alles gespeichert.");
  await awake(page);

  await entitleElsewhere(page, `Zwei Flöße am ${word}`);

  await field.author(page).fill("Ada");
  await field.title(page).fill(`Drei Flöße am ${word}`);
  if (scripts) {
    await expect(page.getByRole("alert").filter({ hasText: "auch in einem anderen Fenster geändert" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Beide Fassungen zeigen" }).click();
  } else {
    await save(page).click();
  }
  await expect(page.getByRole("heading", { name: "Dein Vorschlag wurde auch an anderer Stelle geändert" })).toBeVisible();
  await awake(page);
  await expect(field.title(page)).toHaveValue(`Drei Flöße am ${word}`);
  const both = page.getByRole("group", { name: /^Titel: / });
  await expect(both).toContainText(`Zwei Flöße am ${word}`);
  await expectAccessible(page);
  await field.text(page).fill(reasons);
  await both.getByRole("button", { name: "Diese Fassung nehmen" }).click();
  await expect(content(page)).toContainText("Alles gespeichert.");
  await awake(page);
  await expect(field.title(page)).toHaveValue(`Zwei Flöße am ${word}`);
  await expect(field.author(page)).toHaveValue("Ada");
  await expect(field.text(page)).toHaveValue(reasons);
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveCount(0);
});

test("what was typed in the window that is behind can be kept just as well", async ({ page, expected }) => {
  expected.push("status of 409");
  const word = rareWord();
  await beginProposal(page);
  await field.title(page).fill(`Ein Steg am ${word}`);
  await field.text(page).fill(reasons);
  await choose(page, "Gemeinschaft, Zusammenleben und Mitmachen");
  await save(page).click();
  await expect(content(page)).toContainText("Alles gespeichert.");
  await awake(page);

  await entitleElsewhere(page, `Zwei Stege am ${word}`);

  await field.title(page).fill(`Drei Stege am ${word}`);
  await toReview(page).click();
  await expect(page.getByRole("group", { name: /^Titel: / })).toContainText(`Zwei Stege am ${word}`);
  await awake(page);
  await toReview(page).click();
  await onReview(page);
  await expect(content(page)).toContainText(`Drei Stege am ${word}`);
  await expectAccessible(page);
});
