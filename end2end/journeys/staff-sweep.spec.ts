// Every page of those who are signed in, in every language: accessible in light and dark, and narrow.

import { expectReadableColours } from "../support/axe";
import { proposal } from "../support/contributions";
import { expectNarrow } from "../support/narrow";
import { staff } from "../support/staff";
import { rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

/** `{waiting}` is a proposal that waits for its check. */
const pages: { role: string; more?: string[]; paths: string[] }[] = [
  {
    role: "moderator",
    paths: ["/moderation", "/moderation/vorschlag-{waiting}", "/moderation/widersprueche", "/verwaltung/wortlisten", "/verwaltung/barrieren"],
  },
  {
    role: "administrator",
    paths: [
      "/verwaltung",
      "/verwaltung/personen",
      "/verwaltung/fachaemter",
      "/verwaltung/vorschlagslisten",
      "/verwaltung/rechte",
      "/verwaltung/protokoll",
      "/verwaltung/auftraege",
      "/verwaltung/patenschaften",
      "/verwaltung/ausgang",
    ],
  },
  { role: "editor", paths: ["/verwaltung/seiten", "/informieren?bearbeiten", "/bearbeiten/1/verlauf", "/bearbeiten/1/veroeffentlichen"] },
  { role: "clerk", paths: ["/schalter", "/schalter/papier/V1-W", "/schalter/papier/L1-A", "/schalter/bewohner"] },
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

for (const { role, more = [], paths } of pages) {
  test(`pages of a ${role}: accessible in every language, light and dark, narrow`, async ({ page }) => {
    test.slow();
    const waiting = await proposal({ title: `Eine Bank am ${rareWord()}` }, false);
    await staff(page, role, ...more);
    for (const path of paths.map((path) => path.replace("{waiting}", String(waiting.id)))) {
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
  });
}
