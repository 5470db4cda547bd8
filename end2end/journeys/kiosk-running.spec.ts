// What runs beside the boards, and what the city says, at a kiosk: both are read there, and lead to the visitor's own phone.

import { type Page } from "@playwright/test";
import { expectNoViolations } from "../support/axe";
import { wegmarken } from "../support/server";
import { rareWord } from "../support/steps";
import { expect, picture, test } from "../support/test";

const SURVEY = "/umfragen/stadt-und-digitale-hilfe";

async function kiosk(page: Page): Promise<void> {
  const [code = ""] = wegmarken("kiosk", "add", `Ortsamt ${rareWord()}`).split("\n");
  await page.setViewportSize({ width: 810, height: 1080 });
  await page.goto("/kiosk");
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Verbinden" }).click();
  await page.getByRole("button", { name: "Kiosk starten" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible({ timeout: 30_000 });
}

test("what is open is on the screen that nobody touches, is read with its words and answered on one's own phone", async ({ page }) => {
  const title = await page.request.get(SURVEY).then(async (answer) => /<h1[^>]*>([^<]+)/.exec(await answer.text())?.[1] ?? "");
  await kiosk(page);
  const open = page.getByRole("region", { name: "Jetzt offen" });
  await expect(open.getByRole("heading", { name: title })).toBeVisible();
  await expect(open.getByRole("listitem").filter({ hasText: title })).toContainText("Umfrage");
  await expectNoViolations(page, true);

  await page.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await expect(page.getByRole("region", { name: "Jetzt offen" })).toBeVisible();
  await expectNoViolations(page, true);
  await picture(page, "kiosk-home-running");
  const all = page.getByRole("button", { name: "Alles zeigen, was offen ist" });
  if (await all.isVisible()) await all.click();
  await expectNoViolations(page, true);
  await page.getByRole("button", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
  await expect(page.getByRole("heading", { level: 2, name: "Das wird gefragt" })).toBeVisible();
  const phone = page.getByRole("region", { name: "Auf Deinem Telefon" });
  await expect(phone.getByRole("img")).toBeVisible();
  await expect(phone).toContainText(SURVEY);
  await expectNoViolations(page, true);
  await picture(page, "kiosk-survey");
  await page.getByRole("button", { name: "Zurück" }).click();
  await expect(page.getByRole("button", { name: title })).toBeVisible();
});

test("the pages of the city have their legal contents at a kiosk, and the rules unfold beside a form", async ({ page }) => {
  await kiosk(page);
  await page.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await page.getByRole("button", { name: /^Worum geht es hier/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Leitthemen" })).toBeVisible();
  await expectNoViolations(page, true);
  await page.getByRole("button", { name: "Datenschutz" }).click();
  await expect(page.locator(".kept__item").first()).toBeVisible();
  await expect(page.locator(".kiosk-content a")).toHaveCount(0);
  await expectNoViolations(page, true);
  await picture(page, "kiosk-page");
  await page.getByRole("button", { name: "Zurück" }).click();
  await page.getByRole("button", { name: "Zurück" }).click();
  await page.getByRole("button", { name: /^Einen Vorschlag schreiben/ }).click();
  await page.getByRole("textbox", { name: "Titel" }).fill("Mehr Bänke am Hafen");
  const fold = page.locator(".kiosk-fold");
  await fold.locator("summary").click();
  await expect(fold.getByRole("heading").first()).toBeVisible();
  await expectNoViolations(page, true);
  await expect(page.getByRole("textbox", { name: "Titel" })).toHaveValue("Mehr Bänke am Hafen");
});
