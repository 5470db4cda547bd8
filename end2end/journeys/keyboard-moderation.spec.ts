// A moderator works through what waits with the keyboard alone: with the commands where there are scripts, with Tab and
// Enter where there are none.

import { type Page } from "@playwright/test";
import { proposal, type Proposal } from "../support/contributions";
import { pressUntil, tabTo } from "../support/keyboard";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

/** From the list to one entry, wherever in it that is. */
async function open(page: Page, { title }: Proposal, scripts: boolean): Promise<void> {
  const entry = content(page).getByRole("link", { name: title, exact: true });
  if (scripts) await pressUntil(page, "j", entry, 200);
  else await tabTo(page, entry, 400);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 3, name: title })).toBeVisible();
}

/** The command where there is one, or the button itself. */
async function press(page: Page, key: string, button: string, scripts: boolean): Promise<void> {
  if (scripts) {
    // Commands do nothing while somebody types in a field.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(key);
  } else {
    await tabTo(page, content(page).getByRole("button", { name: button, exact: true }));
    await page.keyboard.press("Enter");
  }
}

/** Chooses a rule and takes its words for the reason. */
async function giveReason(page: Page, rule: string): Promise<void> {
  const choice = page.getByRole("combobox", { name: "Regel" });
  if (!(await choice.evaluate((field) => field === document.activeElement))) await tabTo(page, choice);
  await page.keyboard.type(rule);
  await tabTo(page, content(page).getByRole("button", { name: "Vorlage zur Regel einsetzen" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Grund in Worten" })).not.toHaveValue("");
}

test("a moderator publishes, hides, merges and asks for a change without touching the mouse", async ({ page, scripts }) => {
  test.slow();
  const word = rareWord();
  const stays = await proposal({ title: `Eine Brücke über den ${word}` });
  const [good, bad, twin, unclear] = [
    await proposal({ title: `Mehr Licht am ${word}` }, false),
    await proposal({ title: `Alle sind dumm am ${word}` }, false),
    await proposal({ title: `Eine neue Brücke über den ${word}` }, false),
    await proposal({ title: `Irgendetwas am ${word}` }, false),
  ] as [Proposal, Proposal, Proposal, Proposal];
  await staff(page, "moderator");
  await page.goto("/moderation");
  await expectAccessible(page);

  if (scripts) {
    await page.keyboard.press("?");
    await expect(content(page)).toContainText("nächster Eintrag");
    await page.keyboard.press("?");
  }
  await open(page, good, scripts);
  await expectAccessible(page);
  if (scripts) {
    await page.keyboard.press("q");
    await expect(page).toHaveURL(/\/moderation$/);
    await open(page, good, scripts);
  }
  await press(page, "p", "Veröffentlichen", scripts);
  await expect(content(page)).toContainText("Erledigt.");

  await open(page, bad, scripts);
  // The command leads to what is missing first.
  if (scripts) await press(page, "h", "Ausblenden", scripts);
  await giveReason(page, "Regel 5");
  await press(page, "h", "Ausblenden", scripts);
  await expect(content(page)).toContainText("Erledigt.");

  await open(page, twin, scripts);
  await giveReason(page, "Regel 15");
  await tabTo(page, page.getByRole("textbox", { name: "Zusammenführen mit" }));
  await page.keyboard.type(String(stays.id));
  await press(page, "m", "Zusammenführen", scripts);
  await expect(content(page)).toContainText("Erledigt.");

  await open(page, unclear, scripts);
  await giveReason(page, "Regel 3");
  await press(page, "a", "Um Änderung bitten", scripts);
  await expect(content(page)).toContainText("Erledigt.");
  await expect(page.getByRole("region", { name: "Wartet auf die Autor*innen" })).toContainText(unclear.title);
  await expectAccessible(page);

  await page.goto(good.path);
  await expect(page.getByRole("heading", { level: 1, name: good.title })).toBeVisible();
  await page.goto(stays.path);
  await expect(content(page)).toContainText(twin.title);
  // It was never public, so there is nothing to say about it.
  expect((await page.request.get(bad.path)).status()).toBe(404);
});
