// Pages in several languages: what fell behind says so, what was checked carries its sign, and a draft is looked at as it
// will be on a phone and at a kiosk.

import { type Page } from "@playwright/test";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

/** A draft is one for all who edit, so each project has pages of its own. */
const PAGES: Record<string, [string, string]> = {
  js: ["/themen/soziales", "/ziele/lernend"],
  "no-js": ["/themen/infrastruktur", "/ziele/verbindend"],
};
const own = (nth: 0 | 1): string => PAGES[test.info().project.name]?.[nth] ?? "/regeln";

async function edit(page: Page, address: string, scripts: boolean): Promise<void> {
  await page.goto(`${address}?bearbeiten`);
  await expect(page.locator(".edit-block").first()).toBeVisible();
  if (scripts) await page.locator("[data-ready]").waitFor();
}

/** Writes a word at the end of the first block, by the plain form, and publishes the page. */
async function change(page: Page, address: string, word: string, scripts: boolean): Promise<void> {
  await edit(page, address, scripts);
  const id = await page.locator("[data-edit-page]").getAttribute("data-edit-page");
  const key = await page.locator(".edit-block").first().getAttribute("data-block");
  await page.goto(`/bearbeiten/${id}/bloecke/${key}`);
  const text = content(page).getByRole("textbox", { name: "Text" });
  await text.fill(`${await text.inputValue()}\n\n${word}.`);
  await content(page).getByRole("button", { name: "Speichern" }).click();
  await page.getByRole("link", { name: "Veröffentlichen" }).click();
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();
  await expect(page.getByText(word).first()).toBeVisible();
}

