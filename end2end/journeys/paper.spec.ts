// Forms on paper: found, read on the screen, and nothing but the sheet in print.

import { content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const survey = "/umfragen/stadt-und-digitale-hilfe";

test("a survey prints as a sheet with its number and a code, and nothing else", async ({ page }, info) => {
  await page.goto(survey);
  await content(page).getByRole("link", { name: "Diese Umfrage auf Papier beantworten" }).click();
  await expect(page).toHaveURL(new RegExp(`${survey}/papier$`));
  const sheet = page.getByRole("article");
  await expect(sheet.getByText(/^U\d+-[A-Z]$/)).toBeVisible();
  await expect(sheet.getByRole("img", { name: /QR-Code/ })).toBeVisible();
  await expectAccessible(page);

  await page.emulateMedia({ media: "print" });
  await expect(sheet.getByText(/^U\d+-[A-Z]$/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, includeHidden: true })).toBeHidden();
  await expect(page.locator(".site-header")).toBeHidden();
  await expect(page.locator(".site-footer")).toBeHidden();
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: info.outputPath("survey.png"), fullPage: true });
});

/** As Chromium writes them into a PDF. */
const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;

for (const [name, path, pages] of [
  ["proposal", "/vorschlaege/papier", 1],
  ["proposal-easy", "/ls/vorschlaege/papier", 2],
  ["list", "/vorschlaege/papier/liste?thema=verkehr", undefined],
  ["list-easy", "/ls/vorschlaege/papier/liste?thema=verkehr", undefined],
] as const) {
  test(`${name}: the sheet is one that can be printed`, async ({ page }, info) => {
    await page.goto(path);
    await expect(page.getByRole("article").getByText(/^[VL]\d+-[A-Z]$/).first()).toBeVisible();
    await expectAccessible(page);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
    await expect(page.locator(".site-header")).toBeHidden();
    const pdf = await page.pdf({ format: "A4", path: info.outputPath(`${name}.pdf`) });
    if (pages) expect(pagesOf(pdf), "sides of paper").toBe(pages);
  });
}

test("a list that needs several pages has its number and its code at the head of each", async ({ page }, info) => {
  await page.goto("/vorschlaege/papier/liste");
  const head = page.locator(".sheet__running");
  await expect(head.getByText(/^L\d+-[A-Z]$/)).toBeVisible();
  await expect(head.getByRole("img", { name: /QR-Code/ })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  // What browsers print again on each page.
  await expect(head).toHaveCSS("display", "table-header-group");
  const pdf = await page.pdf({ format: "A4", path: info.outputPath("long-list.pdf") });
  expect(pagesOf(pdf), "sides of paper").toBeGreaterThan(1);
});
