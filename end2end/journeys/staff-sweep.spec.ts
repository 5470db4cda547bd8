// Every page of those who are signed in, in every language: accessible in light and dark, and narrow.

import { type Page } from "@playwright/test";
import { expectReadableColours } from "../support/axe";
import { proposal } from "../support/contributions";
import { expectNarrow } from "../support/narrow";
import { wegmarken } from "../support/server";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

/** `{waiting}` is a proposal that waits for its check. */
const pages: { role: string; paths: string[] }[] = [
  {
    role: "moderator",
    paths: ["/moderation", "/moderation/vorschlag-{waiting}", "/verwaltung/wortlisten", "/verwaltung/barrieren"],
  },
  {
    role: "administrator",
    paths: [
      "/verwaltung",
      "/verwaltung/personen",
      "/verwaltung/fachaemter",
      "/verwaltung/vorschlagslisten",
      "/verwaltung/umfragen",
      "/verwaltung/umfragen/stadt-und-digitale-hilfe",
      "/verwaltung/rechte",
      "/verwaltung/protokoll",
      "/verwaltung/auftraege",
      "/verwaltung/patenschaften",
      "/verwaltung/ausgang",
    ],
  },
  { role: "editor", paths: ["/verwaltung/seiten", "/informieren?bearbeiten", "/bearbeiten/1/verlauf", "/bearbeiten/1/veroeffentlichen"] },
  { role: "clerk", paths: ["/schalter", "/schalter/papier/V1-W", "/schalter/papier/L1-A", "/schalter/bewohner", "/schalter/begleitung"] },
  {
    role: "sponsor",
    paths: [
      "/konto",
      "/konto/patenschaft",
      "/konto/wohnsitz",
      "/konto/daten",
      "/konto/passkeys",
      "/konto/passwort",
      "/konto/email",
      "/konto/loeschen",
    ],
  },
];

/** In every language, light and dark, and narrow. */
async function sweep(page: Page, paths: string[]): Promise<void> {
  for (const path of paths) {
    for (const prefix of ["", "/en", "/ls"]) {
      const answer = await page.goto(prefix + path);
      expect(answer?.status(), prefix + path).toBe(200);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectReadableColours(page);
      await page.emulateMedia({ colorScheme: "light" });
      await expectNarrow(page);
    }
  }
}

for (const { role, paths } of pages) {
  test(`pages of a ${role}: accessible in every language, light and dark, narrow`, async ({ page }) => {
    test.slow();
    const waiting = await proposal({ title: `Eine Bank am ${rareWord()}` }, false);
    await staff(page, role);
    await sweep(page, paths.map((path) => path.replace("{waiting}", String(waiting.id))));
  });
}

test("pages of an office: its inbox and the form of an answer", async ({ page }) => {
  test.slow();
  await staff(page, "office", "--office", "amt-fuer-mobilitaet");
  await page.goto("/verwaltung/posteingang");
  const form = await page.locator('a[href$="/stellungnahme"]').first().getAttribute("href");
  await sweep(page, ["/verwaltung/posteingang", "/verwaltung/posteingang?zeigen=ueberfaellig", form ?? "none"]);
});

test("pages of an Ortsbeirat: its inbox and the form of a note", async ({ page, someoneElse }) => {
  test.slow();
  // Its number stands where administrators choose it; there are proposals from there that wait for a note.
  const { email } = await staff(someoneElse, "administrator");
  await someoneElse.goto(`/verwaltung/personen?email=${encodeURIComponent(email)}`);
  await content(someoneElse).getByRole("link", { name: email }).click();
  const council = someoneElse.locator("select[name=ortsbeirat] option", { hasText: "Lichtenhagen" }).first();
  await staff(page, "council", "--council", (await council.getAttribute("value")) ?? "none");
  await page.goto("/verwaltung/ortsbeirat");
  const form = await page.locator('a[href$="/hinweis"]').first().getAttribute("href");
  await sweep(page, ["/verwaltung/ortsbeirat", form ?? "none"]);
});

test("an appeal, as the second person who decides about it sees it", async ({ page, someoneElse }) => {
  test.slow();
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
  const appeal = (await entry.getAttribute("href")) ?? "none";
  await sweep(page, ["/moderation/widersprueche", appeal]);
});