test("a translation that the German text left behind says so until an editor confirms it", async ({ page, scripts, someoneElse }) => {
  // Long, as such a piece of work is.
  test.slow();
  const address = own(0);
  const note = someoneElse.getByText("The German text has changed since.");
  await staff(page, "editor");
  await change(page, address, rareWord(), scripts);
  await someoneElse.goto(`/en${address}`);
  await expect(note).toBeVisible();
  await expectAccessible(someoneElse);
  await picture(someoneElse, "translation-outdated");

  await edit(page, `/en${address}`, scripts);
  await page.getByRole("link", { name: /Out of date since/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Languages" })).toBeVisible();
  await expect(content(page).locator("ins").first()).toBeVisible();
  await expectAccessible(page);
  await picture(page, "page-languages");
  await content(page).getByRole("button", { name: "This version is right" }).click();
  await expect(content(page).getByText("Says what the German text says").first()).toBeVisible();
  await someoneElse.reload();
  await expect(note).toHaveCount(0);

  await edit(page, `/ls${address}`, scripts);
  await page.getByRole("link", { name: "Sprachen", exact: true }).click();
  await content(page).getByRole("textbox", { name: "Welche Gruppe?" }).fill("Lesekreis Hafen");
  await content(page).getByRole("button", { name: "Der Text ist geprüft" }).click();
  await expect(content(page).getByText(/Diesen Text hat geprüft: Lesekreis Hafen/)).toBeVisible();
  await expectAccessible(page);
  await someoneElse.goto(`/ls${address}`);
  await expect(someoneElse.getByText(/Diesen Text hat geprüft: Lesekreis Hafen/)).toBeVisible();
  await expectAccessible(someoneElse);
});

test("a draft is looked at as it will be on a phone and at a kiosk", async ({ page, scripts }) => {
  const address = own(0);
  await staff(page, "editor");
  await edit(page, address, scripts);
  await page.getByRole("link", { name: "Ansichten" }).click();
  for (const [device, width] of [["Telefon", 390], ["Kiosk", 1280]] as const) {
    const frame = page.frameLocator(`iframe[title^="${device}"]`);
    await page.locator(`iframe[title^="${device}"]`).scrollIntoViewIfNeeded();
    const shown = device === "Kiosk" ? frame.locator(".kiosk-content h1") : frame.getByText("Das ist eine Vorschau.", { exact: false });
    await expect(shown).toBeVisible();
    expect(await frame.locator("html").evaluate((html) => html.clientWidth)).toBeLessThanOrEqual(width);
    expect(await frame.locator("html").evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await expectAccessible(page);
  await picture(page, "page-devices");
  await expect(content(page).getByRole("navigation", { name: "Alle Sprachen" }).getByRole("link")).toHaveCount(3);
});

test("everybody reads how a page changed, once the administration opened it", async ({ page, scripts, someoneElse }) => {
  const address = own(1);
  const word = rareWord();
  await staff(page, "administrator");
  await change(page, address, word, scripts);
  await edit(page, address, scripts);
  await page.getByRole("link", { name: "Verlauf", exact: true }).click();
  await content(page).getByRole("button", { name: "Für alle öffnen" }).click();
  await expect(content(page).getByRole("button", { name: "Wieder schließen" })).toBeVisible();
  await expectAccessible(page);
  await someoneElse.goto(address);
  await someoneElse.getByRole("link", { name: "Was sich geändert hat" }).click();
  await expect(someoneElse.locator("ins", { hasText: word })).toBeVisible();
  await expectAccessible(someoneElse);
  await picture(someoneElse, "page-history");
  await content(page).getByRole("button", { name: "Wieder schließen" }).click();
  await expect(content(page).getByRole("button", { name: "Für alle öffnen" })).toBeVisible();
});

test("a translation is written beside the German text: where it stands, or in plain fields", async ({ page, scripts, someoneElse }) => {
  const address = own(1);
  const word = rareWord();
  await staff(page, "editor");
  await edit(page, `/ls${address}`, scripts);
  const id = await page.locator("[data-edit-page]").getAttribute("data-edit-page");
  if (!scripts) {
    await page.goto(`/bearbeiten/${id}/neu?art=image`);
    await content(page).getByLabel("Alternativtext").fill("Ein Boot");
    await content(page).getByRole("button", { name: "Block einfügen" }).click();
  }
  await page.goto(`/bearbeiten/${id}/nebeneinander`);
  const row = page.getByRole("region", { name: /^Block 1:/ });
  const title = page.getByRole("region", { name: "Titel", exact: true });
  if (scripts) {
    await page.locator("[data-ready]").waitFor();
    await expect(content(page).getByRole("textbox")).toHaveCount(0);
    await row.locator(".edit-block .block :is(p, li)").first().click();
    await expect(page.locator(".ProseMirror:focus")).toBeVisible();
    await page.waitForFunction(() => new Promise((resolve) => setTimeout(() => resolve(true), 250)));
    await page.keyboard.type(`${word} Partizipationsmöglichkeiten `);
    await expect(row.locator(".edit-warnings").getByText(/Langes Wort/)).toBeVisible();
    await expectAccessible(page);
    await picture(page, "side-by-side");
    await page.keyboard.press("Escape");
    await title.locator("[data-words]").click();
    await expect(title.locator(".ProseMirror:focus")).toBeVisible();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(`Titel mit ${word}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Seite bearbeiten" }).getByText("Alles gespeichert")).toBeVisible();
  } else {
    await title.getByRole("textbox").fill(`Titel mit ${word}`);
    const field = row.getByRole("textbox");
    await field.fill(`${await field.inputValue()} ${word}`);
    const pictured = page.getByRole("region", { name: /: Bild$/ }).last();
    await expect(pictured.getByLabel("Alternativtext")).toHaveValue("Ein Boot");
    await pictured.getByLabel("Alternativtext").fill(`Ein Boot und ${word}`);
    await expectAccessible(page);
    await content(page).getByRole("button", { name: "Alles speichern" }).click();
    await expect(content(page).getByText("Gespeichert.")).toBeVisible();
    await expect(pictured.getByLabel("Alternativtext")).toHaveValue(`Ein Boot und ${word}`);
    // Without a file it keeps the page from being published.
    await pictured.getByRole("group").getByRole("link").last().click();
    await content(page).getByRole("button", { name: "Entfernen", exact: true }).click();
  }
  await edit(page, `/ls${address}`, scripts);
  await expect(page.locator(".edit-block").first().getByText(word).first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Titel mit ${word}`);
  await someoneElse.goto(`/ls${address}`);
  await expect(someoneElse.getByText(word)).toHaveCount(0);
});
