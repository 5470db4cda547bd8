// A page beside another language: the same editor in every row, and what was typed before it woke up.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, caret, opened, Stage } from "./browser";

const stage = new Stage();
const { server } = stage;

const block = (page: Page, n: number) => page.locator(".edit-block").nth(n);
const start = async (name: string) => opened(await stage.context(), server.sides(name));

test("each row has the editor of the page in place of its field, with its remarks while one types", async () => {
  const page = await start("sides");
  assert.equal(await page.locator("textarea, [data-plain]").count(), 0);
  assert.deepEqual(await axe(page), []);
  const tools = page.getByRole("toolbar", { name: "Werkzeuge für Block 1, in dieser Sprache" }).getByRole("button");
  assert.deepEqual(await tools.evaluateAll((all) => all.map((tool) => tool.getAttribute("aria-label") ?? tool.textContent)), ["Bearbeiten", "Gebärdensprache und Vorlesen"]);
  await block(page, 1).locator("p").first().click();
  await page.locator(".ProseMirror:focus h2", { hasText: "Der Stadthafen" }).waitFor();
  await caret(page, "Control+End");
  await page.keyboard.type(" Partizipation hilft.");
  await block(page, 1).locator(".edit-warnings").getByText("Fremdwort ohne Erklärung").waitFor();
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  await stage.stored("sides", (blocks) => blocks[1]?.body.includes("Partizipation hilft.") ?? false);
});

test("title and introduction have rows of their own, above the blocks", async () => {
  const page = await start("opening");
  await page.locator("[data-part=einleitung] p").click();
  await caret(page, "Control+End");
  await page.keyboard.type(" Partizipation hilft.");
  await page.locator("[data-part=einleitung] .edit-warnings").getByText("Fremdwort ohne Erklärung").waitFor();
  await page.getByRole("textbox", { name: "Einleitung, in dieser Sprache bearbeiten" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Enter");
  await page.locator(".edit-state", { hasText: "Alles gespeichert" }).waitFor();
  assert.match((await server.draft("opening")).parts.einleitung?.body ?? "", /mitreden kann\. Partizipation hilft\.$/);
});

test("a slash offers formats, and no blocks: they have their places", async () => {
  const page = await start("slash");
  await block(page, 6).locator("p").click();
  await caret(page, "Control+End");
  await page.keyboard.type(" /");
  const names = await page.getByRole("listbox").getByRole("option").allTextContents();
  assert.ok(names.includes("Tabelle") && !names.some((name) => name.includes("einfügen")), String(names));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Escape");
  await page.locator(".edit-state", { hasText: "Alles gespeichert" }).waitFor();
  const { order } = await server.draft("slash");
  assert.equal(order.length, 7);
  assert.equal(await block(page, 6).getAttribute("data-block"), order[6]);
});

test("what somebody typed into a field before the editor was awake is there, and one goes on", async () => {
  const context = await stage.context();
  const page = await context.newPage();
  let wake = () => {};
  const awake = new Promise<void>((resolve) => (wake = resolve));
  // A slow network: the page is there, the editor not yet.
  await page.route("**/editor/editor.js", async (route) => {
    await awake;
    await route.continue();
  });
  await page.goto(server.sides("early"), { waitUntil: "commit" });
  const field = page.getByRole("textbox", { name: "Block 7" });
  const before = await field.inputValue();
  await field.fill(`${before} Schon getippt.`);
  wake();
  await page.locator("[data-ready]").waitFor();
  await page.locator(".ProseMirror:focus", { hasText: "Schon getippt." }).waitFor();
  await caret(page, "Control+End");
  await page.keyboard.type(" Und weiter.");
  await page.keyboard.press("Escape");
  await stage.stored("early", (blocks) => blocks[6]?.body === `${before} Schon getippt. Und weiter.`);
});

test("on the page and beside the other language two people write one text", async () => {
  const page = await start("both");
  const other = await opened(await stage.context(), server.address("both", "Jona"));
  await block(other, 0).locator("p").click();
  await caret(other, "Control+End");
  await other.keyboard.type(" Von Jona.");
  await other.keyboard.press("Escape");
  await block(page, 0).getByText("Von Jona.").waitFor();
  await block(other, 1).hover();
  await block(other, 1).getByRole("button", { name: "Löschen" }).click();
  await page.locator(".edit-row", { has: page.getByRole("heading", { name: "Block 2" }) }).locator(".edit-block").waitFor({ state: "detached" });
  await other.keyboard.press("Control+z");
  await page.locator(".edit-block", { hasText: "Der Stadthafen" }).waitFor();
});
