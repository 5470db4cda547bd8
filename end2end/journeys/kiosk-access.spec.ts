// The kiosk for whoever hears, sees or reaches less, or needs somebody: reading aloud, size and contrast on everything that is
// shown, the call for help, and that the next one finds nothing of it.

import { type Page } from "@playwright/test";
import { expectNoViolations } from "../support/axe";
import { UPRIGHT, invited, pair, sends, writes } from "../support/kiosk";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, picture, test } from "../support/test";

type Said = { lang: string; text: string };
type Speech = { said: Said[]; arrive: () => void; finish: () => void };
declare global {
  interface Window {
    speech: Speech;
  }
}

/** In the place of the voices of a device: known only after a while, as in a browser. What is read is written down. */
function bringVoices(): void {
  const spoken: EventTarget[] = [];
  const said: Said[] = [];
  let voices: { lang: string; localService: boolean }[] = [];
  class Utterance extends EventTarget {
    lang = "";
    constructor(readonly text: string) {
      super();
    }
  }
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak: (one: Utterance) => {
      said.push({ lang: one.lang, text: one.text });
      spoken.push(one);
    },
    cancel: () => void spoken.splice(0).forEach((one) => one.dispatchEvent(new Event("error"))),
  });
  const arrive = () => {
    const voice = (lang: string, localService: boolean) => ({ lang, localService });
    voices = [voice("de-AT", false), voice("en-GB", true), voice("de-DE", true)];
    synthesis.dispatchEvent(new Event("voiceschanged"));
  };
  const finish = () => void spoken.splice(0).forEach((one) => one.dispatchEvent(new Event("end")));
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
  window.speech = { said, arrive, finish };
}

/** What was read since the last time. */
const heard = (page: Page) => page.evaluate(() => window.speech.said.splice(0));
const all = (said: Said[]) => said.map(({ text }) => text).join("\n");

test("what is shown, typed and chosen is read aloud, each language by its own voice, until somebody has heard enough", async ({ page, someoneElse: kiosk }) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.addInitScript(bringVoices);
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", code);
  const read = kiosk.getByRole("button", { name: "Vorlesen", exact: true });
  const stop = kiosk.getByRole("button", { name: "Nicht mehr vorlesen" });
  await expect(read).toBeHidden();
  await kiosk.evaluate(() => window.speech.arrive());
  await read.click();
  const greetings = await heard(kiosk);
  expect(greetings.find(({ text }) => text.includes("Was ist Dir in Rostock wichtig?"))?.lang).toBe("de-DE");
  expect(greetings.find(({ text }) => text.includes("What matters to you in Rostock?"))?.lang).toBe("en-GB");
  await expect(stop).toBeVisible();
  await kiosk.evaluate(() => window.speech.finish());
  await expect(read).toBeVisible();

  const title = `Bänke am ${rareWord()}`;
  await writes(kiosk, title);
  await read.click();
  const written = all(await heard(kiosk));
  expect(written).toContain(title);
  const themes = kiosk.getByRole("combobox", { name: "Leitthema" }).locator("option");
  // Of the list the one that is chosen.
  for (const option of await themes.all())
    expect(written.includes((await option.textContent()) ?? "")).toBe((await option.getAttribute("value")) === "verkehr");
  await stop.click();
  await expect(read).toBeVisible();

  await kiosk.getByRole("button", { name: "Zurück" }).click();
  await kiosk.getByRole("button", { name: /^Vorschläge ansehen/ }).click();
  await kiosk.getByRole("heading", { level: 2 }).getByRole("button").first().click();
  await kiosk.getByRole("button", { name: "Etwas dazu schreiben" }).click();
  await kiosk.getByRole("radio", { name: "Dagegen" }).check();
  await read.click();
  expect(all(await heard(kiosk))).toMatch(/Dafür\s+Gewählt:\s+Dagegen/);
});

