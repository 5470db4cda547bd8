// Signing in through another service that the city attached.

import { proposal } from "../support/contributions";
import { letterTo, linkIn } from "../support/letters";
import { service } from "../support/server";
import { awake, content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";
import { type Page } from "@playwright/test";

test.beforeEach(({ expected }) => {
  // It is somebody else, and whoever goes there wants to.
  expected.push(`third party: ${service}`);
});

const there = (page: Page) => page.getByRole("heading", { name: "Stadt-Anmeldung", exact: true });

async function signInThere(page: Page, email: string): Promise<void> {
  await expect(there(page)).toBeVisible();
  await page.getByLabel("Adresse").fill(email);
  await page.getByRole("button", { name: "Ich bin es" }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/konto");
  await content(page).getByRole("button", { name: "Abmelden", exact: true }).click();
}

test("a guest comes through the other service, keeps what they did, and is known the next time", async ({ page, scripts }) => {
  const word = rareWord();
  const { path, title } = await proposal({ title: `Eine Bank am ${word}` });
  await page.goto(path);
  await awake(page);
  await page.getByRole("button", { name: "Ich unterstütze das" }).click();
  if (scripts) await expect(page.getByText("Danke! Deine Unterstützung zählt.")).toBeVisible();

  const email = `${word.toLowerCase()}@beispiel.example`;
  await page.goto("/anmelden");
  await expectAccessible(page);
  await picture(page, "sign-in-with-service");
  await content(page).getByRole("button", { name: "Mit Stadt-Anmeldung anmelden" }).click();
  await signInThere(page, email);
  await expect(page.getByRole("heading", { level: 1, name: "Mein Konto" })).toBeVisible();
  await expect(content(page)).toContainText(email);
  await expect(content(page).getByRole("link", { name: title })).toBeVisible();

  await signOut(page);
  await page.goto("/anmelden?weiter=%2Fkonto%2Fverbindung");
  // The service knows the person still.
  await content(page).getByRole("button", { name: "Mit Stadt-Anmeldung anmelden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anmeldung über Stadt-Anmeldung" })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("button", { name: /^Verbindung trennen/ }).click();
  await expect(content(page)).toContainText("Die Verbindung ist getrennt.");
});

test("an address that nobody confirmed opens nothing; its owner connects from inside", async ({ page, expected }) => {
  expected.push("status of 409");
  const email = `fremd-${rareWord().toLowerCase()}@beispiel.example`;
  await page.goto("/anmelden");
  await content(page).getByRole("button", { name: "Mit Stadt-Anmeldung anmelden" }).click();
  await signInThere(page, email);
  await expect(page.getByRole("heading", { level: 1, name: "Stadt-Anmeldung ist noch mit keinem Konto verbunden" })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "service-unknown");

  await content(page).getByRole("link", { name: "Konto eröffnen und verbinden" }).click();
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await content(page).getByRole("button", { name: "Link schicken" }).click();
  await page.goto(linkIn(await letterTo(email, "Dein Konto bei Wegmarken")));
  await content(page).getByRole("button", { name: "Konto eröffnen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Anmeldung über Stadt-Anmeldung" })).toBeVisible();
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Mit Stadt-Anmeldung verbinden" }).click();
  await expect(content(page)).toContainText("Dein Konto ist verbunden.");
  await expectAccessible(page);

  await signOut(page);
  await page.goto("/anmelden");
  await content(page).getByRole("button", { name: "Mit Stadt-Anmeldung anmelden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Konto" })).toBeVisible();
  await expect(content(page)).toContainText(email);
});

test("whoever changes their mind there, or comes back twice, is told how it goes on", { tag: "@once" }, async ({ page, expected }) => {
  expected.push("status of 400");
  await page.goto("/en/anmelden?weiter=%2Fen%2Fkonto");
  await content(page).getByRole("button", { name: "Sign in with Stadt-Anmeldung" }).click();
  await expect(there(page)).toBeVisible();
  await page.getByRole("button", { name: "Abbrechen" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The sign-in was cancelled" })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "service-cancelled");
  const address = page.url();
  await content(page).getByRole("button", { name: "Once more with Stadt-Anmeldung" }).click();
  await signInThere(page, `${rareWord().toLowerCase()}@beispiel.example`);
  await expect(page.getByRole("heading", { level: 1, name: "My account" })).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: "Dieser Versuch gilt nicht mehr" })).toBeVisible();
  await expectAccessible(page);
});
