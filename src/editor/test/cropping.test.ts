// The frame over a picture, by hand and by keyboard: in Chromium, against the stand-in, whose pictures are 4:3.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, opened, Stage } from "./browser";

const stage = new Stage();
const BODY = `Bild: ${"0".repeat(32)}\nAlternativtext: Ein Boot\nUnterschrift:\nQuelle:`;

const alt = (page: Page) => page.getByLabel("Alternativtext");
const frame = (page: Page) => page.getByRole("slider", { name: "Ausschnitt verschieben" });
const corner = (page: Page, name: string) => page.getByRole("slider", { name: `Form, Ecke ${name}` });
const said = (page: Page, words: string) => page.locator(".edit-announce", { hasText: words }).waitFor({ state: "attached" });

/** What the server has of it: typed as long as the block is open, stored then. */
async function bodyIs(page: Page, body: string): Promise<void> {
  const name = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");
  await stage.stored(name, ([, block]) => (block?.typed ?? block)?.body === body, "Ada");
}

const lineIs = (page: Page, line: string | null) => bodyIs(page, line === null ? BODY : `${BODY}\nAusschnitt: ${line}`);

/** A block with a picture that is written in. */
async function picture(page: Page): Promise<Page> {
  await page.locator(".edit-tool--insert").first().evaluate((button: HTMLElement) => button.click());
  await page.getByRole("dialog").getByRole("button", { name: "Bild", exact: true }).click();
  await alt(page).fill("Ein Boot");
  await page.getByLabel("Datei hochladen").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Punkte") });
  await frame(page).waitFor();
  return page;
}

/** Holds something in its middle, or for the frame anywhere between its corners, and takes it so far along. */
async function pull(page: Page, what: ReturnType<typeof frame>, x: number, y: number, isLetGo = true): Promise<void> {
  await what.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = await what.boundingBox();
  assert.ok(box);
  const [fromX, fromY] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(fromX + x / 2, fromY + y / 2);
  await page.mouse.move(fromX + x, fromY + y);
  if (isLetGo) await page.mouse.up();
}

test("arrows move the frame by one and with shift by ten in a hundred, and say where it is", async () => {
  const page = await picture(await stage.open("keys"));
  assert.deepEqual(await axe(page), []);
  await frame(page).press("ArrowDown");
  await said(page, "Ganzes Bild");
  await lineIs(page, null);
  await page.getByRole("button", { name: "Breit 16:9" }).press("Enter");
  await lineIs(page, "16:9 50 50");
  await frame(page).press("ArrowDown");
  await said(page, "Breit 16:9, 51 % von oben");
  await frame(page).press("Shift+ArrowDown");
  await lineIs(page, "16:9 50 61");
  assert.equal(await frame(page).getAttribute("aria-valuenow"), "61");
  // Nothing is left over to the side.
  await frame(page).press("ArrowRight");
  await lineIs(page, "16:9 50 61");
  await frame(page).press("End");
  await frame(page).press("ArrowDown");
  await lineIs(page, "16:9 50 100");
  await frame(page).press("Home");
  await lineIs(page, "16:9 50 0");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Ganzes Bild" }).click();
  await said(page, "Ganzes Bild");
  await lineIs(page, null);
});

test("arrows at a corner change the shape, and the corner opposite stays", async () => {
  const page = await picture(await stage.open("corners"));
  await corner(page, "unten rechts").press("ArrowLeft");
  await said(page, "Quadrat 1:1, 0 % von links");
  await corner(page, "unten links").press("ArrowRight");
  await lineIs(page, "3:4 43 50");
  assert.equal(await corner(page, "oben rechts").getAttribute("aria-valuetext"), "Hoch 3:4");
  for (let i = 0; i < 4; i++) await corner(page, "oben links").press("ArrowDown");
  await lineIs(page, "16:9 50 100");
});

test("hands pull the frame and its corners, and think better of it", async () => {
  const page = await picture(await stage.open("hands"));
  const place = async (what: ReturnType<typeof frame>) => (await what.boundingBox()) ?? assert.fail("not shown");
  const image = await place(page.locator(".edit-cropped"));
  await pull(page, corner(page, "unten rechts"), -image.width / 4, 0);
  await lineIs(page, "1:1 0 50");
  await pull(page, frame(page), image.width / 8, 40);
  await lineIs(page, "1:1 50 50");
  await said(page, "Quadrat 1:1, 50 % von links");
  const now = await place(frame(page));
  assert.ok(Math.abs(now.x - image.x - image.width / 8) < 2 && Math.abs(now.height - image.height) < 2, JSON.stringify(now));
  await pull(page, frame(page), -image.width, 0, false);
  await lineIs(page, "1:1 0 50");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await said(page, "Der Ausschnitt bleibt");
  await lineIs(page, "1:1 50 50");
  // The next one ends writing, as everywhere.
  await page.keyboard.press("Escape");
  await frame(page).waitFor({ state: "detached" });
  await stage.stored("hands", (blocks) => blocks[1]?.body === `${BODY}\nAusschnitt: 1:1 50 50`);
  await page.locator(".picture-block__image.crop--square.crop--tens-5.crop--ones-0:not(.edit-cropped)").waitFor();
});

