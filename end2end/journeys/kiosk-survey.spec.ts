// A survey at the kiosk: answered question by question, with a network and without. Its code tells on one's own phone whether
// the answers count, and the next one finds nothing of them.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { Device } from "../chaos/device";
import { expectNoViolations } from "../support/axe";
import { UPRIGHT, invited, pair, visitors } from "../support/kiosk";
import { Proxy } from "../support/proxy";
import { port } from "../support/server";
import { content, rareWord } from "../support/steps";
import { expect, picture, test } from "../support/test";
import { expectSearched, traces } from "../support/traces";

// The browser is killed in one of them: there is nobody to ask for a trace then.
test.use({ trace: "off" });

const TITLE = "Wie erreichst Du die Stadt am liebsten?";

async function opens(kiosk: Page): Promise<void> {
  await kiosk.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: "Was möchtest Du tun?" })).toBeFocused();
  await reopens(kiosk);
}

async function reopens(kiosk: Page): Promise<void> {
  const all = kiosk.getByRole("button", { name: "Alles zeigen, was offen ist" });
  if (await all.isVisible()) await all.click();
  await kiosk.getByRole("button", { name: TITLE }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: TITLE })).toBeFocused();
}

const asks = (kiosk: Page, number: number) => expect(kiosk.getByRole("heading", { level: 1, name: `Frage ${number} von 5` })).toBeFocused();
const next = (kiosk: Page) => kiosk.getByRole("button", { name: "Weiter", exact: true }).click();

/** From the first question to the last, and what is read before it is sent. */
async function answers(kiosk: Page, wish: string): Promise<void> {
  await asks(kiosk, 1);
  await kiosk.getByRole("radio", { name: "Am Telefon" }).check();
  await next(kiosk);
  await asks(kiosk, 2);
  await kiosk.getByRole("checkbox", { name: "Ummeldung" }).check();
  await kiosk.getByRole("checkbox", { name: "Termin gebucht" }).check();
  await next(kiosk);
  await asks(kiosk, 3);
  await kiosk.getByRole("radio", { name: "4", exact: true }).check();
  await next(kiosk);
  await asks(kiosk, 4);
  await kiosk.getByRole("button", { name: "Ohne Antwort weiter" }).click();
  await asks(kiosk, 5);
  await visitors.type(kiosk.getByRole("textbox", { name: /^Was sollte als Nächstes/ }), wish);
  await next(kiosk);
  await expect(kiosk.getByRole("heading", { level: 1, name: "Stimmt alles?" })).toBeFocused();
}

async function handsIn(kiosk: Page): Promise<string> {
  await kiosk.getByRole("button", { name: "Antworten absenden" }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: "Gespeichert. Danke!" })).toBeFocused();
  return visitors.read(kiosk.locator(".kiosk-receipt .kiosk-number"));
}

