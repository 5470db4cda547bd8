// What is typed to run runs nowhere: a browser judges it, in front of the policy and without one. The tests of the server
// send the same into every field and judge it by a parser.

import { randomUUID } from "node:crypto";
import { type Page } from "@playwright/test";
import { Chance } from "../chaos/chance";
import { comment, proposal, type Proposal } from "../support/contributions";
import { batches, generated } from "../support/grammar";
import { intruders, packed, payloads, shown, trap } from "../support/hostile";
import { isPacked, pair, UPRIGHT } from "../support/kiosk";
import { photograph } from "../support/picture";
import { between, documentAt, send, upload } from "../support/requests";
import { origin, wegmarken } from "../support/server";
import { staff } from "../support/staff";
import { awake, content, rareWord } from "../support/steps";
import { expect, test as base } from "../support/test";
import { beginProposal, field, reasons } from "../support/writing";

type Fixtures = { ran: string[]; unguarded: Page };

const test = base.extend<Fixtures>({
  ran: [
    async ({ context }, use) => {
      const ran: string[] = [];
      await trap(context, ran);
      await use(ran);
      expect(ran, "what ran").toEqual([]);
    },
    { auto: true },
  ],
  /** A reader whose browser knows no policy: nothing but the page itself stops what stands in it. */
  unguarded: async ({ browser, ran, watched }, use) => {
    const context = await browser.newContext({ bypassCSP: true });
    watched(context);
    await trap(context, ran);
    await use(await context.newPage());
    await context.close();
  },
});

// Hundreds of pages, and what one of them did stands in words.
test.use({ trace: "off" });

async function harmless(page: Page): Promise<void> {
  expect(await intruders(page), page.url()).toEqual([]);
}

/** Opens it for each of these readers, and looks for what stands there. */
async function opens(readers: Page[], address: string, words: string): Promise<void> {
  for (const reader of readers) {
    await reader.goto(address);
    await expect(content(reader)).toContainText(words);
    await harmless(reader);
  }
}

const of = (list: string[], number: number): string => list[number % list.length] ?? "";

const SEED = Number(process.env.WEGMARKEN_SEED ?? Date.now() % 1_000_000);

/** As many as are made up each day, and ten times as many for the night. */
const MADE_UP = 10_000 * (Number(process.env.WEGMARKEN_TRIALS ?? 1) > 1 ? 10 : 1);

/** The longest text of a block. */
const BLOCK = 20_000;

/** Each a point of a list, so that what one of them begins ends with it. */
const point = (text: string): string => `* ${text.replaceAll("\n", "\n  ")}\n`;

