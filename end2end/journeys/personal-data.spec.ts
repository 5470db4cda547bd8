// Personal data: asked about before it is public, blacked out by one tap, and taken out later with the receipt.

import { type Page } from "@playwright/test";
import { proposal } from "../support/contributions";
import { awake, choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";
import { beginProposal, field, onReview, reasons, toReview } from "../support/writing";

const number = "0381 1234567";
const gone = "[Telefonnummer entfernt]";
const remove = (page: Page) => content(page).getByRole("button", { name: "Unkenntlich machen" });
const found = (page: Page) => content(page).getByText(/^Das steht in Deinem Text:/);
const hasScript = (page: Page) => page.evaluate(() => !matchMedia("(scripting: none)").matches);

test("a comment with a telephone number is asked about, on the device or by the server", async ({ page }) => {
  const { path } = await proposal({ title: `Ein Brunnen am ${rareWord()}` });
  const text = page.getByRole("textbox", { name: "Dein Beitrag" });
  const send = content(page).getByRole("button", { name: "Beitrag senden" });
  await page.goto(path);
  await awake(page);
  await choose(page, "Dafür");
  await text.fill(`Ruft mich an: ${number}, abends.`);
  if (!(await hasScript(page))) await send.click();
  await expect(found(page)).toBeVisible();
  await expect(content(page).getByText(number).first()).toBeVisible();
  await expectAccessible(page);

  await remove(page).click();
  await expect(text).toHaveValue(`Ruft mich an: ${gone}, abends.`);
  await expect(content(page).getByText("Die Angaben sind unkenntlich gemacht.").first()).toBeVisible();
  await expectAccessible(page);
  await send.click();
  await expect(content(page)).toContainText("Danke! Dein Beitrag ist angekommen.");
});

test("who wants to be called is not kept from saying so", async ({ page }) => {
  const { path } = await proposal({ title: `Ein Brunnen am ${rareWord()}` });
  const send = content(page).getByRole("button", { name: "Beitrag senden" });
  await page.goto(path);
  await awake(page);
  await choose(page, "Hinweis");
  await page.getByRole("textbox", { name: "Dein Beitrag" }).fill(`Ruft mich an: ${number}.`);
  if (!(await hasScript(page))) await send.click();
  await expect(found(page)).toBeVisible();
  await send.click();
  await expect(content(page)).toContainText("Danke! Dein Beitrag ist angekommen.");
});

test("the page before the last step names what stands in a proposal", async ({ page }) => {
  await beginProposal(page);
  await field.title(page).fill(`Ein Steg am ${rareWord()}`);
  await field.text(page).fill(`${reasons} Fragt Frau Kowalski, ${number}.`);
  await choose(page, "Gemeinschaft, Zusammenleben und Mitmachen");
  await toReview(page).click();
  await onReview(page);
  await expect(found(page)).toBeVisible();
  await expect(content(page).getByRole("listitem").filter({ hasText: "Frau Kowalski" })).toBeVisible();
  await expectAccessible(page);
  await remove(page).click();
  await onReview(page);
  await expect(content(page)).toContainText(`Fragt [Name entfernt], ${gone}.`);
  await expect(content(page)).not.toContainText("Kowalski");
});

test("what is published is taken out with the receipt", async ({ page }) => {
  const text = `${reasons} Fragt im Haus 7, ${number}.`;
  const made = await proposal({ title: `Ein Brunnen am ${rareWord()}`, text });
  await page.goto(`/beleg/${made.receipt}`);
  await content(page).getByRole("link", { name: "Persönliche Angaben entfernen" }).click();
  await expect(page.getByRole("checkbox", { name: `Telefonnummer: ${number}` })).toBeChecked();
  await page.getByRole("textbox", { name: /^Andere Worte/ }).fill("im Haus 7");
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Endgültig entfernen" }).click();
  await expect(content(page)).toContainText("Die Angaben sind entfernt.");
  await page.goto(made.path);
  await expect(content(page)).toContainText(`Fragt [entfernt], ${gone}.`);
  await expect(content(page)).toContainText("Persönliche Angaben entfernt");
  await expectAccessible(page);
});
