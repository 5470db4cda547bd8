// Submit a proposal with a picture and a place, with an error on the way.

import { waiting } from "../support/contributions";
import { photograph, secret } from "../support/picture";
import { wegmarken } from "../support/server";
import { awake, choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";
import { beginProposal, field, onReview, reasons, toReview } from "../support/writing";

test("a proposal with a picture and a place is written, mended, reviewed, sent, and appears on the board", async ({
  page,
  expected,
  scripts,
}) => {
  expected.push("status of 422");
  const title = `Ein Steg zum Sitzen am ${rareWord()}`;
  await beginProposal(page);

  // Too short, and the Leitthema is missing.
  await field.title(page).fill(title);
  await field.text(page).fill("Zu kurz.");
  await field.author(page).fill("Jördis");
  await toReview(page).click();
  const summary = page.getByRole("alert").filter({ hasText: "2 Angaben fehlen noch oder passen nicht" });
  await expect(summary).toBeVisible();
  await awake(page);
  await expect(field.title(page)).toHaveValue(title);
  await expect(field.text(page)).toHaveValue("Zu kurz.");
  await expect(field.author(page)).toHaveValue("Jördis");
  await expectAccessible(page);
  await summary.getByRole("link", { name: /^Der Text ist zu kurz: Schreib mindestens/ }).click();
  await expect(field.text(page)).toBeFocused();
  await field.text(page).fill(reasons);
  await choose(page, "Gemeinschaft, Zusammenleben und Mitmachen");
  await choose(page, /^Orte die verbinden/);

  await page.getByRole("searchbox", { name: "Ortsteil oder Straße suchen" }).fill("Lange Straße");
  if (!scripts) await content(page).getByRole("button", { name: "Suchen" }).click();
  await content(page).getByRole("button", { name: "Lange Straße (Stadtmitte)" }).click();
  await expect(page.getByRole("combobox", { name: /^Ortsteil/ }).locator("option:checked")).toHaveText("Stadtmitte");

  await page.getByLabel(/^Bilder hinzufügen/).setInputFiles(photograph());
  await content(page).getByRole("button", { name: "Bilder hochladen" }).click();
  await page.getByRole("textbox", { name: "Was ist auf Bild 1 zu sehen?" }).fill("Das leere Ufer an einem grauen Tag");
  await awake(page);
  await expect(field.text(page)).toHaveValue(reasons);
  await expect(page.getByRole("radio", { name: "Gemeinschaft, Zusammenleben und Mitmachen" })).toBeChecked();
  await toReview(page).click();

  await onReview(page);
  for (const part of [title, "Ältere Menschen und Kinder", "Gemeinschaft, Zusammenleben", "Orte die verbinden", "Stadtmitte", "Das leere Ufer", "Jördis"]) {
    await expect(content(page)).toContainText(part);
  }
  await expectAccessible(page);
  await picture(page, "review");
  await content(page).getByRole("button", { name: "Jetzt einreichen" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Danke! Dein Vorschlag ist bei uns." })).toBeVisible();
  await expect(content(page).locator("code")).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(page.getByRole("img", { name: "QR-Code zu diesem Beleg" })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "receipt");

  // Nobody sees it before the check.
  const id = waiting("proposal", title);
  expected.push("status of 404");
  expect((await page.goto(`/vorschlaege/${id}`))?.status()).toBe(404);
  wegmarken("moderation", "publish", "proposal", id);
  await page.goto(`/vorschlaege?q=${encodeURIComponent(title)}`);
  await content(page).getByRole("link", { name: title, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const shown = content(page).getByRole("img", { name: "Das leere Ufer an einem grauen Tag" });
  await expect(shown).toBeVisible();
  await expectAccessible(page);

  const sources = await shown.evaluate((image: HTMLImageElement) => [image.src, image.closest("a")?.href ?? image.src]);
  for (const source of sources) {
    const bytes = await (await page.request.get(source)).body();
    expect(bytes.length).toBeGreaterThan(100);
    expect(bytes.includes(secret) || bytes.includes("Exif"), "what the camera wrote is gone").toBe(false);
  }
});

test("similar proposals show up below the title and can be supported instead", async ({ page, scripts }) => {
  await beginProposal(page);
  await field.title(page).fill("Plauderbänke am Kringelgraben");
  // Without scripts they come with the next answer of the server.
  if (!scripts) await content(page).getByRole("button", { name: "Zwischenspeichern" }).click();
  await expect(page.getByText("Gibt es das schon?")).toBeVisible();
  await expect(content(page).getByRole("link", { name: /^Plauderbänke am Kringelgraben: Wer hier sitzt/ })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("button", { name: /^Diesen unterstützen: Plauderbänke/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Plauderbänke am Kringelgraben/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ich unterstütze das" })).toHaveAttribute("aria-pressed", "true");

  // What was begun is still there.
  await page.goto("/vorschlaege/neu");
  await content(page).getByRole("link", { name: "Plauderbänke am Kringelgraben" }).click();
  await expect(field.title(page)).toHaveValue("Plauderbänke am Kringelgraben");
});

test("a tap on the map names the Ortsteil, and a point outside the city is refused kindly", async ({ page, scripts }) => {
  await beginProposal(page);
  const map = scripts
    ? page.getByRole("application", { name: "Karte von Rostock" }).getByRole("img", { name: "Karte von Rostock" })
    : page.getByRole("button", { name: "Karte von Rostock" });
  const at = async (x: number, y: number) => {
    const box = await map.boundingBox();
    if (!box) throw new Error("The map is not there");
    await map.click({ position: { x: box.width * x, y: box.height * y } });
  };
  // Somewhere between Lichtenhagen and Evershagen.
  await at(0.31, 0.55);
  await expect(page.getByText(/^Der Punkt liegt im Ortsteil .+\.$/)).toBeVisible();
  await awake(page);
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Punkt entfernen" }).click();
  await expect(page.getByText(/^Der Punkt liegt im Ortsteil/)).toBeHidden();
  await awake(page);
  await at(0.03, 0.5);
  await expect(page.getByText(/Dieser Punkt liegt außerhalb von Rostock/).first()).toBeVisible();
  await expectAccessible(page);
});

test("damage is sent to Klarschiff", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege/neu");
  await expect(content(page).getByRole("link", { name: "Bei Klarschiff melden" })).toHaveAttribute("href", /klarschiff/);
  await expectAccessible(page);
});
