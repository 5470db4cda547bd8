// The kiosk: paired by an administrator, used by strangers one after the other, with a network and without.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Device } from "../chaos/device";
import { expectNoViolations } from "../support/axe";
import { proposal, waiting } from "../support/contributions";
import { UPRIGHT, fills, invited, isPacked, pair, sends, visitors, writes } from "../support/kiosk";
import { Proxy } from "../support/proxy";
import { port, wegmarken } from "../support/server";
import { content, rareWord } from "../support/steps";
import { expect, picture, test } from "../support/test";
import { expectSearched, traces } from "../support/traces";

// The browser is killed in one of them: there is nobody to ask for a trace then.
test.use({ trace: "off" });

const LYING = { width: 1080, height: 810 };

/** Boards that a journey opened: other journeys know of one. */
const opened: string[] = [];

test.afterEach(() => {
  for (const slug of opened.splice(0)) wegmarken("board", "set", "--board", slug, "--opens", "2099-01-01T00:00", "--closes", "never");
});

const arrived = (words: string) => wegmarken("moderation", "list").split("\n").filter((line) => line.includes(words)).length;

test("an administrator pairs a tablet, and a stranger reads, supports, writes and takes a receipt along", async ({ page, someoneElse: kiosk }) => {
  test.setTimeout(120_000);
  const name = `Ortsamt ${rareWord()}`;
  const on = await proposal({ title: `Ein Steg am ${rareWord()}` });
  await isPacked(page, on);
  const { code, address } = await invited(page, name);
  await expectNoViolations(page, true);
  await kiosk.setViewportSize(UPRIGHT);
  await kiosk.goto("/kiosk");
  await expect(kiosk.getByRole("heading", { level: 1, name: "Dieses Gerät ist noch kein Kiosk" })).toBeVisible();
  await expectNoViolations(kiosk, true);
  const check = await pair(kiosk, "", code);
  await page.goto(address);
  await expect(content(page)).toContainText(check);
  await expect(content(page)).toContainText("läuft");
  await expectNoViolations(page, true);
  await page.goto("/verwaltung/kiosks");
  await expectNoViolations(page, true);
  await picture(page, "kiosks-staff");

  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-attract-upright");
  await kiosk.setViewportSize(LYING);
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-attract-lying");
  // No target is smaller than a finger.
  const small = () =>
    kiosk.locator("button:visible, select:visible, input:visible").evaluateAll((all) =>
      all.filter((one) => !one.matches("[type=radio]")).map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44).length,
    );
  expect(await small()).toBe(0);

  await kiosk.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: "Was möchtest Du tun?" })).toBeFocused();
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-home");
  await kiosk.getByRole("button", { name: /^Vorschläge ansehen/ }).click();
  await expectNoViolations(kiosk, true);
  expect(await small()).toBe(0);
  await picture(kiosk, "kiosk-board");
  await kiosk.getByRole("button", { name: on.title }).click();
  await kiosk.getByRole("button", { name: "Unterstützen" }).click();
  await expect(kiosk.getByRole("status").filter({ hasText: "Deine Unterstützung ist gespeichert." })).toBeVisible();
  await expect(kiosk.getByRole("button", { name: "Unterstützen" })).toBeHidden();
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-proposal");
  // It is taken back with the code that stands beside it.
  const support = await kiosk.locator(".kiosk-receipt .kiosk-number").innerText();
  const kept = page.getByRole("status").filter({ hasText: "Deine Unterstützung ist gezählt." });
  await expect(async () => {
    await page.goto(`/beleg/${support}`);
    await expect(kept).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectNoViolations(page, true);
  await page.getByRole("link", { name: "Unterstützung zurücknehmen" }).click();
  await expectNoViolations(page, true);
  await page.getByRole("button", { name: "Ja, zurückziehen" }).click();
  await expect(content(page)).toContainText("Deine Unterstützung zählt nicht mehr");

  await kiosk.getByRole("button", { name: "Etwas dazu schreiben" }).click();
  await kiosk.getByRole("button", { name: "Absenden" }).click();
  await expect(kiosk.getByRole("alert")).toContainText("Wie stehst Du dazu?: bitte wählen.");
  await expectNoViolations(kiosk, true);
  const words = `Das fehlt am ${rareWord()}`;
  await kiosk.getByRole("radio", { name: "Dafür" }).check();
  await kiosk.getByRole("textbox", { name: "Dein Beitrag" }).fill(words);
  await picture(kiosk, "kiosk-comment");
  const receipt = await sends(kiosk);
  expect(receipt).toMatch(/^K[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(kiosk.getByRole("img", { name: `Dein Beleg ${receipt}` })).toBeVisible();
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-receipt");
  await expect.poll(() => arrived(words)).toBe(1);
  await page.goto(`/beleg/${receipt}`);
  await expect(content(page)).toContainText(words);

  for (const step of ["Größere Schrift", "Größere Schrift", "Kontrast"]) await kiosk.getByRole("button", { name: step }).click();
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-contrast");
  await kiosk.getByRole("button", { name: "Fertig" }).first().click();
  await expect(kiosk.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
  await expect(kiosk.locator("html[data-contrast=high]")).toHaveCount(0);
  await kiosk.goBack().catch(() => null);
  await expect(kiosk.getByText(words)).toHaveCount(0);
});

test("where a kiosk offers several boards a visitor chooses one, and who saw one is not asked", async ({ page, someoneElse: kiosk }) => {
  test.slow();
  const word = rareWord();
  const name = `Der Hafen am ${word}`;
  opened.push(word.toLowerCase());
  wegmarken("board", "add", name, "--slug", word.toLowerCase());
  const { code } = await invited(page, `Ortsamt ${word}`, name);
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", code);
  // What kiosks show may be some seconds old.
  await expect(async () => {
    await kiosk.goto("/kiosk");
    await expect(kiosk.getByRole("heading", { level: 3, name })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });

  await kiosk.getByRole("button", { name: "Auf Deutsch beginnen" }).click();
  await kiosk.getByRole("button", { name: /^Einen Vorschlag schreiben/ }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: "Auf welche Liste gehört Dein Vorschlag?" })).toBeFocused();
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-which-board");
  await kiosk.getByRole("button", { name }).click();
  await expect(kiosk.getByText(`Liste: ${name}`)).toBeVisible();
  await expectNoViolations(kiosk, true);
  const first = `Ein Steg am ${word}`;
  await fills(kiosk, first);
  await sends(kiosk);

  await kiosk.getByRole("button", { name: "Weiter ansehen" }).click();
  await kiosk.getByRole("button", { name: /^Vorschläge ansehen/ }).click();
  await kiosk.getByRole("combobox", { name: "Liste" }).selectOption(name);
  await expect(kiosk.getByRole("combobox", { name: "Liste" })).toBeFocused();
  await expectNoViolations(kiosk, true);
  await kiosk.getByRole("button", { name: "Einen Vorschlag schreiben" }).click();
  const second = `Ein Kran am ${word}`;
  await fills(kiosk, second);
  await sends(kiosk);
  for (const title of [first, second]) {
    await expect.poll(() => arrived(title)).toBe(1);
    wegmarken("moderation", "publish", "proposal", waiting("proposal", title));
  }
  await expect(async () => {
    await page.goto(`/vorschlaege?liste=${word.toLowerCase()}`);
    for (const title of [first, second]) await expect(content(page)).toContainText(title, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
});

test("who goes away without a word leaves nothing, and who steps away covers what they wrote", async ({ page, someoneElse: kiosk }) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.setViewportSize(UPRIGHT);
  await kiosk.clock.install();
  await pair(kiosk, "", code);
  const title = `Bänke am ${rareWord()}`;
  await writes(kiosk, title);
  await picture(kiosk, "kiosk-write");
  await expectNoViolations(kiosk, true);
  // Ten times and more.
  for (let turn = 0; turn < 11; turn++) {
    await kiosk.clock.fastForward(62_000);
    await expect(kiosk.getByRole("dialog", { name: "Bist Du noch da?" })).toBeVisible();
    if (turn === 0) {
      await expect(kiosk.getByRole("dialog")).toContainText(/in (2[0-9]|30) Sekunden/);
      await expectNoViolations(kiosk, true);
      await picture(kiosk, "kiosk-idle");
    }
    await kiosk.getByRole("button", { name: "Ja, ich bin noch da" }).click();
  }
  await expect(kiosk.getByRole("textbox", { name: "Titel" })).toHaveValue(title);

  await kiosk.getByRole("button", { name: "Kurz weg" }).click();
  const number = await kiosk.locator("dialog .kiosk-number").innerText();
  await expectNoViolations(kiosk, true);
  await kiosk.getByRole("button", { name: "Jetzt verdecken" }).click();
  await expect(kiosk.getByRole("heading", { level: 1, name: "Hier ist gerade jemand" })).toBeVisible();
  await expect(kiosk.getByRole("textbox", { name: "Titel" })).toBeHidden();
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-cover");
  for (const digit of number) await kiosk.getByRole("button", { name: digit, exact: true }).click();
  await expect(kiosk.getByRole("textbox", { name: "Titel" })).toHaveValue(title);

  await kiosk.clock.fastForward(62_000);
  await kiosk.clock.fastForward(31_000);
  await expect(kiosk.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
  await writes(kiosk, "");
  await expect(kiosk.getByRole("textbox", { name: "Titel" })).toHaveValue("");
  expect(await kiosk.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
});

test("what tells who somebody is is said before it is sent, and they change it or send it all the same", async ({ page, someoneElse: kiosk }) => {
  const { code } = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.setViewportSize(UPRIGHT);
  const loaded = kiosk.waitForResponse(/\/kiosk\/finder_bg\.wasm/);
  await pair(kiosk, "", code);
  await loaded;
  await writes(kiosk, `Bänke am ${rareWord()}`);
  const text = kiosk.getByRole("textbox", { name: /^Was schlägst Du vor/ });
  await text.fill("Am Hafen fehlen seit Jahren Bänke im Schatten. Ruft mich an: 0381 1234567.");
  // While somebody pauses, before anything is sent.
  const said = kiosk.getByRole("status").filter({ hasText: "Das steht in Deinem Text:" });
  await expect(said).toContainText("Telefonnummer: 0381 1234567");
  await expectNoViolations(kiosk, true);
  await picture(kiosk, "kiosk-hint");
  await kiosk.getByRole("button", { name: "Unkenntlich machen" }).click();
  await expect(text).toHaveValue(/Ruft mich an: \[Telefonnummer entfernt\]\./);
  await sends(kiosk);

  await kiosk.getByRole("button", { name: "Weiter ansehen" }).click();
  await kiosk.getByRole("button", { name: /^Vorschläge ansehen/ }).click();
  await kiosk.getByRole("heading", { level: 2 }).getByRole("button").first().click();
  await kiosk.getByRole("button", { name: "Etwas dazu schreiben" }).click();
  await kiosk.getByRole("radio", { name: "Dafür" }).check();
  const address = `${rareWord().toLowerCase()}@example.org`;
  await kiosk.getByRole("textbox", { name: "Dein Beitrag" }).fill(`Schreibt mir an ${address}`);
  // Sent at once it asks first.
  await kiosk.getByRole("button", { name: "Absenden" }).click();
  await expect(said).toBeFocused();
  await expect(said).toContainText(`E-Mail-Adresse: ${address}`);
  await expect(said).toContainText("noch einmal senden");
  const receipt = await sends(kiosk);
  await expect.poll(() => arrived(address)).toBe(1);
  await page.goto(`/beleg/${receipt}`);
  await expect(content(page)).toContainText(address);
});

test("what waits when a tablet becomes another kiosk waits for its own, holds up nothing, and arrives once", async ({ page, someoneElse: kiosk, expected }) => {
  test.slow();
  // The network fails at first, and who is signed off is told so.
  expected.push("net::ERR_FAILED", "401 (Unauthorized)");
  const corner = kiosk.locator(".kiosk-corner");
  const signsOff = async (address: string) => {
    await page.goto(address);
    await content(page).getByRole("button", { name: "Kiosk abmelden" }).click();
    await expect(content(page).getByRole("button", { name: "Kiosk abmelden" })).toBeHidden();
  };
  const first = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.setViewportSize(UPRIGHT);
  await pair(kiosk, "", first.code);
  const records = "**/api/v1/kiosk/records";
  await kiosk.route(records, (route) => route.abort());
  const before = `Bänke am ${rareWord()}`;
  await writes(kiosk, before);
  await sends(kiosk);
  await expect(corner).toContainText("1 warten");
  await signsOff(first.address);

  await page.context().clearCookies();
  const second = await invited(page, `Ortsamt ${rareWord()}`);
  await kiosk.unroute(records);
  await pair(kiosk, "", second.code);
  const after = `Stege am ${rareWord()}`;
  await writes(kiosk, after);
  await sends(kiosk);
  await expect.poll(() => arrived(after)).toBe(1);
  await expect(corner).toContainText("Netz da · 1 warten");
  expect(arrived(before)).toBe(0);

  await signsOff(second.address);
  await page.goto(first.address);
  await content(page).getByRole("button", { name: "Neuen Code machen" }).click();
  await pair(kiosk, "", await page.locator(".secret-key").innerText());
  await expect(corner).toContainText("0 warten", { timeout: 30_000 });
  expect([arrived(before), arrived(after)]).toEqual([1, 1]);
  for (const { address } of [first, second]) {
    await page.goto(address);
    await expect(content(page)).not.toContainText("Fehlende Nummern");
  }
});

test.describe("on a device with a profile of its own", () => {
  test("without a network it opens whole, keeps what is written sealed, and delivers it once; nothing of it is in the profile", async ({ page }) => {
    test.setTimeout(180_000);
    const proxy = new Proxy(port + 40 + test.info().parallelIndex, port);
    await proxy.start();
    const profile = mkdtempSync(join(tmpdir(), "wegmarken-kiosk-"));
    const device = new Device(profile, proxy.origin);
    visitors.forget();
    try {
      const { code, address } = await invited(page, `Ortsamt ${rareWord()}`);
      await device.start();
      await pair(device.page, proxy.origin, code);
      await device.page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration("/kiosk"))?.active?.state === "activated");
      // There is hardly any room: it is said before somebody writes.
      const full = device.page.getByText("Auf diesem Gerät ist fast kein Platz mehr.");
      await device.fill(true);
      await writes(device.page, "");
      await expect(full).toBeVisible();
      await expectNoViolations(device.page, true);
      await device.fill(false);
      await device.page.getByRole("button", { name: "Fertig" }).first().click();
      await expect(device.page.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
      const control = `Zeichen${rareWord()}`;
      await expectSearched(device.page, profile, control);

      proxy.fault = () => "cut";
      await device.kill();
      await device.start();
      await device.page.goto(`${proxy.origin}/kiosk`);
      await expect(device.page.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
      const title = `Strandkorb ${rareWord()}`;
      await writes(device.page, title);
      // Nobody else types this one.
      const phone = `0381 ${Math.floor(1_000_000 + Math.random() * 9_000_000)}`;
      await visitors.type(device.page.getByRole("textbox", { name: "Titel" }), `${title} ${phone}`);
      await expect(device.page.getByRole("status").filter({ hasText: `Telefonnummer: ${phone}` })).toBeVisible();
      await device.page.getByRole("button", { name: "Unkenntlich machen" }).click();
      const receipt = await sends(device.page);
      await expect(device.page.locator(".kiosk-corner")).toContainText("kein Netz · 1 warten");
      await page.goto(`/beleg/${receipt}`);
      await expect(content(page)).toContainText("Noch nicht übertragen");
      await expectNoViolations(page, true);
      await device.page.getByRole("button", { name: "Fertig" }).first().click();
      await expect(device.page.getByRole("heading", { level: 1, name: /^Moin!/ })).toBeVisible();
      // Somebody who never finished, and whose tablet was switched off.
      const other = `Leuchtturm ${rareWord()}`;
      await writes(device.page, other);
      await device.kill();
      expect(traces(profile, control).length, "the search finds what is there").toBeGreaterThan(0);
      expect(visitors.words).toEqual(expect.arrayContaining([title, phone, other, receipt]));
      expect(traces(profile, ...visitors.words), `nothing of ${visitors.words.join(" / ")}`).toEqual([]);
      expect(arrived(title)).toBe(0);

      proxy.fault = () => "none";
      await device.start();
      await device.page.goto(`${proxy.origin}/kiosk`);
      await expect(device.page.locator(".kiosk-corner")).toContainText("0 warten", { timeout: 30_000 });
      expect(arrived(title)).toBe(1);
      await page.goto(`/beleg/${receipt}`);
      await expect(content(page)).toContainText(title);
      await page.goto(address);
      await expect(content(page)).not.toContainText("Fehlende Nummern");
      await device.kill();
      expect(traces(profile, ...visitors.words), `nothing of ${visitors.words.join(" / ")}`).toEqual([]);
    } finally {
      await device.kill().catch(() => undefined);
      await proxy.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
