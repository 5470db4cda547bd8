// Pages are edited where they stand, or with plain forms; two people at one page lose nothing.

import { type Page } from "@playwright/test";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

const bar = (page: Page) => page.getByRole("region", { name: "Seite bearbeiten" });
const blocks = (page: Page) => page.locator(".edit-block");

/** Opens a page in edit mode; with scripts, until the editor is awake. */
async function edit(page: Page, address: string, scripts: boolean): Promise<void> {
  await page.goto(`${address}?bearbeiten`);
  await expect(blocks(page).first()).toBeVisible();
  if (scripts) await page.locator("[data-ready]").waitFor();
}

/** Goes into a block, by a tap, and writes at the end of what one tapped. */
async function write(page: Page, block: number, words: string): Promise<void> {
  await blocks(page).nth(block).locator(".block :is(p, li)").first().click();
  await expect(page.locator(".ProseMirror:focus")).toBeVisible();
  // Hands are slower than a frame.
  await page.waitForFunction(() => new Promise((resolve) => setTimeout(() => resolve(true), 250)));
  await page.keyboard.press("Control+End");
  await page.waitForFunction(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(true)))));
  await page.keyboard.type(words);
}

const saved = (page: Page) => expect(bar(page).getByText("Alles gespeichert")).toBeVisible();

async function publish(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Veröffentlichen" }).click();
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();
}

// A server without edit mode has nothing to show here.
test("an editor writes where the text stands, publishes, and everybody reads it", async ({ page, scripts, someoneElse }) => {
  test.skip(!scripts, "by plain forms below");
  const word = rareWord();
  // Each project has a page of its own: a draft is one for all who edit.
  const address = test.info().project.name === "mobile" ? "/themen/wirtschaft" : "/themen/kultur";
  await staff(page, "editor");
  await page.goto(address);
  await page.getByRole("link", { name: "Bearbeiten" }).first().click();
  await page.locator("[data-ready]").waitFor();
  await write(page, 0, ` ${word}.`);
  const box = await page.getByRole("toolbar", { name: /Format/ }).boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0), "nothing is wider than the window").toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  await expectAccessible(page);
  await picture(page, "editing-open");
  await page.keyboard.press("Escape");
  await saved(page);
  await someoneElse.goto(address);
  await expect(someoneElse.getByText(word)).toHaveCount(0);
  await expect(someoneElse.locator("script[src*=editor], link[href*=editor]")).toHaveCount(0);
  await publish(page);
  await someoneElse.reload();
  await expect(someoneElse.getByText(word).first()).toBeVisible();
});

// Without scripts by plain forms, below; a phone has no End key.
test("two editors: different places become one text, the same place is decided by a person", { tag: "@once" }, async ({ page, scripts, someoneElse, expected }) => {
  expected.push("status of 409");
  const [one, two] = [rareWord(), rareWord()];
  await staff(page, "editor");
  await staff(someoneElse, "editor");
  await edit(page, "/informieren", scripts);
  await edit(someoneElse, "/informieren", scripts);
  await write(page, 0, ` ${one}.`);
  await expect(blocks(someoneElse).first().locator(".edit-who")).toBeVisible();
  await write(someoneElse, 1, ` ${two}.`);
  await page.keyboard.press("Escape");
  await saved(page);
  await expect(blocks(someoneElse).first().getByText(one).first()).toBeVisible();
  await someoneElse.keyboard.press("Escape");
  await saved(someoneElse);
  await expect(blocks(page).nth(1).getByText(two).first()).toBeVisible();

  const [mine, theirs] = [rareWord(), rareWord()];
  await write(someoneElse, 0, ` ${mine}`);
  await write(page, 0, ` ${theirs}`);
  await page.keyboard.press("Escape");
  await saved(page);
  await someoneElse.keyboard.press("Escape");
  const dialog = someoneElse.getByRole("dialog", { name: "Zwei haben dieselbe Stelle geändert" });
  await expect(dialog.getByRole("group", { name: "Deine Fassung" })).toContainText(mine);
  await expect(dialog.getByRole("group", { name: "Andere Fassung" })).toContainText(theirs);
  await expectAccessible(someoneElse);
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await saved(someoneElse);
  await expect(blocks(page).first().getByText(mine).first()).toBeVisible();
  await expect(blocks(page).first().getByText(theirs).first()).toBeVisible();
});

