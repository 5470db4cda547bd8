// Files that are there already, in a block and in a text.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, caret, Stage } from "./browser";

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
  const source = page.getByRole("textbox", { name: /Quelltext von Bild/ });
  assert.equal(await source.inputValue(), `Bild: ${HAFEN}\nAlternativtext: Ein rotes Boot im Hafen\nUnterschrift:\nQuelle:`);
  await source.press("Escape");
  await stage.stored("picture", (blocks) => blocks[1]?.body.includes("Ein rotes Boot im Hafen") ?? false);
});

test("a film is taken from there, and the picture that stands before it starts", async () => {
  const page = await stage.open("film");
  await insert(page, "Video");
  await pick(page, "rund", /^Rundgang/);
  await page.locator(".edit-announce", { hasText: "Eingesetzt." }).waitFor({ state: "attached" });
  await pick(page, "hafen", /^Hafen/);
  const source = page.getByRole("textbox", { name: /Quelltext von Video/ });
  await page.waitForFunction(() => /Vorschaubild: 1/.test(document.querySelector<HTMLTextAreaElement>(".edit-source__text")?.value ?? ""));
  assert.equal(await source.inputValue(), `Video: ${FILM}\nUnterschrift:\nUntertitel:\nVorschaubild: ${HAFEN}`);
});

test("in a text too, and what somebody wrote there stays", async () => {
  const page = await stage.open("text");
  for (const [own, expected] of [["", "Ein rotes Boot im Hafen"], ["Mein Boot", "Mein Boot"]] as const) {
    await block(page, 6).locator("p").last().click();
    await caret(page, "Control+End");
    await page.getByRole("button", { name: "Bild", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Bild", exact: true });
    await dialog.getByLabel("Was ist auf dem Bild zu sehen?").fill(own);
    await pick(page, "hafen", /^Hafen/);
    await page.waitForFunction((address) => [...document.querySelectorAll("input")].some(({ value }) => value === address), `/medien/${HAFEN}`);
    assert.equal(await dialog.getByLabel("Was ist auf dem Bild zu sehen?").inputValue(), expected);
    await dialog.getByRole("button", { name: "Übernehmen" }).click();
    await page.keyboard.press("Escape");
    await stage.stored("text", (blocks) => blocks[6]?.body.includes(`![${expected}](/medien/${HAFEN})`) ?? false);
  }
});
