// Title and introduction of a page, by their form and where they stand: two editors, and what is typed and not saved yet.

import { type Page } from "@playwright/test";
import { send } from "../support/requests";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

const title = (page: Page) => content(page).getByRole("textbox", { name: "Titel" });
const lead = (page: Page) => content(page).getByRole("textbox", { name: "Einleitung" });
const save = (page: Page) => content(page).getByRole("button", { name: "Speichern", exact: true }).click();

/** A page of one's own, and where its title is written. */
async function made(page: Page, word: string): Promise<string> {
  await send(page, "/verwaltung/seiten/neu", { titel: `Seite ${word}`, adresse: word.toLowerCase() });
  await page.goto(`/${word.toLowerCase()}?bearbeiten`);
  return `/bearbeiten/${await page.locator("[data-edit-page]").getAttribute("data-edit-page")}/titel`;
}

test("different places come together, and whoever comes second at the same one sees both", async ({ page, someoneElse, expected }) => {
  expected.push("status of 409");
  const word = rareWord();
  await staff(page, "editor");
  await staff(someoneElse, "editor");
  const form = await made(page, word);
  for (const who of [page, someoneElse]) await who.goto(form);
  await title(page).fill(`Neue Seite ${word}`);
  await save(page);
  await expect(content(page)).toContainText("Gespeichert.");
  await lead(someoneElse).fill("Worum es geht.");
  await save(someoneElse);
  await expect(title(someoneElse), "the title of the other one").toHaveValue(`Neue Seite ${word}`);

  await page.goto(form);
  await title(page).fill(`Alte Seite ${word}`);
  await save(page);
  await title(someoneElse).fill(`Andere Seite ${word}`);
  await save(someoneElse);
  for (const name of ["Vorher", "Deine Fassung", "Die andere Fassung"])
    await expect(content(someoneElse).getByRole("heading", { name, exact: true })).toBeVisible();
  await expect(content(someoneElse)).toContainText(`Alte`);
  await expectAccessible(someoneElse);
  await picture(someoneElse, "page-title-clash");
  await content(someoneElse).getByRole("button", { name: "Vorschau" }).click();
  await expect(content(someoneElse).getByRole("heading", { name: `Andere Seite ${word}` })).toBeVisible();
  await save(someoneElse);
  await expect(content(someoneElse)).toContainText("Gespeichert.");
  await expect(title(someoneElse)).toHaveValue(`Andere Seite ${word}`);
});

test("what was typed is there again after a crash, until it is saved or thrown away", async ({ page, scripts }) => {
  test.skip(!scripts, "without scripts the browser keeps what it keeps");
  const word = rareWord();
  await staff(page, "editor");
  const form = await made(page, word);
  await page.goto(form);
  await lead(page).fill("Was noch nicht gespeichert ist");
  // As if the window was gone.
  await page.goto("about:blank");
  await page.goto(form);
  await expect(lead(page)).toHaveValue("Was noch nicht gespeichert ist");
  await expect(content(page)).toContainText("getippt und nicht gespeichert");
  await expectAccessible(page);
  await save(page);
  await expect(content(page)).toContainText("Gespeichert.");
  await page.goto(form);
  await expect(content(page).getByText("getippt und nicht gespeichert")).toBeHidden();

  await lead(page).fill("Doch nicht");
  await page.goto("about:blank");
  // As after the link "Zum Inhalt".
  await page.goto(`${form}#inhalt`);
  await content(page).getByRole("button", { name: "Verwerfen" }).click();
  await expect(lead(page)).toHaveValue("Was noch nicht gespeichert ist");
});

test("both are written where they stand, and two new titles are decided by a person", async ({ page, scripts, someoneElse, expected }) => {
  test.skip(!scripts, "by the form, above");
  expected.push("status of 409");
  const word = rareWord();
  await staff(page, "editor");
  await staff(someoneElse, "editor");
  await made(page, word);
  const heading = (who: Page) => who.getByRole("heading", { level: 1 });
  const saved = (who: Page) => expect(who.getByRole("region", { name: "Seite bearbeiten" }).getByText("Alles gespeichert")).toBeVisible();
  const write = async (who: Page, part: string, words: string) => {
    await who.locator(`[data-part=${part}] [data-words]`).click();
    await expect(who.locator(`[data-part=${part}] .ProseMirror:focus`)).toBeVisible();
    await who.keyboard.press("Control+a");
    await who.keyboard.type(words);
  };
  for (const who of [page, someoneElse]) {
    await who.goto(`/${word.toLowerCase()}?bearbeiten`);
    await who.locator("[data-ready]").waitFor();
  }
  await write(page, "einleitung", `Worum es bei ${word} geht.`);
  await expect(someoneElse.locator("[data-part=einleitung] .edit-who")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await saved(page);
  await expect(someoneElse.locator("[data-part=einleitung]")).toContainText(`Worum es bei ${word} geht.`);

  await write(someoneElse, "titel", `Andere Seite ${word}`);
  await write(page, "titel", `Neue Seite ${word}`);
  await picture(page, "page-title-open");
  await page.keyboard.press("Enter");
  await saved(page);
  await someoneElse.keyboard.press("Enter");
  const dialog = someoneElse.getByRole("dialog", { name: "Zwei haben dieselbe Stelle geändert" });
  await expect(dialog.getByRole("group", { name: "Andere Fassung" })).toContainText("Neue Seite");
  await dialog.getByRole("textbox").fill(`Neue und andere Seite ${word}`);
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await saved(someoneElse);
  await expect(heading(page)).toHaveText(`Neue und andere Seite ${word}`);
  await page.keyboard.press("Control+z");
  await expect(heading(page), "what others wrote is not undone here").toHaveText(`Neue und andere Seite ${word}`);
  await page.reload();
  await expect(heading(page)).toHaveText(`Neue und andere Seite ${word}`);
});