test("a visitor answers a survey question by question, changes an answer, and takes its code along", async ({ page, someoneElse: kiosk }) => {
  test.slow();
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", code);
  await opens(kiosk);
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-survey-here");
  await kiosk.getByRole("button", { name: "Hier antworten" }).click();
  await asks(kiosk, 1);
  // What is missing is said beside the question.
  await next(kiosk);
  const missing = kiosk.getByRole("alert").filter({ hasText: "Hier fehlt noch Deine Antwort." });
  await expect(missing).toBeVisible();
  await expect(kiosk.getByRole("radio", { name: "Im Internet" })).toBeFocused();
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-survey-question");
  await kiosk.getByRole("button", { name: "Zurück" }).click();
  await kiosk.getByRole("button", { name: "Hier antworten" }).click();

  const wish = `Die Anmeldung am ${rareWord()}.`;
  await answers(kiosk, wish);
  for (const said of ["Am Telefon", "Termin gebucht, Ummeldung", "Ohne Antwort", wish]) await expect(kiosk.getByRole("list")).toContainText(said);
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-survey-review");
  // Back and forth keeps what was given.
  await kiosk.getByRole("button", { name: "Zurück" }).click();
  await expect(kiosk.getByRole("textbox", { name: /^Was sollte als Nächstes/ })).toHaveValue(wish);
  await expectNoViolations(kiosk, true);
  await next(kiosk);
  await kiosk.getByRole("button", { name: "Frage 2 ändern" }).click();
  await asks(kiosk, 2);
  await expect(kiosk.getByRole("checkbox", { name: "Ummeldung" })).toBeChecked();
  await kiosk.getByRole("checkbox", { name: "Ummeldung" }).uncheck();
  await expectNoViolations(kiosk, true);
  await next(kiosk);
  await expect(kiosk.getByRole("list")).not.toContainText("Ummeldung");
  const receipt = await handsIn(kiosk);
  await expect(kiosk.getByRole("img", { name: `Dein Beleg ${receipt}` })).toBeVisible();
  await expectNoViolations(kiosk, true);

  await expect(async () => {
    await page.goto(`/beleg/${receipt}`);
    await expect(content(page)).toContainText("Sie zählen.", { timeout: 1_000 });
  }).toPass();
  await expect(content(page).getByRole("link", { name: TITLE })).toBeVisible();
  await expect(content(page)).not.toContainText(wish);
  await expectNoViolations(page, true);

  // As long as the visit lasts, what was given can be changed.
  await kiosk.getByRole("button", { name: "Weiter ansehen" }).click();
  await reopens(kiosk);
  await expect(kiosk.getByText("Deine Antworten sind gespeichert.")).toBeVisible();
  await expectNoViolations(kiosk, true);
  await kiosk.getByRole("button", { name: "Antworten ändern" }).click();
  await expect(kiosk.getByRole("radio", { name: "Am Telefon" })).toBeChecked();
  await kiosk.getByRole("button", { name: "Fertig" }).first().click();
  await expect(kiosk.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
  await opens(kiosk);
  await kiosk.getByRole("button", { name: "Hier antworten" }).click();
  await asks(kiosk, 1);
  await expect(kiosk.getByRole("radio", { checked: true })).toHaveCount(0);
});

test.describe("on a device with a profile of its own", () => {
  test("without a network answers are kept sealed, and they count when they arrive", async ({ page }) => {
    test.setTimeout(180_000);
    const proxy = new Proxy(port + 40 + test.info().parallelIndex, port);
    await proxy.start();
    const profile = mkdtempSync(join(tmpdir(), "wegmarken-kiosk-"));
    const device = new Device(profile, proxy.origin);
    visitors.forget();
    const greets = () => expect(device.page.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
    try {
      const { code } = await invited(page, `Ortsamt ${rareWord()}`);
      await device.start();
      await pair(device.page, proxy.origin, code);
      await device.page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration("/kiosk"))?.active?.state === "activated");
      await expectSearched(device.page, profile, `Zeichen${rareWord()}`);
      proxy.fault = () => "cut";
      await device.kill();
      await device.start();
      await device.page.goto(`${proxy.origin}/kiosk`);
      await greets();
      await opens(device.page);
      await device.page.getByRole("button", { name: "Hier antworten" }).click();
      const wish = `Leuchtturm ${rareWord()}`;
      await answers(device.page, wish);
      const receipt = await handsIn(device.page);
      await expect(device.page.locator(".kiosk-corner")).toContainText("kein Netz · 1 warten");
      await page.goto(`/beleg/${receipt}`);
      await expect(content(page)).toContainText("Noch nicht übertragen");
      await device.page.getByRole("button", { name: "Fertig" }).first().click();
      await greets();
      await device.kill();
      expect(visitors.words).toEqual(expect.arrayContaining([wish, receipt]));
      expect(traces(profile, ...visitors.words), `nothing of ${visitors.words.join(" / ")}`).toEqual([]);

      proxy.fault = () => "none";
      await device.start();
      await device.page.goto(`${proxy.origin}/kiosk`);
      await expect(device.page.locator(".kiosk-corner")).toContainText("0 warten", { timeout: 30_000 });
      await page.goto(`/beleg/${receipt}`);
      await expect(content(page)).toContainText("Sie zählen.");
      await device.kill();
      expect(traces(profile, ...visitors.words), `nothing of ${visitors.words.join(" / ")}`).toEqual([]);
    } finally {
      await device.kill().catch(() => undefined);
      await proxy.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
