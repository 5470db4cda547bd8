// Every kind of page in every language: accessible in light and dark, narrow, without traces of those who only read.

import { type BrowserContext, type Page } from "@playwright/test";
import { ofEverybody } from "../support/pages";
import { look } from "../support/sweep";
import { expect, expectAccessible, picture, test } from "../support/test";

// What it finds stands in words; a record of every step would take longer than the steps.
test.use({ trace: "off" });

const languages = [
  { prefix: "", lang: "de", not: [] },
  { prefix: "/en", lang: "en", not: ["Vorschläge", "Umfragen", "Leitthemen", "Mitmachen", "Suche", "Startseite", "Impressum"] },
  { prefix: "/ls", lang: "de-simple", not: [] },
];

for (const { name, path, status = 200, module } of ofEverybody) {
  test(`${name}: accessible in every language, light and dark, narrow, and leaves no trace`, async ({ page, context, expected }) => {
    if (status !== 200) expected.push(`status of ${status}`);
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    for (const { prefix, lang, not } of languages) {
      loaded.length = 0;
      const address = prefix + (path === "/" ? (prefix === "" ? "/" : "") : path);
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(status);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      const frame = await page.locator("header, footer, nav").allInnerTexts();
      const left = not.filter((word) => frame.some((text) => text.split("\n").some((line) => line.trim() === word)));
      expect(left, `German words in the frame of ${address}`).toEqual([]);
      await look(page, prefix);
      await expectNoNeedlessScript(page, loaded, module);
    }
    await expectNoTrace(page, context);
  });
}

test("the main pages are kept as pictures", async ({ page }) => {
  for (const [name, path] of [
    ["start", "/"],
    ["informieren", "/informieren"],
    ["theme", "/themen/verkehr"],
    ["board", "/vorschlaege"],
    ["board-map", "/vorschlaege?ansicht=karte"],
    ["proposal", "/vorschlaege/61"],
    ["styleguide", "/styleguide"],
    ["styleguide-kiosk", "/styleguide/kiosk"],
  ] as const) {
    await page.goto(path);
    await picture(page, name);
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
  }
  await expectAccessible(page);
});

async function expectNoNeedlessScript(page: Page, loaded: string[], module?: string): Promise<void> {
  if ((await page.locator("leptos-island").count()) > 0) return;
  // What brings the worker for reading without a network is on every page.
  const isWorkers = (url: string) => /\/offline\/\w+\/start\.js$/.test(url);
  const plays = (await page.locator("video, audio").count()) > 0;
  const isPlayers = (url: string) => plays && new URL(url).pathname === "/film.js";
  const isModule = (url: string) => module !== undefined && new URL(url).pathname.split("/").at(-1) === module;
  expect(loaded.filter((url) => /\.(wasm|js)$/.test(url) && !isWorkers(url) && !isPlayers(url) && !isModule(url)), `scripts of ${page.url()}, which has no islands`).toEqual([]);
}

async function expectNoTrace(page: Page, context: BrowserContext): Promise<void> {
  expect(await context.cookies()).toEqual([]);
  const stored = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }));
  expect(stored).toEqual({ local: [], session: [], databases: [], caches: [] });
}