/** What the server makes of a text in a block of this kind, as an editor sees it while they type. */
async function previewed(page: Page, base: string, kind: string, body: string): Promise<string> {
  const answer = await page.request.post(`${base}/vorschau`, { data: { kind, body, after: "" }, headers: { origin } });
  if (!answer.ok()) throw new Error(`${kind}: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { html: string }).html;
}

/** What stands in the fields in which a survey that is over gives back what was written. */
async function givenBack(page: Page, texts: string[]): Promise<string> {
  const form = Object.fromEntries(texts.map((text, number) => [`frage-${number}`, `${reasons} ${text}`]));
  const answer = await page.request.post("/umfragen/mit-dem-rad-durch-den-winter", { form, headers: { origin } });
  return between(await answer.text(), 'aria-labelledby="geschrieben"', "</main>");
}

/** The whole of it in one text. */
const all = (): string => packed(3_900, "\n\n")[0] ?? "";

/** Proposals until every payload was in a title, a text, a name or in words about a place; at most so many. */
async function proposals(word: string, most = Infinity): Promise<Proposal[]> {
  const [names, notes, texts] = [payloads(60), packed(120), packed(300, "\n\n")];
  const made: Proposal[] = [];
  for (const [number, pack] of packed(119 - word.length).slice(0, most).entries()) {
    const text = `${reasons}\n\n${of(texts, number)}`;
    made.push(await proposal({ title: `${word} ${pack}`, text, author: of(names, number), place_note: of(notes, number) }));
  }
  return made;
}

test("what guests send runs on no page of theirs and on none for everybody", async ({ page, unguarded, expected }) => {
  test.slow();
  expected.push("status of 422");
  const word = rareWord();
  const readers = [page, unguarded];
  const made = await proposals(word);
  const [first] = made as [Proposal];
  // The names that no proposal had.
  for (const author of payloads(60).slice(made.length)) await comment(first, of(packed(1_900, "\n\n"), author.length), author);
  for (const { path, title } of made) await opens(readers, path, title);
  await awake(page);
  for (const address of [`/vorschlaege?q=${word}`, `/vorschlaege?q=${word}&ansicht=karte`, `/en/vorschlaege?q=${word}`]) {
    await opens(readers, address, word);
  }
  for (const pack of packed(190)) {
    for (const reader of readers) {
      await reader.goto(`/vorschlaege?q=${encodeURIComponent(pack)}&thema=${encodeURIComponent(pack)}`);
      await harmless(reader);
    }
  }

  // What others wrote shows up while somebody types.
  await beginProposal(page);
  await field.title(page).fill(first.title);
  await expect(page.getByText("Gibt es das schon?")).toBeVisible();
  await harmless(page);
  const draft = new URL(page.url()).pathname;
  await upload(page, draft, { titel: first.title, text: all(), thema: "verkehr", name: of(payloads(60), 7), ortsangabe: of(packed(120), 3), aktion: "pruefen" });
  for (const address of [draft, `${draft}/pruefen`]) {
    await page.goto(address);
    await awake(page);
    await harmless(page);
  }

  await page.goto("/umfragen/stadt-und-digitale-hilfe");
  await page.getByRole("textbox", { name: /^5\./ }).fill(of(packed(900), 0));
  await content(page).getByRole("button", { name: "Antworten abschicken" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await harmless(page);
});

test("what those write who work for the city runs neither where they edit nor for everybody", async ({ page, unguarded }) => {
  test.slow();
  const word = rareWord();
  await staff(page, "editor");
  for (const name of payloads(60).slice(-8)) {
    await send(page, "/konto/angaben", { name, sprache: "de" });
    await page.goto("/konto");
    await harmless(page);
  }

  await send(page, "/verwaltung/seiten/neu", { titel: `${word} ${of(packed(80), 0)}`, adresse: word.toLowerCase() });
  const edited = `/${word.toLowerCase()}?bearbeiten`;
  const base = `/bearbeiten/${between(await documentAt(page, edited), 'data-edit-page="', '"')}`;
  const links = payloads().filter((payload) => payload.includes("](")).join("\n\n");
  const unfolds = payloads().map((payload) => `## ${payload}\n\n${payload}`).join("\n\n");
  for (const [art, text] of [["accordion", unfolds], ["steps", all()], ["facts", all()], ["callout", all()], ["text", all()], ["text", links]] as const) {
    await send(page, `${base}/neu`, { art, text, nach: "", save: randomUUID(), kennung: randomUUID() });
  }
  for (const said of packed(1_800)) {
    const told = await upload(page, `${base}/medien`, { art: "image", text: `Alternativtext: ${said}\nUnterschrift: ${said}\nQuelle: ${said}`, datei: photograph() });
    const { body } = (await told.json()) as { body: string };
    await send(page, `${base}/neu`, { art: "image", text: body, nach: "", save: randomUUID(), kennung: randomUUID() });
  }

  await page.goto(edited);
  await page.locator("[data-ready]").waitFor();
  await harmless(page);
  const texts = page.locator(".edit-block").filter({ has: page.locator(".block--text"), hasText: "Link" });
  for (const key of await texts.evaluateAll((all) => all.map((block) => (block as HTMLElement).dataset.block))) {
    const block = page.locator(`[data-block="${key}"]`);
    await block.locator(".edit-tool--edit").evaluate((tool: HTMLElement) => tool.click());
    await expect(block.locator(".ProseMirror, textarea").first()).toBeFocused();
    await harmless(page);
    await page.keyboard.press("Escape");
    await expect(page.locator(".edit-block--open")).toHaveCount(0);
  }
  for (const address of ["ansicht", "ansichten", "verlauf", "veroeffentlichen"]) {
    await page.goto(`${base}/${address}`);
    await harmless(page);
  }
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();
  await expect(page.locator("h1").first()).toContainText(word);
  await opens([page, unguarded], `/${word.toLowerCase()}`, "wgmx");
});

