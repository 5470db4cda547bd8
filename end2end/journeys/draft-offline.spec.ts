// Nothing that somebody types is lost: not by a cut network, a reload or a closed tab.

import { choose, content, rareWord, awake } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";
import { beginProposal, field, onReview, reasons, toReview } from "../support/writing";

test("a network that is cut while somebody types and sends costs no character", async ({ page, context, expected }) => {
  expected.push("net::ERR_INTERNET_DISCONNECTED");
  const title = `Ein Boot für alle am ${rareWord()}`;
  await beginProposal(page);
  await field.title(page).fill(title);
  await choose(page, "Gemeinschaft, Zusammenleben und Mitmachen");
  const state = page.getByRole("status").filter({ hasText: /Gespeichert um|Kein Netz|Speichert/ });
  await expect(state).toHaveText(/^Gespeichert um \d\d:\d\d/);

  await context.setOffline(true);
  await field.text(page).fill(reasons);
  await expect(state).toHaveText(/^Kein Netz: um \d\d:\d\d auf diesem Gerät gesichert/);
  await toReview(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "Gerade gibt es keine Verbindung." })).toBeVisible();
  await expect(field.text(page)).toHaveValue(reasons);
  await expectAccessible(page);

  await context.setOffline(false);
  await expect(page.getByRole("alert").filter({ hasText: "Die Verbindung ist wieder da" })).toBeVisible();
  await toReview(page).click();
  await onReview(page);
  await expect(content(page)).toContainText("Ältere Menschen und Kinder");
  await content(page).getByRole("button", { name: "Jetzt einreichen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Danke! Dein Vorschlag ist bei uns." })).toBeVisible();
  await expectAccessible(page);
});

test("a reload right after the last key keeps the text", async ({ page }) => {
  await beginProposal(page);
  await field.text(page).fill(reasons);
  await page.reload();
  await awake(page);
  await expect(field.text(page)).toHaveValue(reasons);
  await expectAccessible(page);
});

test("a tab that was closed without a network is continued in a new one", async ({ page, context, expected }) => {
  expected.push("net::ERR_INTERNET_DISCONNECTED");
  const title = `Ein Floß für alle am ${rareWord()}`;
  await beginProposal(page);
  await field.title(page).fill(title);
  await expect(page.getByRole("status").filter({ hasText: /^Gespeichert um/ })).toBeVisible();
  await context.setOffline(true);
  await field.text(page).fill(reasons);
  await expect(page.getByRole("status").filter({ hasText: /^Kein Netz/ })).toBeVisible();
  await page.close();

  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto("/vorschlaege/neu");
  await expect(later.getByRole("heading", { name: "Weiterschreiben" })).toBeVisible();
  await later.getByRole("link", { name: title }).click();
  await expect(later.getByRole("alert").filter({ hasText: "Auf diesem Gerät lag eine Fassung" })).toBeVisible();
  await expect(field.title(later)).toHaveValue(title);
  await expect(field.text(later)).toHaveValue(reasons);
  await expect(later.getByRole("status").filter({ hasText: /^Gespeichert um/ })).toBeVisible();
  await expectAccessible(later);
});
