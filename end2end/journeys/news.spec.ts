// Whoever follows a proposal hears of it: on the page, by letter, and no longer once they say so.

import { comment, proposal, waiting } from "../support/contributions";
import { letterTo, linkIn } from "../support/letters";
import { staff } from "../support/staff";
import { awake, choose, content, rareWord } from "../support/steps";
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

test("who is asked to change a text finds it among the news, changes it, and it is gone from there", async ({ page, someoneElse }) => {
  test.slow();
  const { path } = await proposal({ title: `Ein Brunnen am ${rareWord()}` });
  const words = `Das wünsche ich mir seit Jahren, ${rareWord()}.`;
  await page.goto(path);
  await awake(page);
  await page.getByRole("textbox", { name: "Dein Beitrag" }).fill(words);
  await choose(page, "Dafür");
  await content(page).getByRole("button", { name: "Beitrag senden" }).click();
  await expect(content(page)).toContainText("Danke! Dein Beitrag ist angekommen.");

  const number = waiting("comment", words);
  await staff(someoneElse, "moderator");
  await someoneElse.goto(`/moderation/beitrag-${number}`);
  await someoneElse.getByRole("combobox", { name: "Regel" }).selectOption("3");
  await someoneElse.getByRole("textbox", { name: "Grund in Worten" }).fill("Sag bitte, wo genau.");
  await content(someoneElse).getByRole("button", { name: "Um Änderung bitten", exact: true }).click();
  await expect(content(someoneElse)).toContainText("Erledigt.");

  await page.goto("/neuigkeiten");
  const asked = page.getByRole("region", { name: "Bitte ändern" });
  await expect(asked).toContainText(words);
  await expect(asked).toContainText("Sag bitte, wo genau.");
  await expectAccessible(page);
  await asked.getByRole("link", { name: /^Jetzt ändern/ }).click();
  await page.getByRole("textbox", { name: "Dein Beitrag" }).fill(`${words} Und zwar in der Mitte.`);
  await content(page).getByRole("button", { name: "Änderung speichern" }).click();
  await expect(content(page)).toContainText("in der Mitte");
  await page.goto("/neuigkeiten");
  await expect(page.getByRole("heading", { level: 1, name: "Neuigkeiten" })).toBeVisible();
  await expect(asked).toHaveCount(0);
});
