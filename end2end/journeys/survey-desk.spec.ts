// A survey from its draft to its results: an editor makes it by plain forms, visitors answer it, the editor ends and retires it.

import { type Locator, type Page } from "@playwright/test";
import { staff } from "../support/staff";
import { choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const field = (within: Page | Locator, name: string) => within.getByRole("textbox", { name, exact: true });
const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function saves(page: Page, within: Locator, button: string): Promise<void> {
  await within.getByRole("button", { name: button }).click();
  await expect(content(page)).toContainText("Gespeichert.");
}

/** Adds a question of this kind; `more` are its other fields. */
async function ask(page: Page, kind: string, text: string, more: Record<string, string> = {}): Promise<void> {
  await content(page).getByRole("link", { name: kind, exact: true }).click();
  await field(page, "Frage").fill(text);
  for (const [name, value] of Object.entries(more)) await field(page, name).fill(value);
  await expectAccessible(page);
  await saves(page, content(page), "Speichern");
}

test("an editor makes a survey, a visitor answers it, and after its end everybody reads the results", async ({
  page,
  someoneElse,
  browser,
  expected,
}) => {
  test.slow();
  expected.push("status of 422", "status of 410");
  const word = rareWord();
  const slug = word.toLowerCase();
  const title = `Wege zum ${word}`;
  await staff(page, "editor");
  await page.goto("/verwaltung/umfragen");
  await expectAccessible(page);
  await field(page, "Titel").fill(title);
  await field(content(page), "Wort in der Adresse").fill(slug);
  await content(page).getByRole("button", { name: "Entwurf anlegen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  // What stands in the way is said, and leads to where it is mended.
  await content(page).getByRole("button", { name: "Veröffentlichen" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("Es fehlt eine Frage.");
  await expectAccessible(page);
  await summary.getByRole("link", { name: "Es fehlt eine Einleitung." }).click();
  await expect(field(page, "Einleitung")).toBeFocused();
  await field(page, "Einleitung").fill("Wir planen Wege. Zwei Minuten.");
  await saves(page, part(page, "Angaben"), "Speichern");

  await ask(page, "In eigenen Worten", "Was fehlt am Weg?");
  await ask(page, "Eine Antwort wählen", "Wie kommst Du hin?", { "Antworten zur Auswahl": "Mit dem Rad\nZu Fuß" });
  await ask(page, "Mehrere Antworten wählen", "Was hilft Dir?", { "Antworten zur Auswahl": "Schatten\nBänke" });
  await ask(page, "Skala von 1 bis 5", "Wie gefällt er Dir?", { "Was die 1 heißt": "gar nicht", "Was die 5 heißt": "sehr" });
  await saves(page, content(page), "Nach oben (Frage 2)");
  await expect(part(page, "Fragen").getByRole("listitem").first()).toContainText("Wie kommst Du hin?");
  await expectAccessible(page);
  expect((await page.request.get(`/umfragen/${slug}`)).status()).toBe(404);

  await content(page).getByRole("link", { name: "Ansehen, wie Besucher*innen sie sehen werden" }).click();
  await expect(content(page)).toContainText("Hier wird nichts abgeschickt.");
  await expect(content(page).getByRole("group", { name: /^1\. Wie kommst Du hin\?/ })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Zurück zum Bearbeiten" }).click();
  await saves(page, content(page), "Veröffentlichen");
  await expect(part(page, "Veröffentlichen")).toHaveCount(0);

  const visitor = someoneElse;
  await visitor.goto("/umfragen");
  await content(visitor).getByRole("link", { name: title }).click();
  await choose(visitor.getByRole("group", { name: /^1\./ }), "Zu Fuß");
  await choose(visitor.getByRole("group", { name: /^3\./ }), "Bänke");
  await choose(visitor.getByRole("group", { name: /^4\./ }), "4");
  await visitor.getByRole("textbox", { name: /^2\./ }).fill(`Licht am ${word}.`);
  await content(visitor).getByRole("button", { name: "Antworten abschicken" }).click();
  await expect(content(visitor)).toContainText("Danke, Deine Antworten sind angekommen");
  // Fewer than five show no results.
  for (let person = 0; person < 4; person += 1) {
    const context = await browser.newContext();
    const headers = { "sec-fetch-site": "same-origin" };
    const sent = await context.request.post(`/umfragen/${slug}`, { form: { "frage-0": "0" }, headers });
    expect(sent.ok()).toBe(true);
    await context.close();
  }

  await page.reload();
  await expect(content(page)).toContainText("Jemand hat schon geantwortet.");
  await expect(content(page).getByRole("link", { name: "Ändern" })).toHaveCount(0);
  await expectAccessible(page);
  const ending = part(page, "Verlängern oder früher beenden");
  await ending.getByLabel("Neues Ende").fill("2099-02-01T00:00");
  await field(ending, "Grund für alle").fill("Viele haben nach mehr Zeit gefragt.");
  await saves(page, ending, "Ende ändern");
  await expect(field(ending, "Grund für alle")).toHaveValue("");
  await field(ending, "Grund für alle").fill("Alle haben geantwortet.");
  await saves(page, ending, "Jetzt beenden");
  await expect(ending).toHaveCount(0);

  await visitor.goto(`/umfragen/${slug}`);
  const results = visitor.getByRole("region", { name: "Ergebnisse", exact: true });
  await expect(results).toContainText("5 Personen haben geantwortet.");
  await expect(results.getByRole("row").filter({ hasText: "Mit dem Rad" }).getByRole("cell").first()).toHaveText("4");
  const told = part(visitor, "Was sich geändert hat").getByRole("listitem");
  await expect(told).toContainText(["Viele haben nach mehr Zeit gefragt.", "Alle haben geantwortet."]);
  await expectAccessible(visitor);

  const retiring = part(page, "Zurückziehen");
  await field(retiring, "Grund für alle").fill("Die Umfrage war ein Versuch.");
  await saves(page, retiring, "Zurückziehen");
  await expect(part(page, "Zurückholen")).toBeVisible();
  await expectAccessible(page);
  expect((await visitor.goto(`/umfragen/${slug}`))?.status()).toBe(410);
  await expect(content(visitor)).toContainText("Die Umfrage war ein Versuch.");
  await expectAccessible(visitor);
  await visitor.goto("/umfragen");
  await expect(content(visitor)).not.toContainText(title);
});
