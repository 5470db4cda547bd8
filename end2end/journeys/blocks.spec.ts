// Blocks that are more than text, from an editor's hands to a visitor's eyes: with scripts where they stand, without by plain forms.

import { type Browser, type Locator, type Page } from "@playwright/test";
import { photograph } from "../support/picture";
import { Proxy } from "../support/proxy";
import { port } from "../support/server";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

const blocks = (page: Page) => page.locator(".edit-block");

/** Each project and test has a page of its own: a draft is one for all who edit. */
function address(): string {
  const { project, title } = test.info();
  if (title.includes("library")) return project.name === "js" ? "/ziele/gluecklich" : "/ziele/mitdenkend";
  return project.name === "js" ? "/themen/verwaltung" : "/themen/gemeinschaft";
}

async function edit(page: Page, scripts: boolean): Promise<void> {
  await page.goto(`${address()}?bearbeiten`);
  await expect(blocks(page).first()).toBeVisible();
  if (scripts) await page.locator("[data-ready]").waitFor();
}

const saved = (page: Page) => expect(page.getByRole("region", { name: "Seite bearbeiten" }).getByText("Alles gespeichert")).toBeVisible();

/** Chooses a block of this kind to stand below the first one. */
async function below(page: Page, kind: string): Promise<void> {
  await blocks(page).first().hover();
  await blocks(page).first().locator(".edit-tool--insert").evaluate((button: HTMLElement) => button.click());
  await page.getByRole("dialog").getByRole("button", { name: kind, exact: true }).click();
}

/** What the lines of such a block say, by the fields of its form; that of the server names a Leitthema in small letters. */
async function choose(form: Locator, body: string, scripts: boolean): Promise<void> {
  const [, theme] = /^Thema: (.+)$/.exec(body) ?? [];
  if (theme) await form.getByLabel("Leitthema").selectOption(scripts ? theme : theme.toLowerCase());
  const [, figures] = /^Zahlen: (.+)$/.exec(body) ?? [];
  for (const box of figures ? await form.getByRole("checkbox").all() : []) await box.uncheck();
  for (const name of figures?.split(", ") ?? []) await form.getByRole("checkbox", { name }).check();
}

/** Those that have fields have them at once, also without the editor. */
const WAYS: Record<string, string> = {
  "Vorschläge eines Leitthemas": "Vorschläge eines Leitthemas einfügen",
  Karte: "Eine Karte einfügen",
  "Zahlen der Plattform": "Zahlen der Plattform einfügen",
};

/** Puts a block of this kind below the first one and fills it. */
async function insert(page: Page, scripts: boolean, kind: string, body: string): Promise<void> {
  await edit(page, scripts);
  if (scripts) {
    await below(page, kind);
    const form = page.getByRole("group", { name: new RegExp(`^${kind}, Block .* bearbeiten`) });
    const rich = page.locator(".ProseMirror:focus");
    await expect(form.or(rich)).toBeVisible();
    if (await rich.count()) await page.keyboard.type(body.replaceAll("\n\n", "\n"));
    else await choose(form, body, scripts);
    await page.keyboard.press("Escape");
    return saved(page);
  }
  await page.getByRole("link", { name: "Block einfügen" }).click();
  const way = WAYS[kind];
  if (way) {
    await content(page).getByRole("link", { name: way }).click();
    await choose(content(page), body, scripts);
  } else {
    await content(page).getByLabel("Art des Blocks").selectOption(kind);
    await content(page).getByRole("textbox", { name: "Text" }).fill(body);
  }
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Block einfügen" }).click();
  await expect(blocks(page).first()).toBeVisible();
}

