// Addresses that stand on posters, addresses that do not exist, and what every answer tells the browser.

import { content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const old = [
  { from: "/rostock/de/home/informieren", to: "/informieren" },
  { from: "/rostock/de/home/informieren;jsessionid=0123456789ABCDEF", to: "/informieren" },
  { from: "/rostock/de/home/leichteSprache", to: "/leichte-sprache" },
];

for (const { from, to } of old) {
  test(`the old address ${from} leads to ${to}`, { tag: "@once" }, async ({ page }) => {
    await page.goto(from);
    await expect(page).toHaveURL(to);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}

test("an unknown address helps with a search", async ({ page, expected }) => {
  expected.push("status of 404");
  const answer = await page.goto("/gibt/es/nicht");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Diese Seite gibt es nicht" })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("searchbox").fill("Trinkbrunnen");
  await content(page).getByRole("button", { name: "Suchen" }).click();
  await expect(page).toHaveURL(/\/vorschlaege\?q=Trinkbrunnen$/);
  await expect(content(page).getByRole("link", { name: /Trinkbrunnen am Markt Reutershagen/ })).toBeVisible();
});

test("the readable end of an address may change", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege/61-ganz-anders");
  await expect(page.getByRole("heading", { level: 1, name: /^Warnowbrücke/ })).toBeVisible();
  await expectAccessible(page);
});

test("every kind of answer carries the security headers", { tag: "@once" }, async ({ page }) => {
  for (const path of ["/", "/vorschlaege", "/gibt-es-nicht", "/start.js", "/icons.svg", "/api/v1/proposals", "/kalender.ics"]) {
    const headers = (await page.request.get(path)).headers();
    expect(headers["content-security-policy"], path).toContain("default-src 'none'");
    expect(headers["content-security-policy"], path).not.toContain("unsafe-inline");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBeTruthy();
    expect(headers["permissions-policy"], path).toBeTruthy();
  }
});
