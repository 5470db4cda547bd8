// Those who work for the city come in with two factors.

import { content } from "../support/steps";
import { codeOf, codeToSetUp, invited, password } from "../support/staff";
import { expect, expectAccessible, test } from "../support/test";

test("a new administrator sets password and app up and comes back with both", async ({ page, expected }) => {
  const { email, link } = invited("administrator");
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel("Neues Passwort").fill(password);
  await content(page).getByRole("button", { name: "Passwort speichern" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Konto" })).toBeVisible();
  await page.goto("/konto/zweiter-faktor");
  await expectAccessible(page);
  const key = await page.locator(".secret-key").innerText();
  await page.getByRole("textbox", { name: "Code aus der App" }).fill(codeToSetUp(key));
  await content(page).getByRole("button", { name: "Zweiten Faktor einschalten" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Deine Ersatz-Codes" })).toBeVisible();
  await expectAccessible(page);
  const codes = content(page).locator("ul.prose").getByRole("listitem");
  await expect(codes).toHaveCount(8);
  const [paper] = await codes.allInnerTexts();
  await content(page).getByRole("link", { name: "Weiter", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Konto" })).toBeVisible();
  await content(page).getByRole("button", { name: "Abmelden", exact: true }).click();

  expected.push("status of 422");
  await page.goto("/anmelden?weiter=%2Fkonto%2Fzweiter-faktor");
  await expectAccessible(page);
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await content(page).getByRole("button", { name: "Anmelden", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Noch ein Schritt" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Code aus der App" }).fill("000000");
  await content(page).getByRole("button", { name: "Weiter", exact: true }).click();
  await expect(content(page)).toContainText("Dieser Code passt nicht.");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Code aus der App" }).fill(codeOf(key, 1));
  await content(page).getByRole("button", { name: "Weiter", exact: true }).click();
  await expect(content(page)).toContainText("Dein zweiter Faktor ist eingeschaltet.");
  await expectAccessible(page);

  await page.goto("/konto");
  await content(page).getByRole("button", { name: "Abmelden", exact: true }).click();
  await page.goto("/anmelden");
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await content(page).getByRole("button", { name: "Anmelden", exact: true }).click();
  await content(page).getByText("Ich habe mein Handy nicht").click();
  await page.getByRole("textbox", { name: /^Ersatz-Code/ }).fill(paper ?? "");
  await content(page).getByRole("button", { name: "Weiter", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Konto" })).toBeVisible();
});
