// Signing in with finger, face or PIN instead of a password.

import { letterTo, linkIn } from "../support/letters";
import { device } from "../support/passkeys";
import { content, rareWord } from "../support/steps";
import { wegmarken } from "../support/server";
import { expect, expectAccessible, picture, test } from "../support/test";
import { type Page } from "@playwright/test";

async function openAccount(page: Page): Promise<string> {
  const email = `${rareWord().toLowerCase()}@beispiel.example`;
  await page.goto("/registrieren");
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await content(page).getByRole("button", { name: "Link schicken" }).click();
  await page.goto(linkIn(await letterTo(email, "Dein Konto bei Wegmarken")));
  await content(page).getByRole("button", { name: "Konto eröffnen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Konto" })).toBeVisible();
  return email;
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/konto");
  await content(page).getByRole("button", { name: "Abmelden", exact: true }).click();
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: /^Name/ }).fill(name);
  await content(page).getByRole("button", { name: "Passkey anlegen" }).click();
  await expect(content(page)).toContainText("Der Passkey ist angelegt.");
}

// Passkeys need scripts, and a phone asks for them as a desk does.
test("somebody adds a passkey, comes back with it, and removes it", { tag: "@once" }, async ({ page }) => {
  const phone = await device(page);
  const email = await openAccount(page);
  await content(page).getByRole("link", { name: "Passkeys" }).click();
  await expect(content(page)).toContainText("Du hast noch keinen.");
  await expectAccessible(page);
  await addPasskey(page, "Mein Handy");
  expect(await phone.passkeys()).toBe(1);
  await expectAccessible(page);
  await picture(page, "passkeys");
  // The same device makes no second one.
  await content(page).getByRole("button", { name: "Passkey anlegen" }).click();
  await expect(content(page).getByRole("alert")).toContainText("Der Passkey wurde nicht angelegt.");
  await expectAccessible(page);

  await signOut(page);
  await phone.isRight(false);
  await page.goto("/anmelden?weiter=%2Fkonto%2Fpasskeys");
  await expectAccessible(page);
  await picture(page, "sign-in-with-passkey");
  await content(page).getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await expect(content(page).getByRole("alert")).toContainText("Das wurde abgebrochen oder hat zu lange gedauert.");
  await expectAccessible(page);
  await phone.isRight(true);
  await content(page).getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await expect(content(page)).toContainText("zuletzt benutzt am");
  await page.goto("/konto");
  await expect(content(page)).toContainText(email);

  await page.goto("/konto/passkeys");
  await content(page).getByRole("button", { name: "Passkey entfernen: Mein Handy" }).click();
  await expect(content(page)).toContainText("Der Passkey ist entfernt.");
  await expectAccessible(page);
});

test("somebody of the city uses a passkey instead of an app", { tag: "@once" }, async ({ page }) => {
  const laptop = await device(page);
  const email = `moderator-${Math.random().toString(36).slice(2)}@stadt.example`;
  const [link] = wegmarken("account", "add", email, "--role", "moderator").split("\n");
  await page.goto(link ?? "");
  await page.getByLabel("Neues Passwort").fill("Möwe Hafen Regen");
  await content(page).getByRole("button", { name: "Passwort speichern" }).click();
  await page.goto("/moderation");
  await expect(page.getByRole("heading", { level: 1, name: "Zweiter Faktor" })).toBeVisible();
  await content(page).getByRole("link", { name: "Passkeys" }).click();
  await addPasskey(page, "Dienst-Laptop");
  await expect(content(page)).toContainText("Das ist Dein einziger zweiter Faktor");
  await expectAccessible(page);
  await page.goto("/moderation");
  await expect(page).toHaveURL("/moderation");

  await signOut(page);
  // With the password it takes the passkey too.
  await laptop.isRight(false);
  await page.goto("/anmelden?weiter=%2Fmoderation");
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill("Möwe Hafen Regen");
  await content(page).getByRole("button", { name: "Anmelden", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Noch ein Schritt" })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "passkey-as-second-factor");
  await laptop.isRight(true);
  await content(page).getByRole("button", { name: "Mit Passkey bestätigen" }).click();
  await expect(page).toHaveURL("/moderation");

  // Alone it is one step: the browser proposes it beside the address, and this device says yes at once.
  await signOut(page);
  await page.goto("/anmelden?weiter=%2Fmoderation", { waitUntil: "commit" });
  await expect(page).toHaveURL("/moderation");
});

test("without scripts the page says which other ways there are", async ({ page, scripts }) => {
  test.skip(scripts, "with scripts the button is there, as above");
  await page.goto("/anmelden");
  await expect(content(page)).toContainText("Passkeys brauchen JavaScript");
  await expect(content(page).getByRole("button", { name: "Mit Passkey anmelden" })).toBeHidden();
  await expect(content(page).getByRole("button", { name: "Anmelden", exact: true })).toBeVisible();
  await expectAccessible(page);
  await openAccount(page);
  await page.goto("/konto/passkeys");
  await expect(content(page)).toContainText("Passkeys brauchen JavaScript");
  await expectAccessible(page);
});
