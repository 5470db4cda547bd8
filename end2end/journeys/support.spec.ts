// Find a proposal and stand behind it.

import { proposal } from "../support/contributions";
import { awake, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

test("somebody finds a proposal, supports it, and takes the support back", async ({ page, scripts }) => {
  const word = rareWord();
  const { title } = await proposal({ title: `Ein Unterstand am ${word}` });

  await page.goto("/");
  await content(page).getByRole("link", { name: "Vorschläge ansehen" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Vorschläge für Rostock" })).toBeVisible();
  await awake(page);
  await page.getByRole("searchbox", { name: "Suche" }).fill(word);
  await page.getByRole("button", { name: "Anzeigen" }).click();
  await expect(page.getByRole("region", { name: "1 Vorschlag" })).toBeVisible();
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await awake(page);

  const box = page.getByRole("region", { name: "Unterstützen" });
  const button = box.getByRole("button", { name: "Ich unterstütze das" });
  await expect(box).toContainText("0 Menschen stehen dahinter");
  await expect(button).toHaveAttribute("aria-pressed", "false");

  await button.click();
  await expect(box).toContainText("1 Mensch steht dahinter");
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(box).toContainText("Du unterstützt diesen Vorschlag.");

  // The number is shown before the server has it; the thanks come after.
  if (scripts) await expect(box).toContainText("Danke! Deine Unterstützung zählt.");
  await page.reload();
  await awake(page);
  await expect(box).toContainText("1 Mensch steht dahinter");
  await expectAccessible(page);

  await button.click();
  await expect(box).toContainText("0 Menschen stehen dahinter");
  await expect(button).toHaveAttribute("aria-pressed", "false");
  if (scripts) await expect(box).toContainText("Deine Unterstützung ist zurückgenommen.");
  await page.reload();
  await expect(box).toContainText("0 Menschen stehen dahinter");
  await expectAccessible(page);
});

test("everybody counts once, and the page tells how many there are", async ({ page, someoneElse, scripts }) => {
  const { title, path } = await proposal({ title: `Ein Brunnen am ${rareWord()}` });
  for (const person of [page, someoneElse]) {
    await person.goto(path);
    await awake(person);
    await person.getByRole("button", { name: "Ich unterstütze das" }).click();
    await expect(person.getByRole("button", { name: "Ich unterstütze das" })).toHaveAttribute("aria-pressed", "true");
    if (scripts) await expect(person.getByText("Danke! Deine Unterstützung zählt.")).toBeVisible();
  }
  await expect(someoneElse.getByRole("region", { name: "Unterstützen" })).toContainText("2 Menschen stehen dahinter");
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.getByRole("region", { name: "Unterstützen" })).toContainText("2 Menschen stehen dahinter");
  await expectAccessible(page);
});

test("a support that did not get through is taken back on the page, with the reason", async ({ page, context, scripts, expected }) => {
  test.skip(!scripts, "without scripts the browser itself says that there is no network");
  expected.push("net::ERR_INTERNET_DISCONNECTED");
  const { path } = await proposal({ title: `Eine Schaukel am ${rareWord()}` });
  await page.goto(path);
  await awake(page);
  const box = page.getByRole("region", { name: "Unterstützen" });
  await context.setOffline(true);
  await box.getByRole("button", { name: "Ich unterstütze das" }).click();
  await expect(box).toContainText(/keine Verbindung/i);
  await expect(box).toContainText("0 Menschen stehen dahinter");
  await context.setOffline(false);
  await box.getByRole("button", { name: "Ich unterstütze das" }).click();
  await expect(box).toContainText("Danke! Deine Unterstützung zählt.");
  await expect(box).toContainText("1 Mensch steht dahinter");
  await expectAccessible(page);
});

// A slow line: there are words and buttons, and the islands behind them are still on their way.
test("a support that somebody taps before the scripts are there counts", { tag: "@once" }, async ({ page, someoneElse }) => {
  const { path } = await proposal({ title: `Ein Geländer am ${rareWord()}` });
  await page.route("**/*.wasm", () => undefined);
  await page.goto(path);
  const box = page.getByRole("region", { name: "Unterstützen" });
  await box.getByRole("button", { name: "Ich unterstütze das" }).click();
  await expect(box).toContainText("1 Mensch steht dahinter");
  await expect(page.locator("leptos-island[data-awake]")).toHaveCount(0);
  await someoneElse.goto(path);
  await expect(someoneElse.getByRole("region", { name: "Unterstützen" })).toContainText("1 Mensch steht dahinter");
});

// Without scripts the tap is what leaves the page.
test("a support that somebody taps in the moment they leave the page counts", { tag: "@once" }, async ({ page, someoneElse }) => {
  const { path } = await proposal({ title: `Eine Bank am ${rareWord()}` });
  await page.goto(path);
  await awake(page);
  // A slow line: what is not kept alive is dropped on the way.
  const line = await page.context().newCDPSession(page);
  await line.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 1000,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await page.getByRole("button", { name: "Ich unterstütze das" }).evaluate((button: HTMLButtonElement) => {
    button.click();
    location.assign("about:blank");
  });
  await expect(page).toHaveURL("about:blank");
  await expect
    .poll(async () => {
      await someoneElse.goto(path);
      return someoneElse.getByRole("region", { name: "Unterstützen" }).innerText();
    })
    .toMatch(/1\s+Mensch steht dahinter/);
});
