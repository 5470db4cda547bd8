// Everything by keyboard alone: from the skip link to a submitted proposal, and a support.

import { waiting } from "../support/contributions";
import { tabTo } from "../support/keyboard";
import { wegmarken } from "../support/server";
import { awake, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";
import { field, onReview, reasons, toReview } from "../support/writing";

test("somebody submits a proposal and supports another without touching the mouse", async ({ page }) => {
  const title = `Eine Rampe am ${rareWord()}`;
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Zum Inhalt" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#inhalt$/);
  await tabTo(page, content(page).getByRole("link", { name: "Vorschlag einreichen" }).first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Schaden oder Idee?" })).toBeVisible();
  await tabTo(page, content(page).getByRole("button", { name: "Vorschlag schreiben" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Dein Vorschlag" })).toBeVisible();
  await awake(page);

  await tabTo(page, field.title(page));
  await page.keyboard.type(title);
  await tabTo(page, field.text(page));
  await page.keyboard.type(reasons);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Soziales, Gesundheit und Bildung" })).toBeChecked();
  await tabTo(page, page.getByRole("checkbox", { name: /^Orte die verbinden/ }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("combobox", { name: /^Ortsteil/ }));
  await page.keyboard.type("Lichten");
  await tabTo(page, toReview(page));
  await page.keyboard.press("Enter");
  await onReview(page);
  for (const part of [title, "Soziales, Gesundheit und Bildung", "Orte die verbinden", "Lichtenhagen"]) {
    await expect(content(page)).toContainText(part);
  }
  await tabTo(page, content(page).getByRole("button", { name: "Jetzt einreichen" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Danke! Dein Vorschlag ist bei uns." })).toBeVisible();
  await expectAccessible(page);

  wegmarken("moderation", "publish", "proposal", waiting("proposal", title));
  await page.goto("/vorschlaege");
  await awake(page);
  await tabTo(page, page.getByRole("searchbox", { name: "Suche" }));
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "1 Vorschlag", exact: true })).toBeVisible();
  await tabTo(page, content(page).getByRole("link", { name: title, exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await awake(page);
  const button = page.getByRole("button", { name: "Ich unterstütze das" });
  await tabTo(page, button);
  await page.keyboard.press("Space");
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("region", { name: "Unterstützen" })).toContainText("1 Mensch steht dahinter");
  await expectAccessible(page);
});

// Without scripts the list and the search do the same by keyboard.
test("arrow keys set a point on the map of the form", { tag: "@once" }, async ({ page }) => {
  await page.goto("/vorschlaege/neu");
  await content(page).getByRole("button", { name: "Vorschlag schreiben" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Dein Vorschlag" })).toBeVisible();
  await awake(page);
  await tabTo(page, page.getByRole("application", { name: "Karte von Rostock" }));
  await page.keyboard.press("Enter");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowDown");
  await expect(page.getByText(/^Der Punkt liegt im Ortsteil|außerhalb von Rostock/).first()).toBeVisible();
  await expectAccessible(page);
});
