// At the counter: a sheet is photographed, and a clerk helps somebody to take part in their own name.

import { proposal } from "../support/contributions";
import { photograph } from "../support/picture";
import { staff } from "../support/staff";
import { choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("a sheet that was typed in is photographed", async ({ page }) => {
  test.slow();
  await page.goto("/vorschlaege/papier");
  const id = await page.getByRole("article").getByText(/^V\d+-[A-Z]$/).innerText();
  await staff(page, "clerk");
  await page.goto(`/schalter/papier/${id}`);
  await page.locator("#titel").fill(`Mehr Bänke am ${rareWord()}`);
  await page.locator("#text").fill("Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht wieder.");
  await page.locator("#thema").fill("5");
  await content(page).getByRole("button", { name: "Eingeben", exact: true }).click();
  await content(page).getByRole("link", { name: "Fotos des Bogens" }).click();
  await expectAccessible(page);
  await page.getByLabel("Foto des Bogens").setInputFiles(photograph());
  await content(page).getByRole("button", { name: "Foto hochladen" }).click();
  await expect(content(page).getByText("Das Foto ist gespeichert.")).toBeVisible();
  const picture = content(page).getByRole("img", { name: /^Foto 1: Vorschlag \d+$/ });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Foto 1 entfernen" }).click();
  await expect(picture).toHaveCount(0);
});

test("somebody takes part at the counter in their own name, and the clerk is nobody meanwhile", async ({ page }, info) => {
  test.slow();
  const bench = await proposal({ title: `Eine Bank am ${rareWord()}` });
  await staff(page, "clerk");
  await page.goto("/schalter");
  await content(page).getByRole("link", { name: "Begleitete Sitzung beginnen" }).click();
  await expectAccessible(page);
  await page.getByLabel("Wofür ist die Person da?").selectOption("discussion");
  await choose(page, "Die Person ist hier und möchte das.");
  await content(page).getByRole("button", { name: "Beginnen" }).click();
  await expect(page).toHaveURL(/\/vorschlaege\?sitzung=[0-9a-f]+$/);
  const bar = page.getByRole("complementary", { name: "Beim Mitmachen helfen" });
  await expect(bar).toContainText("in Deinem Namen");
  await expectAccessible(page);

  await page.goto(bench.path);
  const button = content(page).getByRole("button", { name: "Ich unterstütze das" });
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");

  await bar.getByRole("link", { name: "Belege und Ende" }).click();
  await expect(content(page)).toContainText(`Unterstützt: ${bench.title}`);
  await expectAccessible(page);
  await page.emulateMedia({ media: "print" });
  await expect(bar).toBeHidden();
  await page.screenshot({ path: info.outputPath("slips.png") });
  await page.emulateMedia({ media: "screen" });
  await content(page).getByRole("button", { name: "Sitzung beenden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Die begleitete Sitzung ist beendet" })).toBeVisible();
  await expectAccessible(page);

  // "Back" shows nothing of it.
  await page.goBack();
  await expect(page).toHaveURL(/\/anmelden/);
  await expect(page.getByText(bench.title)).toHaveCount(0);

  // Nobody is signed in, and the support is not that of whoever comes next.
  await page.goto(bench.path);
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await page.goto("/schalter");
  await expect(page).toHaveURL(/\/anmelden/);
});
