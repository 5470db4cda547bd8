// What editors announce on their own pages: an event and a call for places, made there and then found by a visitor.

import { type Locator, type Page } from "@playwright/test";
import { waiting } from "../support/contributions";
import { wegmarken } from "../support/server";
import { staff } from "../support/staff";
import { awake, choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const line = (page: Page, name: string): Locator => page.getByRole("textbox", { name, exact: true });

const press = (page: Page, name: string): Promise<void> => content(page).getByRole("button", { name, exact: true }).click();

/** So many days from now, as a field for a time takes it. */
function inDays(days: number, time: string): string {
  const day = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${time}`;
}

/** Pixels from the end of one to the beginning of the other. */
async function between(above: Locator, below: Locator): Promise<number> {
  const end = await above.evaluate((one) => one.getBoundingClientRect().bottom);
  const begin = await below.evaluate((one) => one.getBoundingClientRect().top);
  return begin - end;
}

test("an editor announces an event, a visitor finds it, and it is cancelled with a reason", async ({ page, someoneElse, expected }) => {
  test.slow();
  expected.push("status of 422");
  const word = rareWord();
  const title = `Spaziergang am ${word}`;
  await staff(page, "editor");
  await page.goto("/verwaltung/termine");
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Neuer Termin" }).click();
  const [group, first] = [page.locator("#titel-sprache"), page.locator("label[for=titel]")];
  expect(await between(group, first), "what a group says does not touch its first field").toBeGreaterThanOrEqual(12);
  await line(page, "Titel (Deutsch)").fill(title);
  await line(page, "Text (Deutsch)").fill("Wir gehen zusammen am Wasser entlang.");
  await line(page, "Titel (English)").fill(`A walk at the ${word}`);
  await page.getByLabel("Beginn", { exact: true }).fill(inDays(400, "17:00"));
  await page.getByLabel("Ende", { exact: true }).fill(inDays(400, "19:00"));
  await line(page, "Ort").fill("Stadthafen");
  await line(page, "Anschrift").fill("Am Strande 1, 18055 Rostock");
  await choose(page, "Stufenlos erreichbar");
  await press(page, "Entwurf anlegen");
  await expect(page.getByRole("alert")).toContainText("In dieser Sprache fehlt noch etwas.");
  await expect(line(page, "Titel (Deutsch)")).toHaveValue(title);
  await expectAccessible(page);
  await line(page, "Text (English)").fill("We walk along the water.");
  await press(page, "Entwurf anlegen");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(content(page)).toContainText("Das ist ein Entwurf.");
  await expectAccessible(page);
  await someoneElse.goto("/kalender");
  await expect(content(someoneElse).getByText(title)).toHaveCount(0);

  await press(page, "Veröffentlichen");
  await expect(content(page)).toContainText("Der Termin ist öffentlich.");
  await expectAccessible(page);
  await someoneElse.goto("/kalender");
  await content(someoneElse).getByRole("link", { name: title }).click();
  await expect(content(someoneElse)).toContainText("Wir gehen zusammen am Wasser entlang.");
  await expect(content(someoneElse)).toContainText("Stufenlos erreichbar");
  await expectAccessible(someoneElse);
  await someoneElse.goto(`/en${new URL(someoneElse.url()).pathname}`);
  await expect(someoneElse.getByRole("heading", { level: 1, name: `A walk at the ${word}` })).toBeVisible();

  await line(page, "Grund, den alle lesen").fill("Sturm ist angesagt.");
  await press(page, "Termin absagen");
  await expect(content(page)).toContainText("Dieser Termin ist abgesagt.");
  await expectAccessible(page);
  await someoneElse.reload();
  await expect(content(someoneElse)).toContainText("Sturm ist angesagt.");
  await expectAccessible(someoneElse);
  const file = (await (await someoneElse.request.get("/kalender.ics")).text()).replaceAll("\r\n ", "");
  expect(file).toContain(`SUMMARY:Abgesagt: ${title}`);
  expect(file).toContain("STATUS:CANCELLED");
});

test("an editor asks for places, a visitor sets one on the map, and the question is fixed", async ({ page, someoneElse }) => {
  test.slow();
  const word = rareWord();
  const slug = word.toLowerCase();
  const title = `Schatten am ${word}`;
  await staff(page, "editor");
  await page.goto("/verwaltung/orte");
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Neue Sammlung" }).click();
  await line(page, "Titel (Deutsch)").fill(title);
  await line(page, "Text (Deutsch)").fill("Wo ist es im Sommer kühl?");
  await page.getByLabel("Schließt", { exact: true }).fill(inDays(20, "18:00"));
  await line(page, "Kategorien (Deutsch)").fill("Unter Bäumen\nAm kühlen Wasser");
  await line(page, "Wort in der Adresse").fill(slug);
  await expectAccessible(page);
  await press(page, "Entwurf anlegen");
  await expect(content(page)).toContainText("Das ist ein Entwurf.");
  await press(page, "Veröffentlichen");
  await expect(content(page)).toContainText("Die Sammlung ist öffentlich.");
  await expectAccessible(page);

  const words = `Hier ist es angenehm, am ${word}.`;
  await someoneElse.goto("/orte");
  await content(someoneElse).getByRole("link", { name: title }).click();
  await awake(someoneElse);
  await line(someoneElse, "Was ist dort gut, oder was fehlt?").fill(words);
  await choose(someoneElse, "Am kühlen Wasser");
  await choose(someoneElse, "Hier ist es gut");
  await someoneElse.getByRole("combobox", { name: "Ortsteil" }).selectOption({ label: "Biestow" });
  await press(someoneElse, "Ort abschicken");
  await expect(content(someoneElse)).toContainText("Danke, Dein Ort ist angekommen");
  wegmarken("moderation", "publish", "place-mark", waiting("place-mark", words));
  await someoneElse.goto(`/orte/${slug}`);
  await expect(content(someoneElse).getByRole("article").filter({ hasText: words })).toContainText("Am kühlen Wasser, Biestow");
  await awake(someoneElse);
  await expectAccessible(someoneElse);

  await page.reload();
  await expect(content(page)).toContainText("Ein Ort ist eingegangen.");
  await expect(content(page)).toContainText("Ortsteil und Kategorien stehen fest");
  await expect(line(page, "Kategorien (Deutsch)")).toHaveCount(0);
  await expectAccessible(page);
  await line(page, "Grund, den alle lesen").fill("Wir haben genug Orte.");
  await press(page, "Jetzt beenden");
  await expect(content(page)).toContainText("Sie endete früher als angekündigt.");
  await someoneElse.reload();
  await expect(content(someoneElse)).toContainText("Wir haben genug Orte.");
  await expectAccessible(someoneElse);
});
