// A second board: an administrator opens it, somebody writes for it, it closes, and a moderator moves to another one,
// splits and shows again, each with a rule and a reason that everybody can read.

import { type Page } from "@playwright/test";
import { proposal, waiting } from "../support/contributions";
import { tabTo } from "../support/keyboard";
import { wegmarken } from "../support/server";
import { staff } from "../support/staff";
import { choose, content, rareWord, unfoldFilters } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";
import { field, onReview, reasons, toReview } from "../support/writing";

const opened: string[] = [];

// Other journeys know of one board: nobody meets this one before it opens.
test.afterEach(() => {
  for (const slug of opened.splice(0)) {
    wegmarken("board", "set", "--board", slug, "--opens", "2099-01-01T00:00", "--closes", "never");
  }
});

/** Pages may be some seconds old after somebody else changed a board. */
async function says(page: Page, address: string, words: string): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(content(page)).toContainText(words, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

test("an administrator opens a board, somebody proposes on it, and after its end it takes nothing", async ({ page, expected }) => {
  test.slow();
  expected.push("status of 422");
  const word = rareWord();
  const slug = word.toLowerCase();
  const name = `Der Hafen am ${word}`;
  await staff(page, "administrator");
  await page.goto("/verwaltung/vorschlagslisten");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Titel" }).fill(name);
  await page.getByRole("textbox", { name: "Wort in der Adresse" }).fill("stadt");
  await content(page).getByRole("button", { name: "Liste anlegen" }).click();
  await expect(page.getByRole("alert")).toContainText("gibt es schon");
  await expect(page.getByRole("textbox", { name: "Titel" })).toHaveValue(name);
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Wort in der Adresse" }).fill(slug);
  opened.push(slug);
  await content(page).getByRole("button", { name: "Liste anlegen" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expectAccessible(page);

  await says(page, "/vorschlaege", "Alle Listen");
  await unfoldFilters(page);
  await expect(page.getByRole("combobox", { name: "Liste" })).toBeVisible();
  await page.goto(`/vorschlaege/neu?liste=${slug}`);
  const list = page.getByRole("combobox", { name: "Auf welche Liste gehört Dein Vorschlag?" });
  await expect(list.locator("option:checked")).toHaveText(name);
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Vorschlag schreiben" }).click();
  const title = `Ein Steg am ${word}`;
  await field.title(page).fill(title);
  await field.text(page).fill(reasons);
  await choose(page, "Gemeinschaft, Zusammenleben und Mitmachen");
  await toReview(page).click();
  await onReview(page);
  await expect(list.locator("option:checked")).toHaveText(name);
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Jetzt einreichen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Danke! Dein Vorschlag ist bei uns." })).toBeVisible();

  const id = waiting("proposal", title);
  wegmarken("moderation", "publish", "proposal", id);
  await says(page, `/vorschlaege?liste=${slug}`, title);
  await page.goto(`/vorschlaege/${id}`);
  await expect(content(page).getByRole("link", { name, exact: true })).toBeVisible();
  await expectAccessible(page);

  wegmarken("board", "set", "--board", slug, "--opens", "2020-01-01T00:00", "--closes", "2020-02-01T00:00");
  await says(page, `/vorschlaege/neu?liste=${slug}`, "nimmt nichts Neues mehr auf");
  await expect(content(page)).toContainText("1. Februar 2020");
  await page.goto(`/vorschlaege/${id}`);
  await expect(content(page)).toContainText("1. Februar 2020");
  await expectAccessible(page);
});

/** Chooses a rule and takes its words for the reason, with the keyboard alone. */
async function giveReason(page: Page, rule: string): Promise<void> {
  const choice = page.getByRole("combobox", { name: "Regel" });
  await tabTo(page, choice);
  await page.keyboard.type(rule);
  await tabTo(page, content(page).getByRole("button", { name: "Vorlage zur Regel einsetzen" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Grund in Worten" })).not.toHaveValue("");
}

/** Presses the button with Tab and Enter, and sees that it is done. */
async function decide(page: Page, button: string): Promise<void> {
  await tabTo(page, content(page).getByRole("button", { name: button, exact: true }));
  await page.keyboard.press("Enter");
  await expect(content(page)).toContainText("Erledigt.");
}

test("a moderator moves to another board, splits and shows again with the keyboard, and everybody reads it", async ({ page }) => {
  test.slow();
  const word = rareWord();
  const slug = word.toLowerCase();
  const name = `Der Hafen am ${word}`;
  opened.push(slug);
  wegmarken("board", "add", name, "--slug", slug);
  const light = `Außerdem ist es am ${word} nachts viel zu dunkel für alle.`;
  const text = `Am ${word} fehlen Bänke, auf denen sich alle ausruhen können. ${light}`;
  const both = await proposal({ title: `Bänke und Licht am ${word}`, text });
  await staff(page, "moderator");
  const item = `/moderation/vorschlag-${both.id}`;

  await page.goto(item);
  await expectAccessible(page);
  await giveReason(page, "Regel 3");
  await tabTo(page, page.getByRole("combobox", { name: "Verschieben nach" }));
  await page.keyboard.type(name);
  await decide(page, "Verschieben");

  await page.goto(item);
  await giveReason(page, "Regel 3");
  await tabTo(page, content(page).locator("summary", { hasText: "Teilen" }));
  await page.keyboard.press("Enter");
  const part = `Mehr Licht am ${word}`;
  await tabTo(page, page.getByRole("textbox", { name: "Titel des neuen Vorschlags" }));
  await page.keyboard.type(part);
  await tabTo(page, page.getByRole("checkbox", { name: light }));
  await page.keyboard.press("Space");
  await expectAccessible(page);
  await decide(page, "Teilen");

  await page.goto(item);
  await giveReason(page, "Regel 6");
  await decide(page, "Ausblenden");
  expect((await page.request.get(both.path)).status()).toBe(410);
  await page.goto(item);
  await giveReason(page, "Regel 6");
  await decide(page, "Wieder zeigen");

  await page.goto(both.path);
  const timeline = page.getByRole("region", { name: "Was bisher geschah" });
  await expect(timeline).toContainText(`nach „${name}“`);
  await expect(timeline.getByRole("link", { name: part })).toBeVisible();
  await expect(timeline).toContainText("Gründe");
  await expectAccessible(page);
  await page.goto("/moderation/protokoll");
  for (const done of ["in eine andere Liste verschoben", "geteilt", "ausgeblendet", "wieder gezeigt"]) {
    await expect(content(page)).toContainText(done);
  }
});