test("the frame stays where it is when the picture is rendered anew, and where one was", async () => {
  const page = await picture(await stage.open("anew"));
  await page.getByRole("button", { name: "Hoch 3:4" }).click();
  assert.equal(await page.getByRole("button", { name: "Hoch 3:4" }).getAttribute("aria-pressed"), "true");
  await frame(page).press("End");
  const asked = page.waitForResponse(/vorschau/);
  await alt(page).pressSequentially(" im Hafen");
  await frame(page).focus();
  await asked;
  await page.waitForFunction(() => document.querySelector(".edit-cropped") && !document.querySelector(".picture-block__image.crop"));
  assert.equal(await frame(page).getAttribute("aria-valuetext"), "Hoch 3:4, 100 % von links");
  assert.ok(await frame(page).evaluate((element) => element === document.activeElement));
});

test("each move is undone by itself, after what was typed before it", async () => {
  const page = await picture(await stage.open("undo-crop"));
  await page.getByRole("button", { name: "Quadrat 1:1" }).click();
  await page.getByLabel("Quelle").fill("Archiv");
  const with_ = (crop: string, source = "Quelle: Archiv") => bodyIs(page, `${BODY.replace("Quelle:", source)}\nAusschnitt: ${crop}`);
  await frame(page).press("ArrowRight");
  await frame(page).press("Shift+ArrowRight");
  await with_("1:1 61 50");
  await page.keyboard.press("Control+z");
  await with_("1:1 51 50");
  await page.keyboard.press("Control+z");
  await with_("1:1 50 50");
  await page.keyboard.press("Control+z");
  await with_("1:1 50 50", "Quelle:");
  await page.keyboard.press("Control+z");
  await lineIs(page, null);
  for (let i = 0; i < 3; i++) await page.keyboard.press("Control+y");
  await with_("1:1 51 50");
  // Closing adds nothing to it.
  await page.getByRole("button", { name: "Fertig" }).click();
  await page.getByRole("button", { name: "Wiederholen" }).click();
  await stage.stored("undo-crop", (blocks) => blocks[1]?.body === `${BODY} Archiv\nAusschnitt: 1:1 61 50`);
});

test("what somebody else writes while a hand holds the frame stays, and is not undone with it", async () => {
  const page = await picture(await stage.open("held"));
  await page.getByRole("button", { name: "Quadrat 1:1" }).click();
  await lineIs(page, "1:1 50 50");
  await pull(page, frame(page), -400, 0, false);
  await lineIs(page, "1:1 0 50");
  const bea = await opened(await stage.context(), stage.server.address("held", "Bea"));
  await bea.locator(".edit-block").nth(1).getByRole("button", { name: "Bearbeiten" }).press("Enter");
  await bea.getByLabel("Bildunterschrift").fill("Am Kai");
  await bea.keyboard.press("Escape");
  await page.waitForFunction(() => [...document.querySelectorAll("input")].some(({ value }) => value === "Am Kai"));
  // There is nothing left to think better of: this ends writing.
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await frame(page).waitFor({ state: "detached" });
  const with_ = (crop: string) => bodyIs(page, `${BODY.replace("Unterschrift:", "Unterschrift: Am Kai")}\nAusschnitt: ${crop}`);
  await with_("1:1 0 50");
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await with_("1:1 50 50");
});

test("on a phone in the dark everything can be hit, and nothing sticks out", async () => {
  const context = await stage.context({ viewport: { width: 390, height: 800 }, colorScheme: "dark", hasTouch: true });
  const page = await picture(await opened(context, stage.server.address("phone")));
  await page.getByRole("button", { name: "Hoch 3:4" }).click();
  for (const handle of await page.getByRole("slider").all()) {
    const box = await handle.boundingBox();
    assert.ok(box && box.width >= 44 && box.height >= 44, JSON.stringify(box));
  }
  await frame(page).press("End");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.deepEqual(await axe(page), []);
});
