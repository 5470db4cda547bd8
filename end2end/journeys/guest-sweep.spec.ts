// Every page that only somebody reaches who began something or got a letter, in every language: accessible in light and
// dark, and narrow.

import { type Page } from "@playwright/test";
import { proposal } from "../support/contributions";
import { letterTo, linkIn } from "../support/letters";
import * as pages from "../support/pages";
import { between, documentAt, send, upload } from "../support/requests";
import { invited, password, staff } from "../support/staff";
import { rareWord } from "../support/steps";
import { prefixes, sweep } from "../support/sweep";
import { expect, test } from "../support/test";
import { reasons } from "../support/writing";

// What it finds stands in words; a record of every step would take longer than the steps.
test.use({ trace: "off" });

test("what a guest began, and pages of a device: accessible in every language, light and dark, narrow", async ({ page }) => {
  const begun = await send(page, "/vorschlaege/neu", { schluessel: "", thema: "verkehr" });
  const draft = begun.headers().location ?? "none";
  const written = { titel: `Ein Steg am ${rareWord()}`, text: reasons, thema: "verkehr", aktion: "pruefen" };
  const kept = await upload(page, draft, written);
  expect(kept.headers().location, "nothing is missing in the draft").toBe(`${draft}/pruefen`);
  const { receipt } = await proposal({ title: `Eine Bank am ${rareWord()}` });
  await sweep(page, pages.ofGuests, [draft, `${draft}/pruefen`, `/beleg/${receipt}`]);
});

test("where letters and shared links lead: accessible in every language, light and dark, narrow", async ({ page, someoneElse }) => {
  await showHistory(someoneElse, "/gebaerdensprache");
  const { email } = await staff(someoneElse, "editor");
  // Whoever knows the password alone stands before the second factor.
  await send(page, "/anmelden", { email, passwort: password, weiter: "/konto" });
  await sweep(page, pages.ofLinks, await linksOfLetters(someoneElse, email));
});

/** Asks for every letter with a link. */
async function linksOfLetters(page: Page, email: string): Promise<string[]> {
  const fresh = () => `${rareWord().toLowerCase()}@beispiel.example`;
  const [newcomer, moved, reader, author] = [fresh(), fresh(), fresh(), fresh()] as const;
  const title = `Eine Bank am ${rareWord()}`;
  await send(page, "/registrieren", { email: newcomer });
  await send(page, "/anmelden/link", { email });
  await send(page, "/konto/email", { "neue-email": moved, "altes-passwort": password });
  await send(page, "/neuigkeiten/email", { email: reader });
  await proposal({ title, email: author });
  const letters = [
    await letterTo(newcomer, "Dein Konto bei Wegmarken"),
    await letterTo(email, "Dein Link zum Anmelden"),
    await letterTo(moved, "Bestätige Deine neue Adresse"),
    await letterTo(reader, "Bitte bestätige"),
  ];
  const end = /https?:\/\/\S+abbestellen\S+/.exec(await letterTo(author, title))?.[0] ?? "none";
  const links = [...letters.map(linkIn), end, invited("editor").link];
  return links.map((link) => new URL(link).pathname);
}

/** Lets everybody read how a page changed, in every language. */
async function showHistory(page: Page, path: string): Promise<void> {
  await staff(page, "administrator");
  for (const prefix of prefixes) {
    const number = between(await documentAt(page, `${prefix}${path}?bearbeiten`), 'data-edit-page="', '"');
    await send(page, `/bearbeiten/${number}/verlauf/fuer-alle`, { aktion: "zeigen" });
  }
}
