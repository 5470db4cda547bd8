// Somebody meets a barrier, reports it from the foot of the page, and comes back for the answer with the code.

import { content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("a barrier is reported from the foot of any page and found again with its code", async ({ page, expected }) => {
  await page.goto("/kalender");
  await page.getByRole("contentinfo").getByRole("link", { name: "Barriere melden" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Barriere melden");
  await expect(page.getByLabel("Auf welcher Seite?")).toHaveValue("/kalender");
  await expectAccessible(page);

  // A mistake loses nothing.
  expected.push("status of 422");
  await page.getByLabel("was ging nicht?").fill("kurz");
  await page.getByLabel("Deine E-Mail-Adresse").fill("ada@");
  await content(page).getByRole("button", { name: "Barriere melden" }).click();
  await expect(page.getByRole("alert")).toContainText("mindestens 10 Zeichen");
  await expect(page.getByLabel("was ging nicht?")).toHaveValue("kurz");
  await expectAccessible(page);

  await page.getByLabel("was ging nicht?").fill("Mein Vorleseprogramm liest das Datum nicht vor.");
  await page.getByLabel("Deine E-Mail-Adresse").fill("");
  await content(page).getByRole("button", { name: "Barriere melden" }).click();
  await expect(page.getByRole("status")).toContainText("Danke!");
  await expect(page.getByText("Du bekommst spätestens am")).toBeVisible();
  const code = (await page.locator(".receipt__code").innerText()).trim();
  await expectAccessible(page);

  await page.goto("/beleg");
  await page.getByRole("textbox", { name: "Code" }).fill(code.toLowerCase());
  await content(page).getByRole("button", { name: "Beleg öffnen" }).click();
  await expect(page.getByText("Mein Vorleseprogramm liest das Datum nicht vor.")).toBeVisible();
});
