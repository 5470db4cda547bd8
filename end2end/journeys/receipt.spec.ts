// Come back with a receipt: correct, and withdraw.

import { proposal } from "../support/contributions";
import { photograph } from "../support/picture";
import { awake, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";
import { field } from "../support/writing";

test("a code typed badly opens the receipt, and the text is corrected until somebody supports it", async ({
  page,
  someoneElse,
  expected,
  scripts,
}) => {
  const word = rareWord();
  const { path, receipt, title } = await proposal({ title: `Ein Kiosk mit Tippfeler am ${word}` });

  await page.goto("/beleg");
  await expectAccessible(page);
  expected.push("status of 404");
  await page.getByRole("textbox", { name: "Code" }).fill("7k3");
  await content(page).getByRole("button", { name: "Beleg öffnen" }).click();
  await expect(content(page)).toContainText("Das ist noch kein vollständiger Code.");
  await expect(page.getByRole("textbox", { name: "Code" })).toHaveValue("7k3");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Code" }).fill(`  ${receipt.toLowerCase().replaceAll("-", " ")} `);
  await content(page).getByRole("button", { name: "Beleg öffnen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dein Beleg" })).toBeVisible();
  await expect(content(page)).toContainText(receipt);

  await content(page).getByRole("link", { name: "Text und Bilder ändern" }).click();
  await awake(page);
  await expect(field.title(page)).toHaveValue(title);
  await expectAccessible(page);
  await field.title(page).fill(`Ein Kiosk am ${word}`);
  await content(page).getByRole("button", { name: "Änderung speichern" }).last().click();
  await expect(content(page)).toContainText("Deine Änderung ist gespeichert.");
  await expect(content(page).getByRole("heading", { name: `Ein Kiosk am ${word}` })).toBeVisible();
  await someoneElse.goto(path);
  await expect(someoneElse.getByRole("heading", { level: 1 })).toHaveText(`Ein Kiosk am ${word}`);
  await expect(someoneElse.getByText("Text von der einreichenden Person verbessert")).toBeVisible();

  // Somebody supports it while the author has the form open.
  expected.push("status of 409");
  await content(page).getByRole("link", { name: "Text und Bilder ändern" }).click();
  await awake(someoneElse);
  await someoneElse.getByRole("button", { name: "Ich unterstütze das" }).click();
  await expect(someoneElse.getByRole("region", { name: "Unterstützen" })).toContainText("1 Mensch steht dahinter");
  if (scripts) await expect(someoneElse.getByText("Danke! Deine Unterstützung zählt.")).toBeVisible();
  await someoneElse.reload();
  await expect(someoneElse.getByRole("region", { name: "Unterstützen" })).toContainText("1 Mensch steht dahinter");
  await field.title(page).fill("Etwas ganz anderes als vorher");
  await content(page).getByRole("button", { name: "Änderung speichern" }).last().click();
  await expect(content(page)).toContainText("Andere stehen schon hinter diesen Worten.");
  await expect(content(page).getByRole("link", { name: "Text und Bilder ändern" })).toHaveCount(0);
  await expectAccessible(page);
  await someoneElse.reload();
  await expect(someoneElse.getByRole("heading", { level: 1 })).toHaveText(`Ein Kiosk am ${word}`);
});

test("a proposal is withdrawn after one question, and its page says so", async ({ page, someoneElse }) => {
  const { path, receipt } = await proposal({ title: `Ein Zelt am ${rareWord()}` });
  await page.goto(`/beleg/${receipt}`);
  await content(page).getByRole("link", { name: "Zurückziehen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vorschlag zurückziehen?" })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Nein, behalten" }).click();
  await content(page).getByRole("link", { name: "Zurückziehen" }).click();
  await content(page).getByRole("button", { name: "Ja, zurückziehen" }).click();
  await expect(content(page)).toContainText("Du hast Deinen Vorschlag zurückgezogen.");
  await expectAccessible(page);

  await someoneElse.goto(path);
  await expect(someoneElse.getByText("Die Person, die diesen Vorschlag gemacht hat, verfolgt ihn nicht weiter.")).toBeVisible();
  await expect(someoneElse.getByRole("button", { name: "Ich unterstütze das" })).toHaveCount(0);
  await expect(someoneElse.getByText("Unterstützen ist bei diesem Stand nicht mehr möglich.")).toBeVisible();
  await expectAccessible(someoneElse);
});

test("pictures are added to a proposal, described and taken away, and the words wait meanwhile", async ({ page, someoneElse }) => {
  const { path, receipt, title } = await proposal({ title: `Ein Beet am ${rareWord()}` });
  await page.goto(`/beleg/${receipt}`);
  await content(page).getByRole("link", { name: "Text und Bilder ändern" }).click();
  await awake(page);
  await field.title(page).fill(`${title} mit Kräutern`);
  await page.getByLabel(/^Bilder hinzufügen/).setInputFiles(photograph());
  await content(page).getByRole("button", { name: "Bilder hochladen" }).click();
  const words = page.getByRole("textbox", { name: "Was ist auf Bild 1 zu sehen?" });
  await words.fill("Ein leeres Beet");
  await expect(field.title(page)).toHaveValue(`${title} mit Kräutern`);
  await awake(page);
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Änderung speichern" }).last().click();
  await expect(content(page)).toContainText("Deine Änderung ist gespeichert.");

  await someoneElse.goto(path);
  await expect(someoneElse.getByRole("heading", { level: 1 })).toHaveText(`${title} mit Kräutern`);
  await expect(someoneElse.getByRole("img", { name: "Ein leeres Beet" })).toBeVisible();

  await content(page).getByRole("link", { name: "Text und Bilder ändern" }).click();
  await awake(page);
  await content(page).getByRole("button", { name: "Bild 1 entfernen" }).click();
  await expect(words).toHaveCount(0);
  await someoneElse.reload();
  await expect(someoneElse.getByRole("img", { name: "Ein leeres Beet" })).toHaveCount(0);
});
