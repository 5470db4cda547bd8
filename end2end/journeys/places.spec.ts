// A call for places: add one, see it on its page.

import { waiting } from "../support/contributions";
import { wegmarken } from "../support/server";
import { awake, choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

test("a place is reported with an error on the way, checked, and stands in the list with its Ortsteil", async ({ page, expected }) => {
  expected.push("status of 422");
  const words = `Hier lässt es sich gut sitzen, am ${rareWord()}.`;
  await page.goto("/orte");
  await content(page).getByRole("link", { name: "Orte, die verbinden" }).click();
  await awake(page);
  await page.getByRole("textbox", { name: "Was ist dort gut, oder was fehlt?" }).fill(words);
  await choose(page, "Am Wasser");
  await content(page).getByRole("button", { name: "Ort abschicken" }).click();
  const summary = page.getByRole("alert").filter({ hasText: /Angaben? fehl/ });
  await expect(summary).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Was ist dort gut, oder was fehlt?" })).toHaveValue(words);
  await awake(page);
  await expectAccessible(page);

  await choose(page, "Hier ist es gut");
  await page.getByRole("combobox", { name: "Ortsteil" }).selectOption({ label: "Biestow" });
  await content(page).getByRole("button", { name: "Ort abschicken" }).click();
  await expect(content(page)).toContainText("Danke, Dein Ort ist angekommen");
  await expect(page.getByText(words)).toHaveCount(0);
  await expectAccessible(page);

  wegmarken("moderation", "publish", "place-mark", waiting("place-mark", words));
  await page.goto("/orte/orte-die-verbinden");
  const mark = content(page).getByRole("article").filter({ hasText: words });
  await expect(mark).toContainText("Am Wasser, Biestow");
  // Nobody set a point, so none is shown.
  await expect(content(page)).toContainText(/Von (einem Ort|\d+ Orten) ist nur der Ortsteil bekannt\./);
  await expect(content(page).getByRole("group", { name: /^Karte von Rostock/ }).getByRole("link", { name: words })).toHaveCount(0);
  await mark.getByRole("link", { name: /^Ortsteil auf der Karte zeigen/ }).click();
  await expect(page).toHaveURL(/karte=/);
  // A picture where no point is in sight that leads to a place.
  const map = { name: /^Karte von Rostock/ };
  await expect(content(page).getByRole("img", map).or(content(page).getByRole("group", map))).toBeVisible();
  await awake(page);
  await expectAccessible(page);
  await picture(page, "places");
});

test("a place comes back with its code, is changed when moderators ask for it, and is taken off the map", async ({ page, someoneElse }) => {
  const words = `Hier spielt jemand laut Musik, am ${rareWord()}.`;
  await page.goto("/orte/orte-die-verbinden");
  await awake(page);
  await page.getByRole("textbox", { name: "Was ist dort gut, oder was fehlt?" }).fill(words);
  await choose(page, "Am Wasser");
  await choose(page, "Hier fehlt etwas");
  await page.getByRole("combobox", { name: "Ortsteil" }).selectOption({ label: "Biestow" });
  await content(page).getByRole("button", { name: "Ort abschicken" }).click();
  const code = content(page).getByRole("link", { name: /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/ });
  await expect(code).toBeVisible();
  await someoneElse.goto(page.url());
  await expect(content(someoneElse)).toContainText("Danke, Dein Ort ist angekommen");
  await expect(content(someoneElse).getByText(await code.innerText())).toHaveCount(0);

  await code.click();
  await expect(page.getByRole("heading", { level: 1, name: "Dein Ort auf der Karte" })).toBeVisible();
  await expect(content(page)).toContainText(words);
  await expectAccessible(page);
  await content(page).getByRole("link", { name: "Text ändern" }).click();
  await awake(page);
  await expectAccessible(page);
  const text = page.getByRole("textbox", { name: "Was ist dort gut, oder was fehlt?" });
  await expect(text).toHaveValue(words);
  await text.fill(`${words} Bitte nur bis 22 Uhr.`);
  await content(page).getByRole("button", { name: "Änderung speichern" }).last().click();
  await expect(content(page)).toContainText("Deine Änderung ist gespeichert.");
  await expect(content(page)).toContainText("Bitte nur bis 22 Uhr.");

  wegmarken("moderation", "publish", "place-mark", waiting("place-mark", words));
  await page.reload();
  await expect(content(page)).toContainText("Alle sehen Deinen Ort.");
  await content(page).getByRole("link", { name: "Ort von der Karte nehmen" }).click();
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Ja, zurückziehen" }).click();
  await expect(content(page)).toContainText("Du hast Deinen Ort von der Karte genommen.");
  await expectAccessible(page);
  await someoneElse.goto("/orte/orte-die-verbinden");
  await expect(content(someoneElse).getByText(words)).toHaveCount(0);
});

test("places can be narrowed by category and verdict", async ({ page }) => {
  await page.goto("/orte/kuehle-orte");
  const form = page.getByRole("form", { name: "Orte auswählen" });
  await form.getByRole("combobox", { name: "Bewertung" }).selectOption({ label: "Hier fehlt etwas" });
  await form.getByRole("button", { name: "Anzeigen" }).click();
  await expect(page.getByText(/^\d+ von 28 Orten$/)).toBeVisible();
  await expect(content(page).getByRole("article").filter({ hasText: "Hier ist es gut" })).toHaveCount(0);
  await expect(content(page)).toContainText("Diese Sammlung ist beendet.");
  await expectAccessible(page);
});