/** A picture, and what is said of it in fields. Where this is tried again, that of the first try is there too. */
async function insertPicture(page: Page, scripts: boolean, alt: string): Promise<void> {
  await edit(page, scripts);
  if (scripts) {
    await below(page, "Bild");
    const form = page.getByRole("group", { name: /^Bild, Block .* bearbeiten/ });
    await form.getByLabel("Datei hochladen").setInputFiles(photograph());
    await form.getByLabel("Alternativtext").fill(alt);
    await form.getByLabel("Quelle").fill("Stadtarchiv");
    await expect(blocks(page).getByRole("img", { name: alt })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    return saved(page);
  }
  await page.getByRole("link", { name: "Block einfügen" }).click();
  await content(page).getByRole("link", { name: "Ein Bild einfügen" }).click();
  await content(page).getByLabel("Alternativtext").fill(alt);
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Block einfügen" }).click();
  // A block for a file leads to its form.
  await expect(content(page).getByLabel("Alternativtext")).toHaveValue(alt);
  await content(page).getByLabel("Quelle").fill("Stadtarchiv");
  await content(page).getByLabel("Datei").setInputFiles(photograph());
  await content(page).getByRole("button", { name: "Hochladen und einsetzen" }).click();
  await expect(content(page).getByLabel("Alternativtext")).toHaveValue(alt);
  await expect(content(page).locator(".picture-block img")).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Speichern" }).click();
  await expect(blocks(page).first()).toBeVisible();
}

const width = (page: Page, alt: string) => content(page).getByRole("img", { name: alt }).evaluate((image: HTMLImageElement) => image.naturalWidth);

/** Where media of pages are kept by the worker, not by what the browser remembers anyway. */
async function keptMedia(): Promise<string[]> {
  const found: string[] = [];
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found.filter((path) => path.startsWith("/medien/"));
}

/** Somebody who read the page, with the worker that the other journeys do without. */
async function readsWithoutNetwork(browser: Browser, alt: string): Promise<void> {
  const proxy = new Proxy(port + 60 + test.info().parallelIndex, port);
  await proxy.start();
  const context = await browser.newContext({ serviceWorkers: "allow" });
  try {
    const visitor = await context.newPage();
    await visitor.goto(proxy.origin + address());
    await visitor.waitForFunction(() => navigator.serviceWorker.controller !== null);
    // The first visit brings the worker; the second one goes through it.
    await visitor.reload();
    await content(visitor).getByRole("img", { name: alt }).scrollIntoViewIfNeeded();
    await expect.poll(() => visitor.evaluate(keptMedia)).not.toEqual([]);
    proxy.fault = () => "cut";
    await visitor.reload();
    await expect(visitor.getByRole("status").filter({ hasText: "ohne Netz" })).toBeVisible();
    await content(visitor).getByRole("img", { name: alt }).scrollIntoViewIfNeeded();
    await expect.poll(() => width(visitor, alt)).toBeGreaterThan(0);
  } finally {
    await context.close();
    await proxy.stop();
  }
}

test("a page gets a picture, sections to unfold, and what the platform shows now", async ({ page, scripts, someoneElse, browser }) => {
  test.slow();
  const [word, alt] = [rareWord(), `Steg ${rareWord()}`];
  await staff(page, "editor");
  await insert(page, scripts, "Zum Aufklappen", `## Wer ${word}?\n\nAlle.`);
  await insert(page, scripts, "Vorschläge eines Leitthemas", "Thema: Kultur");
  await insert(page, scripts, "Karte", "");
  await insert(page, scripts, "Zahlen der Plattform", "Zahlen: Vorschläge, umgesetzt");
  await insertPicture(page, scripts, alt);
  await edit(page, scripts);
  await page.getByRole("link", { name: "Veröffentlichen" }).click();
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();

  await someoneElse.goto(address());
  const shown = content(someoneElse);
  await expect(shown.getByText("Alle.", { exact: true })).toBeHidden();
  await shown.getByText(`Wer ${word}?`).click();
  await expect(shown.getByText("Alle.", { exact: true })).toBeVisible();
  await expect(shown.getByRole("img", { name: alt })).toBeVisible();
  await expect(shown.getByRole("link", { name: /^Alle Vorschläge zu Kultur/ })).toBeVisible();
  await expect(shown.locator(".block--map .map__svg")).toBeVisible();
  await expect(shown.locator(".block--indicator .figures li")).toHaveCount(2);
  await shown.getByRole("img", { name: alt }).scrollIntoViewIfNeeded();
  await expect.poll(() => width(someoneElse, alt)).toBeGreaterThan(0);
  await expectAccessible(someoneElse);
  await picture(someoneElse, "blocks");
  if (scripts) await readsWithoutNetwork(browser, alt);
});

test("a picture that is there already is taken from the library, with the words that it has there", async ({ page, scripts }) => {
  test.slow();
  await staff(page, "editor");
  await insertPicture(page, scripts, `Steg ${rareWord()}`);
  await edit(page, scripts);
  if (scripts) {
    await below(page, "Bild");
    await page.getByRole("button", { name: "Aus der Mediathek" }).click();
    const library = page.getByRole("dialog", { name: "Aus der Mediathek" });
    await library.getByLabel("Suche in der Mediathek").fill("Steg");
    await expect(library.getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
    await picture(page, "from-library");
    await library.getByRole("listitem").first().getByRole("button").click();
    await expect(page.getByLabel("Alternativtext")).toHaveValue(/^Steg /);
    await page.keyboard.press("Escape");
    return saved(page);
  }
  await page.getByRole("link", { name: "Block einfügen" }).click();
  await content(page).getByLabel("Art des Blocks").selectOption("Bild");
  await content(page).getByRole("button", { name: "Block einfügen" }).click();
  await content(page).getByLabel("Suche in der Mediathek").fill("Steg");
  await content(page).getByRole("button", { name: "Suchen" }).click();
  await expectAccessible(page);
  await picture(page, "from-library");
  await content(page).getByRole("button", { name: /^Einsetzen/ }).first().click();
  await expect(content(page).getByLabel("Alternativtext")).toHaveValue(/^Steg /);
  await expect(content(page).locator(".picture-block img")).toBeVisible();
});
