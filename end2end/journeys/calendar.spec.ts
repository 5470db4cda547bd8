// The calendar, one event, and its feed.

import { content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("an event is found, says how to get in, and goes into one's own calendar", async ({ page }) => {
  await page.goto("/kalender");
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Werkstatt Leichte Sprache" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Werkstatt Leichte Sprache" })).toBeVisible();
  await expect(content(page)).toContainText("Stufenlos erreichbar");
  await expect(content(page)).toContainText("Stadtbibliothek Rostock");
  await expectAccessible(page);

  const feed = await page.request.get("/kalender.ics");
  expect(feed.headers()["content-type"]).toContain("text/calendar");
  const lines = (await feed.text()).replaceAll("\r\n ", "").split("\r\n");
  expect(lines[0]).toBe("BEGIN:VCALENDAR");
  expect(lines).toContain("SUMMARY:Werkstatt Leichte Sprache");
  expect(lines.filter((line) => line === "BEGIN:VEVENT").length).toBeGreaterThanOrEqual(8);

  const own = await content(page).getByRole("link", { name: "In meinen Kalender" }).getAttribute("href");
  const one = await page.request.get(own ?? "");
  expect(one.headers()["content-type"]).toContain("text/calendar");
  expect(await one.text()).toContain("SUMMARY:Werkstatt Leichte Sprache");
});
