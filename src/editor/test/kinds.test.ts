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

test("a block that shows something live is chosen in fields, and its own text stands below", async () => {
  const page = await start("board");
  await insert(page, "Vorschläge eines Leitthemas");
  const form = page.getByRole("group", { name: /^Vorschläge eines Leitthemas, Block 2 von 8 bearbeiten/ });
  const theme = form.getByLabel("Leitthema");
  assert.ok(await theme.evaluate((select) => select === document.activeElement));
  assert.equal(await theme.inputValue(), "Verkehr");
  await form.getByText("Zeigt Vorschläge eines Leitthemas.").waitFor();
  assert.deepEqual(await axe(page), []);
  await theme.selectOption("Kultur, Sport und Ehrenamt");
  await form.getByLabel("Eigener Text").fill("## Was läuft");
  await page.keyboard.press("Escape");
  await second("board", ({ kind, body }) => kind === "board" && body === "Thema: Kultur\n\n## Was läuft");
});

test("numbers are ticked, in the order in which they stand there, and what was chosen at once is undone at once", async () => {
  const page = await start("figures");
  await insert(page, "Zahlen der Plattform");
  const box = (name: string) => page.getByRole("checkbox", { name });
  assert.ok(!(await box("Kommentare").isChecked()) && (await box("Umgesetzt").isChecked()));
  assert.deepEqual(await axe(page), []);
  await box("Vorschläge").uncheck();
  await box("Kommentare").check();
  await page.getByRole("region", { name: "Seite bearbeiten" }).getByRole("button", { name: "Rückgängig" }).click();
  await box("Kommentare").and(page.locator(":not(:checked)")).waitFor();
  await box("Vorschläge").check();
  await page.keyboard.press("Escape");
  await second("figures", ({ body }) => body === "Zahlen: Unterstützungen, beantwortet, umgesetzt, Vorschläge");
});

test("files have names and an order, and a film elsewhere an address", async () => {
  const page = await start("files");
  await insert(page, "Dateien");
  const chooser = page.getByLabel("Datei hochladen");
  for (const name of ["plan.pdf", "karte.pdf"]) {
    await chooser.setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.from("Punkte") });
    await page.getByLabel(`Name von Datei ${name === "plan.pdf" ? 1 : 2}`).waitFor();
  }
  assert.equal(await page.getByLabel("Name von Datei 1").inputValue(), "plan.pdf");
  assert.deepEqual(await axe(page), []);
  await page.getByLabel("Name von Datei 1").fill("Der Plan");
  await page.getByRole("button", { name: "Datei 2 nach oben" }).click();
  const moved = page.getByLabel("Name von Datei 1");
  assert.ok(await moved.evaluate((input) => input === document.activeElement));
  await page.keyboard.press("Escape");
  const key = "0".repeat(32);
  await second("files", ({ body }) => body === `Datei: ${key} karte.pdf\nDatei: ${key} Der Plan`);
  await insert(page, "Video");
  await page.getByLabel("Oder: Adresse eines Films").fill("https://video.example/1");
  await page.getByLabel("Titel des Films").fill("Der Hafen");
  await page.keyboard.press("Escape");
  await stage.stored("files", ([, film]) => film?.body === "Video: https://video.example/1\nUnterschrift: Der Hafen\nUntertitel:\nVorschaubild:");
});

test("a block comes above the first one, and onto a page that has none", async () => {
  const page = await start("first");
  const first = page.getByRole("button", { name: "Ganz oben einfügen" });
  const insert = async () => {
    await page.getByRole("dialog", { name: "Was soll ganz oben stehen?" }).getByRole("button", { name: "Hervorgehoben", exact: true }).click();
    await page.locator(".ProseMirror:focus").waitFor();
    await page.keyboard.type("Ganz oben.");
    await page.keyboard.press("Escape");
  };
  await block(page, 0).hover();
  await first.click();
  assert.deepEqual(await axe(page), []);
  await insert();
  await stage.stored("first", ([top, ...rest]) => rest.length === 7 && top?.kind === "callout" && top.body === "Ganz oben.");
  // Whoever takes the last one away stands where the next one begins.
  for (let left = 8; left > 0; left--) {
    await block(page, 0).hover();
    await block(page, 0).getByRole("button", { name: "Löschen" }).click();
    await block(page, left - 1).waitFor({ state: "detached" });
  }
  await stage.stored("first", ({ length }) => length === 0);
  assert.ok(await first.evaluate((button) => button === document.activeElement));
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Enter");
  await insert();
  await stage.stored("first", (blocks) => blocks.length === 1 && blocks[0]?.body === "Ganz oben.");
});

test("a slash puts a map below, which needs no words", async () => {
  const page = await start("map");
  await block(page, 0).locator("p").first().click();
  await page.locator(".ProseMirror:focus").waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" /kart");
  await page.keyboard.press("Enter");
  assert.equal(await page.getByLabel("Leitthema").inputValue(), "");
  await page.getByLabel("Leitthema").press("Escape");
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