test("what strangers sent runs at no kiosk", async ({ page }) => {
  test.setTimeout(120_000);
  const word = rareWord();
  const [first, second] = packed(1_900, "\n\n");
  const [last] = (await proposals(word, 8)).slice(-1) as [Proposal];
  for (const words of [first, second]) await comment(last, words ?? reasons, of(payloads(60), 3));
  // In the part that kiosks fetch, its title stands as JSON writes it.
  await isPacked(page, { ...last, title: word });
  const [code = ""] = wegmarken("kiosk", "add", `Ortsamt ${rareWord()}`).split("\n");
  await page.setViewportSize(UPRIGHT);
  await pair(page, "", code);
  await harmless(page);
  await page.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await page.getByRole("button", { name: /^Vorschläge ansehen/ }).click();
  await expect(page.getByRole("button", { name: last.title })).toBeVisible();
  await harmless(page);
  await page.getByRole("button", { name: last.title }).click();
  await expect(page.getByText(last.title).first()).toBeVisible();
  await harmless(page);
  await page.getByRole("button", { name: "Etwas dazu schreiben" }).click();
  await page.getByRole("textbox", { name: "Dein Beitrag" }).fill(first ?? reasons);
  await page.getByRole("button", { name: "Absenden" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await harmless(page);
});

test("ten thousand texts that are made up to run do so neither as rich text nor as plain text", async ({ page, unguarded }) => {
  test.slow();
  console.log(`WEGMARKEN_SEED=${SEED}`);
  const texts = generated(new Chance(SEED), MADE_UP);
  await staff(page, "editor");
  const base = `/bearbeiten/${between(await documentAt(page, "/mitmachen?bearbeiten"), 'data-edit-page="', '"')}`;
  for (const reader of [page, unguarded]) {
    await reader.goto("/mitmachen");
    // Pictures at addresses of ours, at most of which there is none. That somebody else is asked is noticed before.
    const drawing = { contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    await reader.route(/./, (route) => (route.request().resourceType() === "image" ? route.fulfill(drawing) : route.fallback()));
  }
  let read = 0;
  const look = async (html: string) => {
    read += html.length;
    for (const reader of [page, unguarded]) expect(await shown(reader, [html]), `WEGMARKEN_SEED=${SEED}`).toEqual([]);
  };
  const points = batches(texts, BLOCK, point);
  const paragraphs = batches(texts, BLOCK, (text) => `## ${text.replaceAll("\n", " ")}\n\n${text}\n\n`);
  for (const body of points) await look(await previewed(page, base, "text", body));
  for (const [number, body] of paragraphs.entries()) {
    await look(await previewed(page, base, of(["accordion", "callout", "steps", "facts"], number), body));
  }
  const written = batches(texts, 4_000, (text) => `${text}\n`);
  for (let first = 0; first < written.length; first += 25) {
    await look(`<section ${await givenBack(page, written.slice(first, first + 25))}`);
  }
  // They were there to be read, as rich text and as plain text.
  expect(read).toBeGreaterThan(2 * texts.join("").length);
});

// The same texts as if no cleaner had seen them: whoever looks sees them, and what should run does.
test("it is noticed when texts that are made up to run are taken for markup", async ({ browser }) => {
  const context = await browser.newContext({ bypassCSP: true });
  await context.route(/^https?:/, (route) => route.abort());
  const caught: string[] = [];
  await trap(context, caught);
  const page = await context.newPage();
  await page.setContent("<main></main>");
  const found = await shown(page, generated(new Chance(SEED), 1_000));
  expect(found.length).toBeGreaterThan(50);
  await expect.poll(() => caught.length).toBeGreaterThan(20);
  await context.close();
});
