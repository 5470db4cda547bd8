// Something is reported without an account, and the receipt tells what became of it.

import { proposal } from "../support/contributions";
import { choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("a proposal is reported; what is missing is said, and the receipt opens again by its code", async ({ page, expected }) => {
  const { path } = await proposal({ title: `Bänke am ${rareWord()}` });
  await page.goto(path);
  await content(page).getByRole("link", { name: "Melden", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Beitrag melden" })).toBeVisible();
  await expectAccessible(page);

  expected.push("status of 422");
  await page.getByRole("textbox", { name: /Was genau ist falsch/ }).fill("Der Text beleidigt eine ganze Gruppe.");
  await content(page).getByRole("button", { name: "Meldung absenden" }).click();
  await expect(content(page)).toContainText("Wähle, wogegen der Beitrag verstößt.");
  await expect(page.getByRole("textbox", { name: /Was genau ist falsch/ })).toHaveValue("Der Text beleidigt eine ganze Gruppe.");
  await expectAccessible(page);

  await choose(page, "Regel 5: Keine Beleidigung, kein Hass");
  await choose(page, /Ich melde nach bestem Wissen/);
  await content(page).getByRole("button", { name: "Meldung absenden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Deine Meldung" })).toBeVisible();
  await expect(content(page)).toContainText("Deine Meldung wartet auf die Prüfung.");
  await expectAccessible(page);

  const code = await content(page).locator("code").innerText();
  await page.goto("/beleg");
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await content(page).getByRole("button", { name: "Beleg öffnen" }).click();
  await expect(content(page)).toContainText("Der Text beleidigt eine ganze Gruppe.");
});

test("the journal of moderation is found from the rules", { tag: "@once" }, async ({ page }) => {
  await page.goto("/regeln");
  await content(page).getByRole("link", { name: "Protokoll der Moderation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Protokoll der Moderation" })).toBeVisible();
  await expectAccessible(page);
});