test("the cover and what asks before it are read, enlarged and dark as any screen", async ({ page, someoneElse: kiosk }) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.addInitScript(bringVoices);
  await kiosk.setViewportSize(UPRIGHT);
  await kiosk.clock.install();
  await pair(kiosk, "", code);
  await kiosk.evaluate(() => window.speech.arrive());
  await kiosk.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  const html = kiosk.locator("html");

  await kiosk.getByRole("button", { name: "Kurz weg" }).click();
  const dialog = kiosk.getByRole("dialog", { name: "Merke Dir diese Zahl" });
  const number = await dialog.locator(".kiosk-number").innerText();
  await expect(dialog.getByRole("button", { name: "Jetzt verdecken" })).toBeFocused();
  await dialog.getByRole("button", { name: "Kontrast" }).click();
  await expect(html).toHaveAttribute("data-contrast", "high");
  await expect(dialog.getByRole("button", { name: "Kontrast" })).toHaveAttribute("aria-pressed", "true");
  await dialog.getByRole("button", { name: "Vorlesen" }).click();
  expect(all(await heard(kiosk))).toContain(number);
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-number-contrast");
  await dialog.getByRole("button", { name: "Jetzt verdecken" }).click();

  const cover = kiosk.getByRole("main");
  await expect(cover.getByRole("heading", { level: 1, name: "Hier ist gerade jemand" })).toBeFocused();
  await cover.getByRole("button", { name: "Größere Schrift" }).click();
  await expect(html).toHaveAttribute("data-size", "1");
  await cover.getByRole("button", { name: "Vorlesen" }).click();
  expect(all(await heard(kiosk))).toContain("Gib Deine Zahl ein");
  await expectNoViolations(kiosk, true);
  for (const digit of number) await cover.getByRole("button", { name: digit, exact: true }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: "Was möchtest Du tun?" })).toBeVisible();

  await kiosk.clock.fastForward(62_000);
  const question = kiosk.getByRole("dialog", { name: "Bist Du noch da?" });
  await kiosk.clock.fastForward(20_000);
  // Whoever makes it readable has the whole time for it.
  await question.getByRole("button", { name: "Größere Schrift" }).click();
  await expect(html).toHaveAttribute("data-size", "2");
  await kiosk.clock.fastForward(20_000);
  await question.getByRole("button", { name: "Vorlesen" }).click();
  expect(all(await heard(kiosk))).toContain("Bist Du noch da?");
  await expectNoViolations(kiosk, true);
  await question.getByRole("button", { name: "Ja, ich bin noch da" }).click();
  await expect(question).toBeHidden();

  // Whoever listens is there.
  await kiosk.getByRole("button", { name: "Vorlesen" }).click();
  await kiosk.clock.runFor(90_000);
  await expect(question).toBeHidden();
  await kiosk.evaluate(() => window.speech.finish());
  await kiosk.clock.runFor(62_000);
  await expect(question).toBeVisible();
});

test("after “Fertig” size, contrast, zoom, place, language and focus are those of the beginning", async ({ page, someoneElse: kiosk }) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", code);
  await kiosk.getByRole("button", { name: "Begin in English" }).click();
  for (const step of ["Larger type", "Larger type", "Contrast"]) await kiosk.getByRole("button", { name: step }).click();
  await kiosk.getByRole("button", { name: /^Write a proposal/ }).click();
  await kiosk.getByRole("button", { name: "Send", exact: true }).scrollIntoViewIfNeeded();
  const device = await kiosk.context().newCDPSession(kiosk);
  await device.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
  const look = () => {
    const { lang, dataset } = document.documentElement;
    return { lang, size: dataset.size, contrast: dataset.contrast, isScrolled: scrollY > 0, zoom: visualViewport?.scale };
  };
  await expect.poll(() => kiosk.evaluate(look)).toEqual({ lang: "en", size: "2", contrast: "high", isScrolled: true, zoom: 2 });

  await kiosk.getByRole("button", { name: "Finish" }).first().click();
  await expect(kiosk.getByRole("heading", { level: 1, name: /^Moin! Was ist Dir/ })).toBeFocused();
  expect(await kiosk.evaluate(look)).toEqual({ lang: "de", size: undefined, contrast: undefined, isScrolled: false, zoom: 1 });
  await expect(kiosk.getByRole("button", { name: "Kontrast" })).toHaveAttribute("aria-pressed", "false");
  // The browser keeps its own zoom for the site, so for the next one too.
  const isTaken = (key: string) =>
    kiosk.evaluate((key) => !dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: true, cancelable: true })), key);
  expect(await Promise.all(["+", "-", "0", "a"].map(isTaken))).toEqual([true, true, true, false]);
});

test("what one visitor marks, copies and cuts stays where it is, and the next one cannot paste it", async ({ page, someoneElse: kiosk }) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", code);
  const word = rareWord();
  await writes(kiosk, word);
  const title = kiosk.getByRole("textbox", { name: "Titel" });
  for (const key of ["A", "C", "A", "X"]) await title.press(`ControlOrMeta+${key}`);
  await expect(title).toHaveValue(word);
  // The field works as before.
  await title.press("End");
  await title.pressSequentially("!");
  await expect(title).toHaveValue(`${word}!`);

  await kiosk.getByRole("button", { name: "Fertig" }).first().click();
  await expect(kiosk.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeFocused();
  await writes(kiosk, "");
  await title.press("ControlOrMeta+V");
  await title.pressSequentially("!");
  await expect(title).toHaveValue(/!$/);
  expect(await title.inputValue()).not.toContain(word);
});

