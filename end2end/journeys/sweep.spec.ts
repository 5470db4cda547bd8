// Every kind of page in every language: accessible in light and dark, narrow, without traces of those who only read.

import { type BrowserContext, type Page } from "@playwright/test";
import { expectReadableColours } from "../support/axe";
import { expectNarrow } from "../support/narrow";
import { expect, expectAccessible, picture, test } from "../support/test";

/** What stands for many of its kind is listed once. */
const pages: { name: string; path: string; isMissing?: boolean; module?: string }[] = [
  { name: "start page", path: "/" },
  { name: "seed page", path: "/informieren" },
  { name: "goals", path: "/ziele" },
  { name: "goal", path: "/ziele/gluecklich" },
  { name: "themes", path: "/themen" },
  { name: "theme", path: "/themen/verkehr" },
  { name: "board", path: "/vorschlaege" },
  { name: "filtered board", path: "/vorschlaege?thema=verkehr&ziel=verbindend&q=rad" },
  { name: "empty board", path: "/vorschlaege?q=xyzzyqwert" },
  { name: "map of the board", path: "/vorschlaege?ansicht=karte" },
  { name: "open proposal with a discussion", path: "/vorschlaege/61" },
  { name: "implemented proposal", path: "/vorschlaege/1" },
  { name: "rejected proposal", path: "/vorschlaege/12" },
  { name: "reply to a comment", path: "/vorschlaege/113?antwort=327" },
  { name: "question before submitting", path: "/vorschlaege/neu" },
  { name: "surveys", path: "/umfragen" },
  { name: "open survey", path: "/umfragen/stadt-und-digitale-hilfe" },
  { name: "results of a survey", path: "/umfragen/mit-dem-rad-durch-den-winter" },
  { name: "survey to come", path: "/umfragen/treffpunkte-im-stadtteil" },
  { name: "survey on paper", path: "/umfragen/stadt-und-digitale-hilfe/papier" },
  { name: "proposal on paper", path: "/vorschlaege/papier" },
  { name: "board on paper", path: "/vorschlaege/papier/liste?thema=verkehr" },
  { name: "calls for places", path: "/orte" },
  { name: "open call for places", path: "/orte/orte-die-verbinden" },
  { name: "ended call for places", path: "/orte/kuehle-orte" },
  { name: "calendar", path: "/kalender" },
  { name: "event", path: "/kalender/werkstatt-leichte-sprache" },
  { name: "ways to take part", path: "/mitmachen" },
  { name: "rules", path: "/regeln" },
  { name: "counting", path: "/zaehlung" },
  { name: "overdue answers", path: "/vorschlaege/ueberfaellig" },
  { name: "sign-in", path: "/anmelden", module: "/passkey.js" },
  { name: "new account", path: "/registrieren" },
  { name: "news", path: "/neuigkeiten" },
  { name: "how news arrive", path: "/neuigkeiten/einstellungen", module: "/push.js" },
  { name: "journal of moderation", path: "/moderation/protokoll" },
  { name: "form for a report", path: "/melden?beitrag=vorschlag-61" },
  { name: "imprint", path: "/impressum" },
  { name: "privacy", path: "/datenschutz" },
  { name: "accessibility", path: "/barrierefreiheit" },
  { name: "report of a barrier", path: "/barrierefreiheit/melden?seite=%2Fkalender" },
  { name: "easy language", path: "/leichte-sprache" },
  { name: "sign language", path: "/gebaerdensprache" },
  { name: "form for a receipt's code", path: "/beleg" },
  { name: "code that opens nothing", path: "/beleg?code=abc", isMissing: true },
  { name: "unknown address", path: "/gibt-es-nicht", isMissing: true },
  { name: "styleguide", path: "/styleguide" },
];

const languages = [
  { prefix: "", lang: "de", not: [] },
  { prefix: "/en", lang: "en", not: ["Vorschläge", "Umfragen", "Leitthemen", "Mitmachen", "Suche", "Startseite", "Impressum"] },
  { prefix: "/ls", lang: "de-simple", not: [] },
];

for (const { name, path, isMissing, module } of pages) {
  test(`${name}: accessible in every language, light and dark, narrow, and leaves no trace`, async ({ page, context, expected }) => {
    if (isMissing) expected.push("status of 404");
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    for (const { prefix, lang, not } of languages) {
      loaded.length = 0;
      const address = prefix + (path === "/" ? (prefix === "" ? "/" : "") : path);
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(isMissing ? 404 : 200);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      const frame = await page.locator("header, footer, nav").allInnerTexts();
      const left = not.filter((word) => frame.some((text) => text.split("\n").some((line) => line.trim() === word)));
      expect(left, `German words in the frame of ${address}`).toEqual([]);

      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectReadableColours(page);
      await page.emulateMedia({ colorScheme: "light" });
      await expectNarrow(page);
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
  ] as const) {
    await page.goto(path);
    await picture(page, name);
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
  }
  await expectAccessible(page);
});

/** `module` is the one that the page cannot do without: passkeys and messages of the browser have no other way. */
async function expectNoNeedlessScript(page: Page, loaded: string[], module?: string): Promise<void> {
  if ((await page.locator("leptos-island").count()) > 0) return;
  // What brings the worker for reading without a network is on every page.
  const isWorkers = (url: string) => /\/offline\/\w+\/start\.js$/.test(url);
  const isModule = (url: string) => module !== undefined && new URL(url).pathname === module;
  expect(loaded.filter((url) => /\.(wasm|js)$/.test(url) && !isWorkers(url) && !isModule(url)), `scripts of ${page.url()}, which has no islands`).toEqual([]);
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
