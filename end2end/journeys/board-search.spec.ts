// Search copes with German as people type it.

import { awake, content } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const cases = [
  { typed: "Plauderbaenke", found: /Plauderbänke am Kringelgraben/, why: "an umlaut written with two letters" },
  { typed: "plauderbänke", found: /Plauderbänke am Kringelgraben/, why: "small letters" },
  { typed: "radboxen", found: /^Abschließbare Fahrradboxen/, why: "a part of a compound word" },
  { typed: "Trinkbrunen", found: /Ein Trinkbrunnen am Markt Reutershagen/, why: "a typing error" },
];

for (const [at, { typed, found, why }] of cases.entries()) {
  // The server finds; how its answer reaches the page is the same for all of them.
  test(`the search finds a proposal in spite of ${why}`, { tag: at === 0 ? [] : "@once" }, async ({ page, scripts }) => {
    await page.goto("/vorschlaege");
    await awake(page);
    await page.getByRole("searchbox", { name: "Suche" }).fill(typed);
    // The island searches while somebody types; the button is for everybody else.
    if (!scripts) await page.getByRole("button", { name: "Anzeigen" }).click();
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(typed)}$`));
    await expect(content(page).getByRole("link", { name: found })).toBeVisible();
    await expectAccessible(page);
  });
}