test("whoever makes the greeting larger and goes away leaves it to the next one as it was", async ({ page, someoneElse: kiosk }) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  // So low that there is something to scroll.
  await kiosk.setViewportSize({ ...UPRIGHT, height: 500 });
  await kiosk.clock.install();
  await pair(kiosk, "", code);
  for (const step of ["Größere Schrift", "Größere Schrift", "Kontrast"]) await kiosk.getByRole("button", { name: step }).click();
  const html = kiosk.locator("html");
  await expect(html).toHaveAttribute("data-size", "2");
  await expect(html).toHaveAttribute("data-contrast", "high");
  await kiosk.evaluate(() => scrollTo(0, 200));
  await expect.poll(() => kiosk.evaluate(() => scrollY)).toBeGreaterThan(0);
  await kiosk.clock.runFor(62_000);
  await expect(html).not.toHaveAttribute("data-size");
  await expect(html).not.toHaveAttribute("data-contrast");
  await expect(kiosk.getByRole("button", { name: "Kontrast" })).toHaveAttribute("aria-pressed", "false");
  expect(await kiosk.evaluate(() => scrollY)).toBe(0);
});

test("a call for help says what became of it, and a clerk at the counter ticks it off", async ({ page, someoneElse: kiosk }) => {
  const name = `Ortsamt ${rareWord()}`;
  const { code } = await invited(page, name);
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", code);
  const said = (words: string) => kiosk.getByRole("status").filter({ hasText: words });
  // The page of a hotel is no answer.
  const heartbeat = "**/api/v1/kiosk/heartbeat";
  await kiosk.route(heartbeat, (route) => route.fulfill({ contentType: "text/html", body: "<p>Willkommen im WLAN!</p>" }));
  await kiosk.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await kiosk.getByRole("button", { name: "Hilfe rufen" }).click();
  await kiosk.getByRole("button", { name: "Jetzt verdecken" }).click();
  await expect(said("Bitte geh zum Schalter.")).toBeVisible();
  await expect(said("Hilfe ist gerufen.")).toHaveCount(0);
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-help-away");
  await page.context().clearCookies();
  await staff(page, "clerk");
  await page.goto("/schalter");
  await expect(content(page)).not.toContainText(name);

  await kiosk.unroute(heartbeat);
  await expect(said("Hilfe ist gerufen.")).toBeVisible({ timeout: 30_000 });
  await expect(said("Bitte geh zum Schalter.")).toHaveCount(0);
  // Whoever called goes; the call stays.
  await kiosk.getByRole("button", { name: "Neu beginnen" }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
  await expect(said("Hilfe ist gerufen.")).toHaveCount(0);
  await page.reload();
  await expect(content(page)).toContainText(name);
  await expectNoViolations(page, true);
  await picture(page, "counter-kiosk-call");
  await content(page).getByRole("button", { name: `Erledigt – ${name}` }).click();
  await expect(page).toHaveURL(/\/schalter$/);
  await expect(content(page)).not.toContainText(name);
});

test("a receipt prints as a strip and nothing else", async ({ page, someoneElse: kiosk }, info) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.addInitScript(() => {
    window.print = () => void (document.documentElement.dataset.printed = "yes");
  });
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", code);
  await writes(kiosk, `Bänke am ${rareWord()}`);
  const receipt = await sends(kiosk);
  await kiosk.getByRole("button", { name: "Drucken" }).click();
  await expect(kiosk.locator("html")).toHaveAttribute("data-printed", "yes");

  await kiosk.emulateMedia({ media: "print" });
  const strip = kiosk.locator(".kiosk-receipt");
  await expect(strip.getByText(receipt, { exact: true })).toBeVisible();
  await expect(strip.getByRole("img", { name: `Dein Beleg ${receipt}` })).toBeVisible();
  for (const other of [".kiosk-bar", ".kiosk-corner", ".kiosk-call", ".kiosk-actions", "h1"]) await expect(kiosk.locator(other)).toBeHidden();
  // 72 mm without the margins.
  expect((await strip.boundingBox())?.width).toBeLessThanOrEqual((66 / 25.4) * 96 + 1);
  const pdf = await kiosk.pdf({ width: "72mm", height: "200mm", path: info.outputPath("receipt.pdf") });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, "strips").toBe(1);
});
