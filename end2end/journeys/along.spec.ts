// A recording goes along with a text: editors bring it, visitors start it, and the library knows where it stands.

import { randomBytes } from "node:crypto";
import { type Page } from "@playwright/test";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

const blocks = (page: Page) => page.locator(".edit-block");

/** Each project has a page of its own: a draft is one for all who edit. */
function address(): string {
  return test.info().project.name === "js" ? "/ziele" : "/zaehlung";
}

/** Two frames of noise, as an MP3 at 128 kbit/s has them. */
function recording(name: string): { name: string; mimeType: string; buffer: Buffer } {
  const frame = () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), randomBytes(413)]);
  return { name: `${name}.mp3`, mimeType: "audio/mpeg", buffer: Buffer.concat([frame(), frame()]) };
}

test("a recording is put beside a text, waits for the click, and is found in the library", async ({ page, scripts, someoneElse }) => {
  test.slow();
  const name = rareWord();
  await staff(page, "editor");
  await page.goto(`${address()}?bearbeiten`);
  await expect(blocks(page).first()).toBeVisible();
  if (scripts) {
    await page.locator("[data-ready]").waitFor();
    await blocks(page).first().hover();
    await blocks(page).first().locator(".edit-tool--beside").evaluate((button: HTMLElement) => button.click());
    const dialog = page.getByRole("dialog", { name: "Gebärdensprache und Vorlesen" });
    await dialog.getByLabel("Film oder Aufnahme").setInputFiles(recording(name));
    await expect(dialog.getByText("Eine Aufnahme zum Vorlesen gehört dazu.")).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Schließen" }).click();
    await expect(blocks(page).first().locator(".beside")).toBeVisible();
    await expect(page.getByRole("region", { name: "Seite bearbeiten" }).getByText("Alles gespeichert")).toBeVisible();
  } else {
    await blocks(page).first().locator(".edit-block-open").click();
    await content(page).getByLabel("Film oder Aufnahme").setInputFiles(recording(name));
    await content(page).getByRole("button", { name: "Hochladen und dazustellen" }).click();
    await expect(content(page).getByRole("textbox", { name: "Text", exact: true })).toHaveValue(/Vorlesen: [0-9a-f]{32}/);
    await expect(content(page).getByRole("button", { name: "Aufnahme wegnehmen" })).toBeVisible();
    await expectAccessible(page);
    await content(page).getByRole("button", { name: "Speichern" }).click();
    await expect(blocks(page).first().locator(".beside")).toBeVisible();
  }
  await page.goto(`${address()}?bearbeiten`);
  await page.getByRole("link", { name: "Veröffentlichen" }).click();
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();

  const asked: string[] = [];
  someoneElse.on("request", (request) => request.url().includes("/medien/") && asked.push(request.url()));
  await someoneElse.goto(address());
  const player = content(someoneElse).locator(".beside audio").first();
  await expect(player).toBeHidden();
  expect(asked, "nothing of it is fetched before it is started").toEqual([]);
  await content(someoneElse).getByText("Vorlesen lassen").first().click();
  await expect(player).toBeVisible();
  // With scripts that click starts it; without them the player has a button of its own.
  if (scripts) await expect.poll(() => asked.length, { message: "it is fetched" }).toBeGreaterThan(0);
  else expect(asked, "nothing of it is fetched before it is started").toEqual([]);
  await expectAccessible(someoneElse);
  await picture(someoneElse, "along");

  await page.goto(`/verwaltung/medien?q=${name}`);
  await expectAccessible(page);
  await content(page).getByRole("link", { name }).click();
  await expect(content(page).getByText("veröffentlicht").first()).toBeVisible();
  await expect(content(page).getByRole("button", { name: "Endgültig löschen" })).toHaveCount(0);
  await expectAccessible(page);
  await picture(page, "library");
});
