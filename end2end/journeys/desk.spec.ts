// At the counter: a sheet is typed in with the keyboard alone, the slip is printed, and another clerk types it again.

import { staff } from "../support/staff";
import { content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const survey = "/umfragen/stadt-und-digitale-hilfe";

test("a sheet is typed in without a mouse and counts after the second typing", async ({ page, someoneElse }, info) => {
  test.slow();
  await page.goto(`${survey}/papier`);
  const id = await page.getByRole("article").getByText(/^U\d+-[A-Z]$/).innerText();

  await staff(page, "clerk");
  await page.goto("/schalter");
  await expectAccessible(page);
  await page.getByLabel("Nummer des Bogens").focus();
  await page.keyboard.type(id.toLowerCase().replace("-", ""));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/schalter/papier/${id}$`));
  await expectAccessible(page);
  // The first field has the focus already.
  for (const digits of ["2", "1 3", "4", "6"]) {
    await page.keyboard.type(digits);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("Mehr Termine am Abend");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Dein Beleg" })).toBeVisible();
  await expectAccessible(page);
  const sheet = /Blatt (\d+)/.exec(await content(page).innerText())?.[1] ?? "";
  const code = await page.locator(".slip__code").innerText();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".site-header")).toBeHidden();
  await expect(page.locator(".slip__code")).toBeVisible();
  await page.screenshot({ path: info.outputPath("slip.png") });
  await page.emulateMedia({ media: "screen" });

  await staff(someoneElse, "clerk");
  await someoneElse.goto("/schalter");
  await content(someoneElse).getByRole("link", { name: `Blatt ${sheet}`, exact: true }).click();
  await expect(someoneElse.getByLabel("1. Wie erledigst Du")).toBeFocused();
  await expectAccessible(someoneElse);
  for (const digits of ["2", "1 3", "4", "6"]) {
    await someoneElse.keyboard.type(digits);
    await someoneElse.keyboard.press("Tab");
  }
  await someoneElse.keyboard.press("Enter");
  await expect(content(someoneElse)).toContainText(`Blatt ${sheet} stimmt überein und zählt.`);

  await someoneElse.goto(`/beleg/${code}`);
  await expect(content(someoneElse)).toContainText("Dein Bogen zählt seit");
  await expectAccessible(someoneElse);
});
