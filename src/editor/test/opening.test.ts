// Title and introduction: written where they stand, like blocks of one line.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, caret, opened, Stage } from "./browser";

const stage = new Stage();
const { server } = stage;

const TITLE = "Rostock am Wasser";
const LEAD = "Was sich am Hafen ändert, und wo man mitreden kann.";

const part = (page: Page, key: "titel" | "einleitung") => page.locator(`[data-part=${key}]`);
const saved = (page: Page) => page.locator(".edit-state", { hasText: "Alles gespeichert" }).waitFor();
const person = async (name: string, page: string) => opened(await stage.context(), server.address(page, name));

/** Goes to the end of it. */
async function into(page: Page, key: "titel" | "einleitung"): Promise<void> {
  await part(page, key).locator("[data-words]").click();
  await part(page, key).locator(".ProseMirror:focus").waitFor();
  await caret(page, "Control+End");
}

async function write(page: Page, key: "titel" | "einleitung", words: string): Promise<void> {
  await into(page, key);
  await page.keyboard.type(words);
}

const stored = async (page: string, key: "titel" | "einleitung") => (await server.draft(page)).parts[key]?.body;

test("they are written where they stand, in one line, and undone", async () => {
  const page = await stage.open("line");
  const look = () => page.locator("h1").evaluate((title) => [getComputedStyle(title).fontSize, getComputedStyle(title.querySelector(".edit-plain") ?? title).fontSize]);
  const [before] = await look();
  await write(page, "titel", " und  Wind");
  assert.deepEqual(await look(), [before, before]);
  await page.getByRole("heading", { level: 1 }).getByRole("textbox", { name: "Titel bearbeiten" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Enter");
  await saved(page);
  assert.equal(await stored("line", "titel"), `${TITLE} und Wind`);
  assert.equal(await page.locator("h1").textContent(), `${TITLE} und Wind`);
  assert.deepEqual(await part(page, "titel").getByRole("button").allTextContents(), ["Bearbeiten"]);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Control+z");
  await page.getByRole("heading", { level: 1, name: TITLE, exact: true }).waitFor();
  await saved(page);
  assert.equal(await stored("line", "titel"), TITLE);
});

test("by keyboard alone, and Alt with an arrow moves nothing", async () => {
  const page = await stage.open("keys");
  const { order } = await server.draft("keys");
  await part(page, "einleitung").getByRole("button", { name: "Bearbeiten" }).press("Enter");
  await part(page, "einleitung").locator(".ProseMirror:focus").waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  await caret(page, "Control+End");
  await page.keyboard.type(" Bald.");
  await page.keyboard.press("Alt+F10");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await saved(page);
  const draft = await server.draft("keys");
  assert.equal(draft.parts.einleitung?.body, `${LEAD} Bald.`);
  assert.deepEqual(draft.order, order);
});

test("an introduction can be empty and written again; a title that is empty is refused, and kept as it was typed", async () => {
  const page = await stage.open("empty");
  const empty = async (key: "titel" | "einleitung") => {
    await into(page, key);
    await caret(page, "Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.press("Escape");
  };
  await empty("einleitung");
  await saved(page);
  assert.equal(await stored("empty", "einleitung"), "");
  await write(page, "einleitung", "Neu.");
  await page.keyboard.press("Escape");
  await saved(page);
  assert.equal(await stored("empty", "einleitung"), "Neu.");
  await empty("titel");
  await part(page, "titel").getByText("Bitte gib einen Titel an.").waitFor();
  assert.equal(await stored("empty", "titel"), TITLE);
});

test("what others write appears, they see who writes, and two new titles are decided by a person", async () => {
  const [ada, jona] = [await person("Ada", "two"), await person("Jona", "two")];
  await write(jona, "einleitung", " Von Jona.");
  await part(ada, "einleitung").locator(".edit-who", { hasText: "Jona" }).waitFor();
  await jona.keyboard.press("Escape");
  await part(ada, "einleitung").getByText("Von Jona.").waitFor();

  await write(jona, "titel", " im Sommer");
  await into(ada, "titel");
  await caret(ada, "Control+Home");
  await ada.keyboard.type("Ganz ");
  await ada.keyboard.press("Escape");
  await saved(ada);
  await jona.keyboard.press("Escape");
  const dialog = jona.getByRole("dialog", { name: "Zwei haben dieselbe Stelle geändert" });
  assert.match(await dialog.getByRole("group", { name: "Deine Fassung" }).innerText(), /im Sommer/);
  assert.match(await dialog.getByRole("group", { name: "Andere Fassung" }).innerText(), /Ganz Rostock/);
  await dialog.getByLabel("Das soll hier stehen").fill("Ganz Rostock am Wasser im Sommer");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await saved(jona);
  await ada.getByRole("heading", { level: 1, name: "Ganz Rostock am Wasser im Sommer" }).waitFor();
});

test("what was typed and not saved is there on another device", async () => {
  const first = await stage.context();
  const page = await opened(first, server.address("kept"));
  await write(page, "einleitung", " Noch nicht gespeichert.");
  const end = Date.now() + 30_000;
  while (!(await server.draft("kept", "Ada")).parts.einleitung?.typed?.body.includes("Noch nicht")) assert.ok(Date.now() < end, "the server has it");
  await first.close();
  const other = await person("Ada", "kept");
  await part(other, "einleitung").getByText(/Nicht gespeicherter Text von .* wiederhergestellt/).waitFor();
  await part(other, "einleitung").getByText("Noch nicht gespeichert.").waitFor();
  await part(other, "einleitung").getByRole("button", { name: "Speichern" }).click();
  await saved(other);
  assert.equal(await stored("kept", "einleitung"), `${LEAD} Noch nicht gespeichert.`);
});
