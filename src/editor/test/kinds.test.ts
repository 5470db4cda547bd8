import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, opened, Stage } from "./browser";

const stage = new Stage();

const start = (name: string) => stage.open(name);

/** The second block of the page, once the stand-in has it as it should be. */
async function second(page: string, is: (block: { kind: string; body: string }) => boolean): Promise<void> {
  await stage.stored(page, ({ length, 1: found }) => length === 8 && found !== undefined && is(found));
}

const block = (page: Page, n: number) => page.locator(".edit-block").nth(n);

async function insert(page: Page, kind: string): Promise<void> {
  await block(page, 0).hover();
  await block(page, 0).getByRole("button", { name: "Darunter einfügen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: kind, exact: true }).click();
}

test("a block that shows something live begins with the line that names it, and says how it is written", async () => {
  const page = await start("board");
  await insert(page, "Vorschläge eines Leitthemas");
  const source = page.getByRole("textbox", { name: /Quelltext von Vorschläge eines Leitthemas/ });
  assert.equal(await source.inputValue(), "Thema: Verkehr");
  await page.getByText("Ganz oben „Thema:“", { exact: false }).waitFor();
  assert.deepEqual(await axe(page), []);
  await source.fill("Thema: Kultur\n\n## Was läuft");
  await source.press("Escape");
  await second("board", ({ kind, body }) => kind === "board" && body === "Thema: Kultur\n\n## Was läuft");
});

test("a slash puts a map below, which needs no words", async () => {
  const page = await start("map");
  await block(page, 0).locator("p").first().click();
  await page.locator(".ProseMirror:focus").waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" /kart");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: /Quelltext von Karte/ }).press("Escape");
  await second("map", ({ kind, body }) => kind === "map" && body === "");
});

test("what folds away for readers stands open for whoever writes it, and folds again", async () => {
  const page = await start("accordion");
  await insert(page, "Zum Aufklappen");
  await page.locator(".ProseMirror:focus").waitFor();
  await page.keyboard.type("## Wer?");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Alle.");
  await page.keyboard.press("Escape");
  await second("accordion", ({ kind, body }) => kind === "accordion" && body === "## Wer?\n\nAlle.");
  // What was not confirmed when the page is left is sent again, and its answer shows the block anew.
  await page.locator(".edit-state", { hasText: "Alles gespeichert" }).waitFor();
  await page.reload();
  await page.locator("[data-ready]").waitFor();
  // The real server folds it.
  await block(page, 1).locator(".block").evaluate((section) => {
    section.innerHTML = "<details><summary>Wer?</summary><p>Alle.</p></details>";
  });
  await block(page, 1).hover();
  await block(page, 1).getByRole("button", { name: "Bearbeiten" }).click();
  await page.locator(".ProseMirror:focus").getByText("Alle.").waitFor();
  await page.keyboard.press("Escape");
  await block(page, 1).locator("details").waitFor();
});

test("a picture that is chosen is brought and described in fields, and what is refused says why", async () => {
  const page = await start("upload");
  await insert(page, "Bild");
  const form = page.getByRole("group", { name: /^Bild, Block 2 von 8 bearbeiten/ });
  const alt = form.getByLabel("Alternativtext");
  const chooser = form.getByLabel("Datei hochladen");
  assert.ok(await chooser.evaluate((input) => input === document.activeElement), "the picture comes first");
  await chooser.setInputFiles({ name: "a.exe", mimeType: "image/jpeg", buffer: Buffer.from("MZ") });
  await page.getByText("Das ist keine Datei, die wir annehmen.").waitFor();
  assert.deepEqual(await axe(page), []);
  await chooser.setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Punkte") });
  await page.locator(".edit-announce", { hasText: "Hochgeladen und eingesetzt." }).waitFor({ state: "attached" });
  // It is asked for, and nobody is kept from going on.
  await alt.focus();
  await alt.press("Tab");
  await form.getByText("Ohne diese Worte ist").waitFor();
  assert.equal(await alt.getAttribute("aria-invalid"), "true");
  assert.deepEqual(await axe(page), []);
  await alt.pressSequentially("Ein rotes ");
  await alt.press("Enter");
  await alt.pressSequentially("Boot");
  await form.getByText("Ohne diese Worte ist").waitFor({ state: "detached" });
  await form.getByLabel("Bildunterschrift").fill("Am Kai");
  await form.getByLabel("Text unter dem Bild").fill("Quelle: siehe dort\n\nMehr");
  await form.getByLabel("Quelle").fill("Archiv");
  await page.keyboard.press("Escape");
  const lines = `Bild: ${"0".repeat(32)}\nAlternativtext: Ein rotes Boot\nUnterschrift: Am Kai\nQuelle: Archiv`;
  await second("upload", ({ kind, body }) => kind === "image" && body === `${lines}\n\nQuelle: siehe dort\n\nMehr`);
});

test("what somebody else writes while a picture is on its way stays", async () => {
  const page = await start("meanwhile");
  const arrive: (() => void)[] = [];
  await page.route("**/medien", (route) => void arrive.push(() => void route.continue()));
  await insert(page, "Bild");
  const asked = page.waitForRequest("**/medien");
  await page.getByLabel("Datei hochladen").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Punkte") });
  await asked;
  await second("meanwhile", ({ kind }) => kind === "image");
  const bea = await opened(await stage.context(), stage.server.address("meanwhile", "Bea"));
  await block(bea, 1).getByRole("button", { name: "Bearbeiten" }).press("Enter");
  await bea.getByLabel("Alternativtext").fill("Ein rotes Boot");
  await bea.keyboard.press("Escape");
  await page.waitForFunction(() => [...document.querySelectorAll("textarea")].some(({ value }) => value === "Ein rotes Boot"));
  for (const go of arrive) go();
  await page.locator(".edit-announce", { hasText: "Hochgeladen und eingesetzt." }).waitFor({ state: "attached" });
  await page.getByLabel("Alternativtext").press("Escape");
  await second("meanwhile", ({ body }) => body === `Bild: ${"0".repeat(32)}\nAlternativtext: Ein rotes Boot\nUnterschrift:\nQuelle:`);
});

test("a slash in a text puts a picture below, and the text itself takes none", async () => {
  const page = await start("below");
  await block(page, 0).locator("p").first().click();
  await page.locator(".ProseMirror:focus").waitFor();
  assert.equal(await page.getByRole("toolbar", { name: /^Format/ }).getByRole("button", { name: "Bild" }).count(), 0);
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" /bild");
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: /^Bild, Block 2 von 8 bearbeiten/ }).waitFor();
  await second("below", ({ kind }) => kind === "image");
});
