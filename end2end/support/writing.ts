// Writing a proposal, in the words of the form.

import { type Page } from "@playwright/test";
import { awake, content } from "./steps";
import { expect } from "./test";

export const reasons =
  "Am Ufer gibt es keinen Platz zum Sitzen. Ältere Menschen und Kinder brauchen eine Pause. Ein breiter Steg mit Bänken würde reichen.";

export const field = {
  title: (page: Page) => page.getByRole("textbox", { name: "Titel", exact: true }),
  text: (page: Page) => page.getByRole("textbox", { name: "Was schlägst Du vor, und warum?" }),
  author: (page: Page) => page.getByRole("textbox", { name: /^Name/ }),
};

/** From the question at the start to the empty form. */
export async function beginProposal(page: Page, address = "/vorschlaege/neu"): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: "Schaden oder Idee?" })).toBeVisible();
  await content(page).getByRole("button", { name: "Vorschlag schreiben" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dein Vorschlag" })).toBeVisible();
  await awake(page);
}

export const toReview = (page: Page) => content(page).getByRole("button", { name: "Weiter zum Prüfen" }).last();

export const onReview = (page: Page) => expect(page.getByRole("heading", { level: 1, name: "Stimmt alles so?" })).toBeVisible();
