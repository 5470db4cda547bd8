// A kiosk in the words of the journeys: invited by an administrator, paired, used by a stranger.

import { expect, type Page } from "@playwright/test";
import { type Proposal } from "./contributions";
import { Given } from "./given";
import { staff } from "./staff";
import { choose, content, rareWord } from "./steps";

export const UPRIGHT = { width: 810, height: 1080 };

/** Everything that visitors of this journey typed and were shown. */
export const visitors = new Given();

/** A kiosk that waits for a device: its code, and its page for the staff. `board` is offered besides that of the city. */
export async function invited(page: Page, name: string, board = ""): Promise<{ code: string; address: string }> {
  await staff(page, "administrator");
  await page.goto("/verwaltung/kiosks");
  await content(page).getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await content(page).getByRole("textbox", { name: "Wo er steht" }).fill("Neuer Markt 1a");
  if (board) await choose(page, board);
  await content(page).getByRole("button", { name: "Anlegen" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return { code: await page.locator(".secret-key").innerText(), address: page.url() };
}

/** Waits until kiosks get it: the server looks for what is new every half a minute. */
export async function isPacked(page: Page, { id, title }: Proposal): Promise<void> {
  const part = `/api/v1/kiosk/parts/vorschlaege-${Math.floor(id / 20)}`;
  await expect.poll(async () => (await page.request.get(part)).text(), { timeout: 40_000 }).toContain(title);
}

export async function pair(page: Page, origin: string, code: string): Promise<string> {
  await page.goto(`${origin}/kiosk`);
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Verbinden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Verbunden" })).toBeVisible();
  const check = (await page.locator(".kiosk-number").innerText()).replace(/\D+/, "");
  await page.getByRole("button", { name: "Kiosk starten" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible({ timeout: 30_000 });
  return check;
}

export async function writes(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await page.getByRole("button", { name: /^Einen Vorschlag schreiben/ }).click();
  await fills(page, title);
}

export async function fills(page: Page, title: string): Promise<void> {
  await visitors.type(page.getByRole("textbox", { name: "Titel" }), title);
  const text = `Am Hafen fehlt das seit Jahren, sagen alle. ${title || rareWord()}`;
  await visitors.type(page.getByRole("textbox", { name: /^Was schlägst Du vor/ }), text);
  await page.getByRole("combobox", { name: "Leitthema" }).selectOption("verkehr");
}

export async function sends(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Absenden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Gespeichert. Danke!" })).toBeVisible();
  return visitors.read(page.locator(".kiosk-receipt .kiosk-number"));
}
