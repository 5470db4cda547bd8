// Files that are there already, for a block.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, Stage } from "./browser";

const [HAFEN, FILM] = ["1".repeat(32), "2".repeat(32)];
const stage = new Stage();
const block = (page: Page, n: number) => page.locator(".edit-block").nth(n);
const library = (page: Page) => page.getByRole("dialog", { name: "Aus der Mediathek" });

async function insert(page: Page, kind: string): Promise<void> {
  await block(page, 0).hover();
  await block(page, 0).getByRole("button", { name: "Darunter einfügen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: kind, exact: true }).click();
}

/** What the dialog says is heard in it: what lies behind it is silent. */
async function pick(page: Page, query: string, name: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Aus der Mediathek" }).last().click();
  await library(page).locator(".edit-announce", { hasText: /Gefunden: \d/ }).waitFor({ state: "attached" });
  assert.deepEqual(await axe(page), []);
  await page.keyboard.type(query);
  await library(page).getByText("Gefunden: 1.").first().waitFor();
  await page.keyboard.press("Tab");
  await library(page).getByRole("button", { name }).press("Enter");
}

test("a picture that is taken from the library offers the words that it has there", async () => {
  const page = await stage.open("picture");
  await insert(page, "Bild");
  await pick(page, "boot", /^Hafen/);
  await page.locator(".edit-announce", { hasText: "mit dem Alternativtext aus der Mediathek" }).waitFor({ state: "attached" });
  assert.equal(await page.getByLabel("Alternativtext").inputValue(), "Ein rotes Boot im Hafen");
  await page.keyboard.press("Escape");
  await stage.stored("picture", (blocks) => blocks[1]?.body === `Bild: ${HAFEN}\nAlternativtext: Ein rotes Boot im Hafen\nUnterschrift:\nQuelle:`);
});

test("a film is taken from there, and the picture that stands before it starts", async () => {
  const page = await stage.open("film");
  await insert(page, "Video");
  await pick(page, "rund", /^Rundgang/);
  await page.locator(".edit-announce", { hasText: "Eingesetzt." }).waitFor({ state: "attached" });
  await pick(page, "hafen", /^Hafen/);
  await page.getByText("Ein Vorschaubild gehört dazu.").waitFor();
  await page.getByText("Ein Film ist hochgeladen.").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await stage.stored("film", (blocks) => blocks[1]?.body === `Video: ${FILM}\nUnterschrift:\nUntertitel:\nVorschaubild: ${HAFEN}`);
  // Taken away, the picture is gone, and the film stays.
  await block(page, 1).hover();
  await block(page, 1).getByRole("button", { name: "Bearbeiten" }).click();
  await page.getByRole("button", { name: "Vorschaubild wegnehmen" }).click();
  await page.keyboard.press("Escape");
  await stage.stored("film", (blocks) => blocks[1]?.body === `Video: ${FILM}\nUnterschrift:\nUntertitel:\nVorschaubild:`);
});
