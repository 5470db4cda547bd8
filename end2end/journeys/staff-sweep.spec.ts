// Every page of those who are signed in, in every language: accessible in light and dark, and narrow.

import { randomBytes } from "node:crypto";
import { type Page } from "@playwright/test";
import { proposal } from "../support/contributions";
import * as pages from "../support/pages";
import { photograph } from "../support/picture";
import { between, documentAt, send, upload } from "../support/requests";
import { wegmarken } from "../support/server";
import { staff } from "../support/staff";
import { choose, content, rareWord } from "../support/steps";
import { look, prefixes, sweep } from "../support/sweep";
import { expect, test } from "../support/test";

// What it finds stands in words; a record of every step would take longer than the steps.
test.use({ trace: "off" });

test("pages of a moderator: accessible in every language, light and dark, narrow", async ({ page }) => {
  const { id } = await proposal({ title: `Eine Bank am ${rareWord()}` }, false);
  await staff(page, "moderator");
  await send(page, "/barrierefreiheit/melden", { seite: "/kalender", text: "Mein Vorleseprogramm liest das Datum nicht vor." });
  await sweep(page, pages.ofModerators, [`/moderation/vorschlag-${id}`]);
});

test("pages of an administrator: accessible in every language, light and dark, narrow", async ({ page }) => {
  await staff(page, "administrator");
  const kiosk = { name: `Ortsamt ${rareWord()}`, ort: "Neuer Markt 1a", sprachen: "de", listen: "stadt" };
  await send(page, "/verwaltung/kiosks", kiosk);
  await sweep(page, pages.ofAdministrators);
});

test("pages of an editor: accessible in every language, light and dark, narrow", async ({ page }) => {
  await staff(page, "editor");
  // With scripts the editor stands where the links of the plain forms stood.
  const plain = await documentAt(page, "/informieren?bearbeiten");
  const forms = [...plain.matchAll(/href="(\/bearbeiten\/[^"?]*)/g)].map(([, address]) => address ?? "");
  const draft = between(plain, 'data-edit-page="', '"');
  await send(page, `/bearbeiten/${draft}/vorschaulink`, { aktion: "neu" });
  const text = `Alternativtext: Steg ${rareWord()}\nQuelle: Stadtarchiv`;
  await upload(page, `/bearbeiten/${draft}/medien`, { art: "image", text, datei: photograph() });
  await sweep(page, pages.ofEditors, forms);
});

test("pages of a clerk: accessible in every language, light and dark, narrow", async ({ page }) => {
  await staff(page, "clerk");
  const sheet = randomBytes(16).toString("hex");
  await send(page, "/schalter/papier/L1-A", { einsendung: sheet, "frage-0": "61", weg: "paper" });
  await sweep(page, pages.ofClerks, [`/schalter/fotos/${sheet}`]);
});

test("pages of an account: accessible in every language, light and dark, narrow", async ({ page, expected }) => {
  await staff(page, "sponsor");
  await sweep(page, pages.ofAccounts);
  expected.push("status of 422");
  for (const prefix of prefixes) {
    await answerToNothing(page, prefix + pages.whoAsksAgain);
    await look(page, prefix);
  }
});

test("pages of a survey while an editor makes it", async ({ page }) => {
  const word = rareWord();
  const desk = `/verwaltung/umfragen/${word.toLowerCase()}`;
  await staff(page, "editor");
  await send(page, "/verwaltung/umfragen", { titel: `Fragen zum ${word}`, adresse: word.toLowerCase() });
  await page.goto(desk);
  await content(page).getByRole("link", { name: "Eine Antwort wählen" }).click();
  await page.getByRole("textbox", { name: "Frage", exact: true }).fill("Wie kommst Du?");
  await page.getByRole("textbox", { name: "Antworten zur Auswahl", exact: true }).fill("Mit dem Rad\nZu Fuß");
  await content(page).getByRole("button", { name: "Speichern" }).click();
  const kinds = ["one", "many", "scale", "text"].map((kind) => `${desk}/fragen/neu?art=${kind}`);
  await sweep(page, [desk, ...kinds, ...pages.ofSurveys], [`${desk}/vorschau`, `${desk}/fragen/frage-1`]);
  await page.goto(desk);
  await choose(page, "Ja, der ganze Entwurf soll weg");
  await content(page).getByRole("button", { name: "Entwurf wegwerfen" }).click();
  await expect(content(page)).not.toContainText(word);
});

test("pages of an office: its inbox and the form of an answer", async ({ page }) => {
  await staff(page, "office", "--office", "amt-fuer-mobilitaet");
  await sweep(page, pages.ofOffices);
});

test("pages of an Ortsbeirat: its inbox and the form of a note", async ({ page, someoneElse }) => {
  // Its number stands where administrators choose it; there are proposals from there that wait for a note.
  const { email } = await staff(someoneElse, "administrator");
  await someoneElse.goto(`/verwaltung/personen?email=${encodeURIComponent(email)}`);
  await content(someoneElse).getByRole("link", { name: email }).click();
  const council = someoneElse.locator("select[name=ortsbeirat] option", { hasText: "Lichtenhagen" }).first();
  await staff(page, "council", "--council", (await council.getAttribute("value")) ?? "none");
  await sweep(page, pages.ofCouncils);
});

test("an appeal, as the second person who decides about it sees it", async ({ page, someoneElse }) => {
  const { receipt, title, id } = await proposal({ title: `Eine Bank am ${rareWord()}` });
  const reason = "Der Beitrag bleibt nicht bei der Sache.";
  wegmarken("moderation", "reject", "proposal", String(id), "--rule", "4", "--reason", reason);
  await someoneElse.goto(`/beleg/${receipt}`);
  await content(someoneElse).locator("summary", { hasText: "Widersprechen" }).click();
  await someoneElse.getByRole("textbox", { name: "Warum ist die Entscheidung falsch?" }).fill(`Doch, es geht um eine Bank. ${title}`);
  await content(someoneElse).getByRole("button", { name: "Widerspruch absenden" }).click();
  await expect(content(someoneElse)).toContainText("Dein Widerspruch ist angekommen.");
  await staff(page, "moderator");
  await page.goto("/moderation/widersprueche");
  const entry = content(page).getByRole("listitem").filter({ hasText: title }).getByRole("link");
  await sweep(page, pages.ofAppeals, [(await entry.getAttribute("href")) ?? "none"]);
});

/** Sends an empty form to this address and waits for the page that answers. */
async function answerToNothing(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: address });
    document.body.append(form);
    form.submit();
  }, address);
  await page.waitForURL(address);
}
