// Answer a survey, with an error on the way; read the results of one that has ended.

import { choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

const send = "Antworten abschicken";

test("all kinds of questions are answered, with one forgotten on the way, and changed later", async ({ page, expected }) => {
  expected.push("status of 422");
  await page.goto("/umfragen");
  await content(page).getByRole("link", { name: "Wie erreichst Du die Stadt am liebsten?" }).click();
  const wish = `Die Anmeldung am ${rareWord()}.`;
  const own = page.getByRole("textbox", { name: /^5\./ });
  await own.fill(wish);
  await choose(page.getByRole("group", { name: /^2\./ }), "Ummeldung");
  await content(page).getByRole("button", { name: send }).click();

  const summary = page.getByRole("alert");
  await expect(summary).toContainText("2 Angaben fehlen noch oder passen nicht");
  await expect(own).toHaveValue(wish);
  await expect(page.getByRole("checkbox", { name: "Ummeldung" })).toBeChecked();
  await expectAccessible(page);
  await summary.getByRole("link").first().click();
  await expect(page.getByRole("radio", { name: "Im Internet" })).toBeFocused();

  await choose(page.getByRole("group", { name: /^1\./ }), "Im Internet");
  await choose(page.getByRole("group", { name: /^3\./ }), "4");
  await choose(page.getByRole("group", { name: /^4\./ }), "Kurze Erklärvideos");
  await content(page).getByRole("button", { name: send }).click();
  await expect(content(page)).toContainText("Danke, Deine Antworten sind angekommen");
  await expectAccessible(page);

  await content(page).getByRole("link", { name: "Antworten ändern" }).click();
  await expect(page.getByRole("radio", { name: "Im Internet" })).toBeChecked();
  await expect(own).toHaveValue(wish);
  await choose(page.getByRole("group", { name: /^1\./ }), "Am Telefon");
  await content(page).getByRole("button", { name: send }).click();
  await expect(content(page)).toContainText("Danke, Deine Antworten sind angekommen");
});

test("the results of a survey that has ended stand there as picture and as table", { tag: "@once" }, async ({ page }) => {
  await page.goto("/umfragen/mit-dem-rad-durch-den-winter");
  const results = page.getByRole("region", { name: "Ergebnisse", exact: true });
  await expect(results).toContainText("68 Personen haben geantwortet.");
  const levels = results.getByRole("list", { name: "Wer geantwortet hat" }).getByRole("listitem");
  await expect(levels).toHaveText([/ohne bestätigtes Konto$/, /mit bestätigter E-Mail-Adresse$/, /bestätigte Einwohner\*innen$/]);
  await expect(results.getByRole("img", { name: /^Balken zu/ }).first()).toBeVisible();
  const row = results.getByRole("row").filter({ hasText: "Ja, fast jeden Tag" });
  await expect(row.getByRole("cell")).toHaveText(["24", /^35\s%$/]);
  await expect(content(page).getByRole("button", { name: send })).toHaveCount(0);
  await expectAccessible(page);
  await picture(page, "survey-results");
});

test("a survey that has not begun shows its questions and takes no answers", { tag: "@once" }, async ({ page }) => {
  await page.goto("/umfragen/treffpunkte-im-stadtteil");
  await expect(content(page)).toContainText("Hier nehmen Menschen mit Konto teil.");
  await expect(content(page)).toContainText(/Diese Umfrage beginnt am \d+\. \p{L}+ \d{4}\./u);
  await expect(content(page).getByRole("button", { name: send })).toHaveCount(0);
  await expectAccessible(page);
});
