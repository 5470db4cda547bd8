// From guest to account and away again.

import { proposal } from "../support/contributions";
import { letterTo, linkIn } from "../support/letters";
import { awake, choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("a guest opens an account by letter, keeps what they did, and deletes it", async ({ page, scripts }) => {
  const word = rareWord();
  const { path, title } = await proposal({ title: `Eine Bank am ${word}` });
  await page.goto(path);
  await awake(page);
  await page.getByRole("button", { name: "Ich unterstütze das" }).click();
  const counted = page.getByRole("region", { name: "Unterstützen" });
  await expect(counted).toContainText("1 Mensch steht dahinter");
  if (scripts) await expect(page.getByText("Danke! Deine Unterstützung zählt.")).toBeVisible();

  const email = `${word.toLowerCase()}@beispiel.example`;
  await page.goto("/anmelden");
  await content(page).getByRole("link", { name: "Konto eröffnen" }).click();
  await expectAccessible(page);
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await content(page).getByRole("button", { name: "Link schicken" }).click();
  await expect(content(page)).toContainText("Sieh in Dein Postfach");
  await expectAccessible(page);

  await page.goto(linkIn(await letterTo(email, "Dein Konto bei Wegmarken")));
  await expectAccessible(page);
  await page.getByLabel(/^Name/).fill("Frieda");
  await page.getByLabel(/^Passwort/).fill("Möwe Hafen Regen");
  await content(page).getByRole("button", { name: "Konto eröffnen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Konto" })).toBeVisible();
  await expect(content(page).getByRole("link", { name: title })).toBeVisible();
  await expectAccessible(page);

  await content(page).getByRole("link", { name: "Zum Lesen und Drucken" }).click();
  await expect(content(page)).toContainText(title);
  await expectAccessible(page);

  await page.goto("/konto/loeschen");
  await expectAccessible(page);
  await choose(page, "Texte stehen lassen");
  await page.getByLabel("Dein jetziges Passwort").fill("Möwe Hafen Regen");
  await content(page).getByRole("button", { name: "Konto endgültig löschen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dein Konto ist gelöscht" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(path);
  await expect(counted).toContainText("1 Mensch steht dahinter");
});
