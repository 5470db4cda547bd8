// Editors who look at a page while its server is stopped and started again: their browsers come again by themselves, and soon
// show what others do. `WEGMARKEN_RESTARTS` says how often, `WEGMARKEN_SEED` repeats a run.

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { staffOf } from "../support/staff";
import { Chance } from "./chance";
import { City } from "./city";

const RESTARTS = Number(process.env.WEGMARKEN_RESTARTS ?? 2);
const SEED = Number(process.env.WEGMARKEN_SEED ?? Date.now() % 1_000_000);
const PORT = Number(process.env.WEGMARKEN_CHAOS_PORT ?? 3290) + 20;
const ORIGIN = `http://localhost:${PORT}`;
const TABS = 2;

/** From the moment at which the server is ready. */
const WITHIN = 5_000;

type Draft = { order: string[]; blocks: Record<string, { revision: number }> };

test.describe.configure({ retries: process.env.CI ? 1 : 0 });

/** Tabs of somebody who edits, with a server that was never stopped. */
async function opened(city: City, context: BrowserContext): Promise<Page[]> {
  city.prepare();
  await city.start();
  const pages = await Promise.all(Array.from({ length: TABS }, () => context.newPage()));
  await staffOf((...args) => city.command(...args), pages[0] as Page, "editor");
  for (const page of pages) {
    await page.goto(`${ORIGIN}/regeln?bearbeiten`);
    await page.locator("[data-ready]").waitFor();
  }
  return pages;
}

/** Somebody else stores something. */
async function stored(page: Page, body: string): Promise<void> {
  const id = await page.locator("[data-edit-page]").getAttribute("data-edit-page");
  const edit = `${ORIGIN}/bearbeiten/${id}`;
  const draft = (await (await page.request.get(`${edit}/entwurf.json`)).json()) as Draft;
  const key = draft.order[0] ?? "";
  const headers = { "if-match": `"${draft.blocks[key]?.revision}"`, "sec-fetch-site": "same-origin" };
  const answer = await page.request.put(`${edit}/bloecke/${key}`, { data: { save: randomUUID(), body }, headers });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Whether all of them hear of something that is stored now. */
async function hear(pages: readonly Page[], word: string): Promise<boolean> {
  await stored(pages[0] as Page, `Das Wort ist ${word}.`);
  const heard = pages.map((page) => page.locator(".edit-block", { hasText: word }).waitFor({ timeout: WITHIN }).then(() => true, () => false));
  return (await Promise.all(heard)).every(Boolean);
}

test(`${RESTARTS} times the server is stopped and started: open editors hear again within five seconds, by themselves`, async ({ context }) => {
  test.setTimeout(120_000 + RESTARTS * 30_000);
  console.log(`WEGMARKEN_SEED=${SEED} WEGMARKEN_RESTARTS=${RESTARTS}`);
  const [city, chance] = [new City(PORT), new Chance(SEED)];
  try {
    const pages = await opened(city, context);
    for (let round = 0; round < RESTARTS; round++) {
      expect(await city.stop(), "it ends as it was asked to").toBe(0);
      // Some come again too early.
      await pause(chance.below(1_000));
      await city.start();
      expect(await hear(pages, `Wort${round}x${SEED}`), `after restart ${round + 1}`).toBe(true);
    }
  } finally {
    await city.end().catch(() => undefined);
  }
});

test("it is noticed when browsers do not come again", async ({ context }) => {
  test.setTimeout(120_000);
  await context.addInitScript(() => {
    window.EventSource = class extends EventSource {
      constructor(address: string | URL) {
        super(address);
        this.addEventListener("error", (event) => {
          event.stopImmediatePropagation();
          this.close();
        });
      }
    };
  });
  const city = new City(PORT);
  try {
    const pages = await opened(city, context);
    expect(await hear(pages, `Vorher${SEED}`)).toBe(true);
    await city.stop();
    await city.start();
    expect(await hear(pages, `Nachher${SEED}`)).toBe(false);
  } finally {
    await city.end().catch(() => undefined);
  }
});
