// Numbers, and by which ways they came: from the page that shows them to the table, without a script too.

import { content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("the numbers of a Leitthema lead to a table that adds up", async ({ page }) => {
  await page.goto("/themen/verkehr");
  await content(page).getByRole("link", { name: "Nach Wegen der Teilnahme" }).click();
  await expect(page).toHaveURL(/\/zahlen\?thema=verkehr$/);
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Vorschläge", exact: true }) });
  const numbers = (await row.getByRole("cell").allInnerTexts()).map((text) => Number(text.replaceAll(".", "")));
  const [total, ...ways] = numbers;
  expect(ways).toHaveLength(4);
  expect(ways.reduce((sum, many) => sum + many, 0)).toBe(total);
  expect(total).toBeGreaterThan(0);
  await expectAccessible(page);
});