// Without scripts blocks move by plain forms, which are tried over HTTP; a phone has no keys.
test("blocks come, move, go and come back, by keyboard, and a reload shows the same", { tag: "@once" }, async ({ page, scripts }) => {
  const word = rareWord();
  await staff(page, "editor");
  await edit(page, "/mitmachen", scripts);
  const order = () => blocks(page).evaluateAll((all) => all.map((block) => (block as HTMLElement).dataset.block));
  const before = await order();
  await blocks(page).first().getByRole("button", { name: "Darunter einfügen" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Hervorgehoben" }).press("Enter");
  await expect(page.locator(".ProseMirror:focus")).toBeVisible();
  await page.keyboard.type(`${word} steht hier.`);
  await page.keyboard.press("Escape");
  await saved(page);
  const [, key = ""] = await order();
  await page.keyboard.press("Alt+ArrowDown");
  await saved(page);
  expect((await order())[2]).toBe(key);
  const block = page.locator(`[data-block="${key}"]`);
  await block.getByRole("button", { name: "Löschen" }).press("Enter");
  await expect(block).toHaveCount(0);
  await saved(page);
  expect(await order()).toEqual(before);
  await page.keyboard.press("Control+z");
  await expect(block.getByText(word)).toBeVisible();
  await saved(page);
  await edit(page, "/mitmachen", scripts);
  expect((await order())[2]).toBe(key);
  await expect(block.getByText(word)).toBeVisible();
  await expectAccessible(page);
  await block.getByRole("button", { name: "Löschen" }).press("Enter");
  await saved(page);
});

test("without scripts a block has a plain form with preview, and a page for two versions", async ({ page, scripts, someoneElse, browser, watched, expected }) => {
  expected.push("status of 409");
  test.skip(scripts, "where it stands, above");
  const [mine, theirs] = [rareWord(), rareWord()];
  const context = await browser.newContext({ javaScriptEnabled: false });
  watched(context);
  const other = await context.newPage();
  await staff(page, "editor");
  await staff(other, "editor");
  await edit(page, "/themen/verkehr", scripts);
  await blocks(page).first().getByRole("link", { name: "Bearbeiten" }).click();
  const text = content(page).getByRole("textbox", { name: "Text" });
  const start = await text.inputValue();
  await other.goto(page.url());
  await expect(content(other).getByText(/^Gerade auch an diesem Block: /)).toBeVisible();
  await text.fill(`${start} ${mine}`);
  await content(page).getByRole("button", { name: "Vorschau" }).click();
  await expect(content(page).getByRole("region", { name: "Vorschau" }).getByText(mine)).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Speichern" }).click();
  await expect(blocks(page).first().getByText(mine).first()).toBeVisible();

  await content(other).getByRole("textbox", { name: "Text" }).fill(`${start} ${theirs}`);
  await content(other).getByRole("button", { name: "Speichern" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Zwei Fassungen derselben Stelle" })).toBeVisible();
  await expect(content(other).getByText(mine).first()).toBeVisible();
  await content(other).getByRole("textbox", { name: "Gemeinsame Fassung" }).fill(`${start} ${mine} ${theirs}`);
  await content(other).getByRole("button", { name: "Gemeinsame Fassung speichern" }).click();
  await expect(blocks(other).first().getByText(theirs).first()).toBeVisible();
  await publish(other);
  await someoneElse.goto("/themen/verkehr");
  await expect(someoneElse.getByText(`${mine} ${theirs}`).first()).toBeVisible();
  await context.close();
});
