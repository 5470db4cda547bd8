// An office is opened, gets somebody who works in it, and answers a proposal in public.

import { proposal } from "../support/contributions";
import { staff } from "../support/staff";
import { choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

// Each Leitthema has one office: the projects run at once and take one each.
const THEMES = {
  js: { slug: "kultur", name: "Kultur, Sport und Ehrenamt" },
  "no-js": { slug: "soziales", name: "Soziales, Gesundheit und Bildung" },
};

test("an administrator opens an office, and its member answers with reasons", { tag: "@desk" }, async ({ page, someoneElse, expected }) => {
  expected.push("status of 422");
  const theme = THEMES[test.info().project.name as keyof typeof THEMES];
  const word = rareWord();
  const office = `Amt für ${word}`;
  await staff(page, "administrator");
  await page.goto("/verwaltung");
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Fachämter" }).last().click();
  await content(page).getByRole("button", { name: "Amt anlegen" }).click({ trial: true });
  await page.getByRole("textbox", { name: "Name des Amts" }).fill("***");
  await content(page).getByRole("button", { name: "Amt anlegen" }).click();
  await expect(content(page).getByRole("link", { name: "Schreib den Namen des Amts." })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Name des Amts" }).fill(office);
  await page.getByRole("textbox", { name: "Kontakt" }).fill("0381 381-0");
  await content(page).getByRole("button", { name: "Amt anlegen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: office })).toBeVisible();
  await choose(page, theme.name);
  await content(page).getByRole("button", { name: "Speichern" }).click();
  await expect(content(page)).toContainText("Gespeichert.");
  await expectAccessible(page);

  const slug = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const member = await staff(someoneElse, "office", "--office", slug);
  await page.goto(`/verwaltung/personen?email=${encodeURIComponent(member.email)}`);
  await expect(content(page)).toContainText(`Fachamt: ${office}`);
  await expectAccessible(page);
  await content(page).getByRole("link", { name: member.email }).click();
  await expectAccessible(page);
  for (const address of ["rechte", "protokoll?handlung=office_opened", "vorschlagslisten/stadt", "auftraege"]) {
    await page.goto(`/verwaltung/${address}`);
    await expectAccessible(page);
  }

  const { path } = await proposal({ title: `Ein Haus für ${word}`, theme: theme.slug });
  await someoneElse.goto("/verwaltung/posteingang");
  await expect(someoneElse.getByRole("heading", { level: 1 })).toContainText(office);
  await expectAccessible(someoneElse);
  await someoneElse.goto(path);
  await expect(content(someoneElse)).toContainText("Die Stadt will bis zum");
  await someoneElse.getByRole("link", { name: "Stellungnahme schreiben" }).click();
  await someoneElse.getByRole("combobox", { name: "Neuer Stand" }).selectOption("Abgelehnt");
  await content(someoneElse).getByRole("button", { name: "Vorschau" }).click();
  await expect(content(someoneElse).getByRole("link", { name: "Schreib die Gründe auf." })).toBeVisible();
  await expect(someoneElse.getByRole("combobox", { name: "Neuer Stand" })).toHaveValue("abgelehnt");
  await expectAccessible(someoneElse);
  await someoneElse.getByRole("textbox", { name: "Was die Stadt dazu sagt" }).fill(`Dort steht schon ein Haus für ${word}.`);
  await content(someoneElse).getByRole("button", { name: "Entwurf speichern" }).click();
  await expect(content(someoneElse)).toContainText("Der Entwurf ist gespeichert.");
  await content(someoneElse).getByRole("button", { name: "Vorschau" }).click();
  await expect(content(someoneElse)).toContainText("So erscheint die Stellungnahme");
  await expectAccessible(someoneElse);
  await content(someoneElse).getByRole("button", { name: "Jetzt veröffentlichen" }).click();

  await page.goto(path);
  const answer = page.getByRole("region", { name: "Stellungnahme" });
  await expect(answer).toContainText(`Dort steht schon ein Haus für ${word}.`);
  await expect(answer).toContainText(office);
  await expect(content(page)).not.toContainText("Die Stadt will bis zum");
  await expectAccessible(page);
});

test("everybody sees where the city still owes an answer", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege");
  await content(page).getByRole("link", { name: "Wo die Stadt noch antworten muss" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Überfällige Antworten" })).toBeVisible();
  await expect(content(page)).toContainText("Überfällig seit");
  await expectAccessible(page);
});
