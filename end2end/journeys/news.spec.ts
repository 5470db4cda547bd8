// Whoever follows a proposal hears of it: on the page, by letter, and no longer once they say so.

import { comment, proposal } from "../support/contributions";
import { letterTo, linkIn } from "../support/letters";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("a guest follows a proposal, reads the news on the page and by letter, and ends the letters", async ({ page }) => {
  const word = rareWord();
  const email = `${word.toLowerCase()}@beispiel.example`;
  const made = await proposal({ title: `Eine Uhr am ${word}` });
  await page.goto(made.path);
  const follow = page.getByRole("region", { name: "Verfolgen" });
  await follow.getByRole("button", { name: "Diesen Vorschlag verfolgen" }).click();
  await expect(follow).toContainText("Du verfolgst diesen Vorschlag.");
  await follow.getByRole("link", { name: "Was Du verfolgst und wie Du davon erfährst" }).click();
  await expectAccessible(page);

  await page.getByRole("textbox", { name: "E-Mail-Adresse" }).fill(email);
  await content(page).getByRole("button", { name: "Adresse bestätigen" }).click();
  await expect(content(page)).toContainText(`Wir haben einen Brief an ${email} geschickt.`);
  await page.goto(linkIn(await letterTo(email, "Bitte bestätige")));
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Ja, schreibt mir" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Deine Adresse ist bestätigt" })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/neuigkeiten/einstellungen");
  const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: made.title }) });
  await row.getByRole("combobox").selectOption("sofort per E-Mail");
  await row.getByRole("button", { name: "Speichern" }).click();
  await expect(content(page)).toContainText("Du verfolgst das jetzt.");
  await comment(made, "Die alte Uhr geht seit Jahren vor, und alle verpassen die Bahn.");

  const letter = await letterTo(email, made.title);
  expect(letter).toContain("Neuer Beitrag in der Diskussion");
  await page.goto("/neuigkeiten");
  await expect(content(page)).toContainText(made.title);
  await expect(content(page)).toContainText("Neuer Beitrag in der Diskussion");
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Alles als gelesen markieren" }).click();
  await expect(content(page).getByText("neu", { exact: true })).toHaveCount(0);

  const stop = /https?:\/\/\S+abbestellen\S+/.exec(letter)?.[0];
  await page.goto(stop ?? "");
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Ja, keine E-Mails mehr" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Du bekommst keine E-Mails mehr" })).toBeVisible();
  await page.goto("/neuigkeiten/einstellungen");
  await expect(content(page)).not.toContainText(email);
  await expect(row).toBeVisible();
});
