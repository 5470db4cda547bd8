// What everybody may read can be taken along: by a person with a click, by a program at its address.

import { readFileSync } from "node:fs";
import { content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("a choice of proposals is taken along as a table", async ({ page }) => {
  await page.goto("/vorschlaege?thema=kultur");
  await expectAccessible(page);
  const begun = page.waitForEvent("download");
  await content(page).getByRole("link", { name: "Tabelle (CSV)" }).click();
  const file = await begun;
  expect(file.suggestedFilename()).toBe("vorschlaege.csv");
  const table = readFileSync(await file.path(), "utf8");
  expect(table).toMatch(/^\uFEFFNummer,Titel,Text,Leitthema,/);
  expect(table.trimEnd().split("\r\n").slice(1).every((line) => line.includes("Kultur, Sport und Ehrenamt"))).toBe(true);
});

test("a page tells search engines what it is, and the policy has nothing against it", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege/61");
  const data = await page.locator('script[type="application/ld+json"]').allTextContents();
  const kinds = data.map((text) => (JSON.parse(text) as { "@type": string })["@type"]);
  expect(kinds).toEqual(["DiscussionForumPosting", "BreadcrumbList"]);
  await expectAccessible(page);
});
