// Reading and writing without a network, in a real profile: through a proxy that cuts, loses and forges, because the
// browser's own switch for "no network" does not reach service workers reliably.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base, type Page } from "@playwright/test";
import { Device } from "../chaos/device";
import { proposal, waiting, type Proposal } from "../support/contributions";
import { expectNoViolations } from "../support/axe";
import { Proxy } from "../support/proxy";
import { port, wegmarken } from "../support/server";
import { staff } from "../support/staff";
import { choose, content, rareWord } from "../support/steps";
import { beginProposal, field, onReview, reasons, toReview } from "../support/writing";

type Fixtures = { network: Proxy; device: Device };

const test = base.extend<Fixtures>({
  network: async ({}, use) => {
    const proxy = new Proxy(port + 10 + base.info().parallelIndex, port);
    await proxy.start();
    await use(proxy);
    await proxy.stop();
  },
  device: async ({ network }, use) => {
    const profile = mkdtempSync(join(tmpdir(), "wegmarken-device-"));
    const device = new Device(profile, network.origin);
    await device.start();
    await use(device);
    await device.kill().catch(() => undefined);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    // Where a network leads elsewhere, the policy does what it is there for.
    expect(device.stopped.filter((what) => !what.includes("hotel.example")), "what the content security policy stopped").toEqual([]);
  },
});

// The browser is killed in some of them: there is nobody to ask for a trace then.
test.use({ trace: "off" });

const away = (proxy: Proxy) => (proxy.fault = () => "cut");
const back = (proxy: Proxy) => (proxy.fault = () => "none");
const entry = (page: Page, state: string) => page.locator(`[data-state=${state}]`);

/** How many contributions with these words wait for a check. */
const arrived = (words: string) => wegmarken("moderation", "list").split("\n").filter((line) => line.includes(words)).length;

async function reads(device: Device, on: Proposal): Promise<Page> {
  await device.open(on.path);
  // The first visit brings the worker; the second one goes through it.
  await device.page.reload();
  await expect(device.page.getByRole("heading", { level: 1, name: on.title })).toBeVisible();
  return device.page;
}

async function comments(page: Page, words: string): Promise<void> {
  await choose(content(page), "Dafür");
  await content(page).getByRole("textbox", { name: "Dein Beitrag" }).fill(words);
  await content(page).getByRole("button", { name: "Beitrag senden" }).click();
}

/** Another board than that of the city; whoever opens it ends it, because other journeys know of one. */
async function opensBoard(desk: Page, slug: string, name: string): Promise<void> {
  await staff(desk, "administrator");
  await desk.goto("/verwaltung/vorschlagslisten");
  await desk.getByRole("textbox", { name: "Titel" }).fill(name);
  await desk.getByRole("textbox", { name: "Wort in der Adresse" }).fill(slug);
  await content(desk).getByRole("button", { name: "Liste anlegen" }).click();
  await expect(desk.getByRole("heading", { level: 1, name })).toBeVisible();
}

const ends = (slug: string) => wegmarken("board", "set", "--board", slug, "--opens", "2099-01-01T00:00", "--closes", "never");

/** A draft that the server has, as far as the button; pressed when there is no network any more. */
async function submitsAway(device: Device, proxy: Proxy, title: string, query = ""): Promise<Page> {
  await device.open("/");
  await device.page.reload();
  const { page } = device;
  await beginProposal(page, `${device.origin}/vorschlaege/neu${query}`);
  await field.title(page).fill(title);
  await field.text(page).fill(reasons);
  await choose(page, "Gemeinschaft, Zusammenleben und Mitmachen");
  await toReview(page).click();
  await onReview(page);
  away(proxy);
  await content(page).getByRole("button", { name: "Jetzt einreichen" }).click();
  await expect(page.getByText("Gespeichert auf diesem Gerät.")).toBeVisible();
  await expect(entry(page, "waiting").getByRole("heading", { name: title })).toBeVisible();
  return page;
}

test("a comment that is written without a network is kept, shown, and arrives once when the network is back", async ({ network: proxy, device }) => {
  const on = await proposal({ title: `Ein Steg am ${rareWord()}` });
  const page = await reads(device, on);
  away(proxy);
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "Stand von vor 1 Minute, ohne Netz" })).toBeVisible();
  await expectNoViolations(page, true);
  const words = `Das fehlt am ${rareWord()}`;
  await comments(page, words);
  await expect(page.getByRole("heading", { level: 1, name: "Ausgang" })).toBeVisible();
  await expect(page.getByText("Gespeichert auf diesem Gerät.")).toBeVisible();
  await expect(entry(page, "waiting")).toContainText(words);
  await expect(entry(page, "waiting")).toContainText("Wartet auf Netz");
  await expect(page.getByRole("link", { name: "1 im Ausgang" })).toBeVisible();
  await expectNoViolations(page, true);
  expect(arrived(words)).toBe(0);

  back(proxy);
  await expect(entry(page, "accepted")).toContainText("Angekommen", { timeout: 30_000 });
  await expect(page.getByRole("link", { name: "im Ausgang" })).toBeHidden();
  expect(arrived(words)).toBe(1);
  await entry(page, "accepted").getByRole("link", { name: "Ansehen" }).click();
  await expect(content(page)).toContainText(words);
});

test("a page that was never read says so, and a whole proposal is written without a network", async ({ network: proxy, device }) => {
  await device.open("/");
  await device.page.reload();
  away(proxy);
  const { page } = device;
  await page.goto(`${proxy.origin}/en/vorschlaege/1`);
  await expect(page.getByRole("heading", { level: 1, name: "No network right now" })).toBeVisible();
  await page.goto(`${proxy.origin}/vorschlaege/1`);
  await expect(page.getByRole("heading", { level: 1, name: "Gerade kein Netz" })).toBeVisible();
  await expectNoViolations(page, true);
  await content(page).getByRole("link", { name: "Einen Vorschlag ohne Netz schreiben" }).click();
  await expectNoViolations(page, true);
  const title = `Bänke am ${rareWord()}`;
  await content(page).getByRole("textbox", { name: "Titel" }).fill(title);
  await content(page).getByRole("textbox", { name: /^Was schlägst Du vor/ }).fill("Zu kurz");
  await content(page).getByRole("combobox", { name: "Leitthema" }).selectOption("verkehr");
  await content(page).getByRole("button", { name: "In den Ausgang legen" }).click();
  await expect(entry(page, "waiting")).toContainText(title);
  back(proxy);
  // The server refuses it: the reason is told, and nothing of the text is lost.
  await expect(entry(page, "refused")).toContainText("Etwas fehlt oder ist zu kurz", { timeout: 30_000 });
  await expectNoViolations(page, true);
  await entry(page, "refused").getByText("Text lesen").click();
  await expect(entry(page, "refused")).toContainText("Zu kurz");
  page.once("dialog", (dialog) => void dialog.accept());
  await entry(page, "refused").getByRole("button", { name: "Löschen" }).click();
  await expect(page.getByText("Hier wartet nichts.")).toBeVisible();
  expect(arrived(title)).toBe(0);
});

test("who was on another board and has no network writes for that one", async ({ network: proxy, device, page: desk }) => {
  test.slow();
  const word = rareWord();
  const [slug, name, title] = [word.toLowerCase(), `Der Hafen am ${word}`, `Ein Steg am ${word}`];
  await opensBoard(desk, slug, name);
  try {
    await device.open("/");
    await device.page.reload();
    away(proxy);
    const { page } = device;
    const list = page.getByRole("combobox", { name: "Auf welche Liste gehört Dein Vorschlag?" });
    // A page that was never read passes on what it was asked for; the form for a new proposal leads on by itself.
    await page.goto(`${proxy.origin}/vorschlaege?liste=${slug}&q=Steg`);
    await content(page).getByRole("link", { name: "Einen Vorschlag ohne Netz schreiben" }).click();
    await expect(list.locator("option:checked")).toHaveText(name);
    await page.goto(`${proxy.origin}/vorschlaege/neu?liste=${slug}&thema=verkehr&ort=evershagen`);
    await expect(page.getByRole("heading", { level: 1, name: "Vorschlag ohne Netz schreiben" })).toBeVisible();
    await expect(list.locator("option:checked")).toHaveText(name);
    await expect(page.locator("[name=ort] option:checked")).toHaveText("Evershagen");
    await expectNoViolations(page, true);
    await content(page).getByRole("textbox", { name: "Titel" }).fill(title);
    await content(page).getByRole("textbox", { name: /^Was schlägst Du vor/ }).fill(reasons);
    await content(page).getByRole("button", { name: "In den Ausgang legen" }).click();
    await expect(entry(page, "waiting")).toContainText(title);
    back(proxy);
    await expect(entry(page, "accepted")).toContainText(title, { timeout: 30_000 });
    wegmarken("moderation", "publish", "proposal", waiting("proposal", title));
    await page.goto(`${proxy.origin}/vorschlaege?liste=${slug}`);
    await expect(content(page)).toContainText(title);
  } finally {
    ends(slug);
  }
});

test("a draft that is submitted without a network has its name and its words in the outbox, and arrives once", async ({ network: proxy, device }) => {
  const title = `Ein Geländer am ${rareWord()}`;
  const page = await submitsAway(device, proxy, title);
  await entry(page, "waiting").getByText("Text lesen").click();
  await expect(entry(page, "waiting")).toContainText(reasons);
  await expectNoViolations(page, true);
  expect(arrived(title)).toBe(0);
  back(proxy);
  await expect(entry(page, "accepted")).toContainText(title, { timeout: 30_000 });
  expect(arrived(title)).toBe(1);
});

test("a draft whose board closed before it could be sent is refused with its words, and its author goes on in it", async ({ network: proxy, device, page: desk }) => {
  test.slow();
  const word = rareWord();
  const [slug, title] = [word.toLowerCase(), `Eine Rampe am ${word}`];
  await opensBoard(desk, slug, `Der Speicher am ${word}`);
  try {
    const page = await submitsAway(device, proxy, title, `?liste=${slug}`);
    wegmarken("board", "set", "--board", slug, "--opens", "2020-01-01T00:00", "--closes", "2020-02-01T00:00");
    back(proxy);
    await expect(entry(page, "refused")).toContainText("Dazu nimmt die Stadt keine Beiträge mehr an.", { timeout: 30_000 });
    await expectNoViolations(page, true);
    await entry(page, "refused").getByText("Text lesen").click();
    await expect(entry(page, "refused")).toContainText(reasons);
    await desk.goto("/verwaltung/ausgang");
    await expect(content(desk)).toContainText(title);
    await expect(content(desk)).toContainText(reasons);
    await entry(page, "refused").getByRole("link", { name: "Entwurf öffnen" }).click();
    await expect(field.title(page)).toHaveValue(title);
    await expect(field.text(page)).toHaveValue(reasons);
  } finally {
    ends(slug);
  }
});

test("a hotel's login page, a forged word, a redirect and half an answer take nothing from the device", async ({ network: proxy, device }) => {
  const on = await proposal({ title: `Ein Boot am ${rareWord()}` });
  const page = await reads(device, on);
  away(proxy);
  const words = `Gerne am ${rareWord()}`;
  await comments(page, words);
  await expect(entry(page, "waiting")).toBeVisible();
  for (const fault of ["hotel", "forged", "redirect", "half", "500", "503", "403", "404", "429"] as const) {
    const before = proxy.met.get(fault) ?? 0;
    proxy.fault = (path) => (path === "/api/v1/outbox" ? fault : "none");
    await page.getByRole("button", { name: "Jetzt senden" }).click();
    await expect.poll(() => (proxy.met.get(fault) ?? 0) - before).toBeGreaterThan(0);
    await page.reload();
    await expect(entry(page, "waiting")).toContainText(words);
  }
  back(proxy);
  await expect(entry(page, "accepted")).toBeVisible({ timeout: 30_000 });
  expect(arrived(words)).toBe(1);
});

test("a wall on the way that refuses a form in the place of the server takes nothing from the device", async ({ network: proxy, device }) => {
  const on = await proposal({ title: `Ein Wehr am ${rareWord()}` });
  const page = await reads(device, on);
  for (const fault of ["403", "404", "429", "hotel"] as const) {
    await page.goto(proxy.origin + on.path);
    proxy.fault = (path, method) => (path.endsWith("/beitraege") ? fault : method === "POST" ? "cut" : "none");
    const words = `Trotzdem am ${rareWord()}`;
    await comments(page, words);
    await expect(page.getByText("Gespeichert auf diesem Gerät.")).toBeVisible();
    await expect(entry(page, "waiting")).toContainText(words);
    expect(arrived(words)).toBe(0);
    back(proxy);
    await page.reload();
    await expect(entry(page, "accepted").filter({ hasText: words })).toBeVisible({ timeout: 30_000 });
    expect(arrived(words)).toBe(1);
  }

  // A support that the wall answers has arrived by itself, and counts once.
  await page.goto(proxy.origin + on.path);
  proxy.fault = (path) => (path === "/api/fn/support" ? "403" : "none");
  await page.getByRole("button", { name: "Ich unterstütze das" }).click();
  const supports = async () => ((await (await fetch(`http://127.0.0.1:${port}/api/v1/proposals/${on.id}`)).json()) as { supports: number }).supports;
  await expect.poll(supports).toBe(1);
  await expect(page.getByRole("link", { name: "im Ausgang" })).toBeHidden();
});

test("a form that the server itself sends back is shown with what was typed, and nothing of it waits", async ({ device }) => {
  const on = await proposal({ title: `Ein Siel am ${rareWord()}` });
  const page = await reads(device, on);
  const words = `Was fehlt: ${rareWord()}`;
  const text = content(page).getByRole("textbox", { name: "Dein Beitrag" });
  await text.fill(words);
  // Without saying how one stands to it.
  const answer = page.waitForResponse((one) => one.request().method() === "POST" && one.url().includes("/beitraege"));
  await content(page).getByRole("button", { name: "Beitrag senden" }).click();
  expect((await answer).status()).toBe(422);
  await expect(text).toHaveValue(words);
  await expectNoViolations(page, true);
  await choose(content(page), "Dafür");
  await content(page).getByRole("button", { name: "Beitrag senden" }).click();
  await expect(content(page)).toContainText("Danke! Dein Beitrag ist angekommen.");
  await page.goto(`${device.origin}/ausgang`);
  await expect(page.getByText("Hier wartet nichts.")).toBeVisible();
  expect(arrived(words)).toBe(1);
});

test("a form that needs a network comes back with what was typed, and is sent from there", async ({ network: proxy, device }) => {
  await device.open("/");
  const { page } = device;
  await page.goto(`${proxy.origin}/barrierefreiheit/melden`);
  const words = `Mein Vorleseprogramm liest den ${rareWord()}\nnicht vor.`;
  await page.locator("textarea[name=text]").fill(words);
  away(proxy);
  await page.locator("form.form button[type=submit]").click();
  const unsent = page.getByRole("heading", { level: 1, name: "Nicht gesendet: gerade kein Netz" });
  await expect(unsent).toBeVisible();
  await page.getByText("Deinen Text lesen").click();
  await expect(content(page)).toContainText("Mein Vorleseprogramm liest");
  await expectNoViolations(page, true);
  const again = page.getByRole("button", { name: "Noch einmal senden" });
  await again.click();
  await expect(unsent).toBeVisible();
  back(proxy);
  await again.click();
  await expect(content(page)).toContainText("Danke! Deine Meldung ist angekommen.");
});

test("an answer that was lost makes neither a second comment nor a second supporter", async ({ network: proxy, device }) => {
  const on = await proposal({ title: `Ein Floß am ${rareWord()}` });
  const page = await reads(device, on);
  proxy.fault = (_, method) => (method === "POST" ? "lost" : "none");
  const words = `Unbedingt am ${rareWord()}`;
  await comments(page, words);
  await expect(entry(page, "waiting")).toContainText(words);
  expect(arrived(words)).toBe(1);
  back(proxy);
  await expect(entry(page, "accepted")).toBeVisible({ timeout: 30_000 });
  expect(arrived(words)).toBe(1);

  await page.goto(proxy.origin + on.path);
  proxy.fault = (_, method) => (method === "POST" ? "lost" : "none");
  await page.getByRole("button", { name: "Ich unterstütze das" }).click();
  await expect(page.getByRole("link", { name: "1 im Ausgang" })).toBeVisible();
  back(proxy);
  await expect(page.getByRole("link", { name: "1 im Ausgang" })).toBeHidden({ timeout: 30_000 });
  const { supports } = (await (await fetch(`http://127.0.0.1:${port}/api/v1/proposals/${on.id}`)).json()) as { supports: number };
  expect(supports).toBe(1);
});

test("a device that is nearly full says so above each form, before somebody writes", async ({ device }) => {
  const on = await proposal({ title: `Ein Dock am ${rareWord()}` });
  const page = await reads(device, on);
  const full = content(page).getByText("Der Speicher dieses Geräts ist fast voll.").locator("visible=true");
  await expect(page.locator("[data-device-full]")).toHaveCount(2);
  await expect(full).toHaveCount(0);
  await device.fill(true);
  await page.reload();
  await expect(full).toHaveCount(2);
  await expectNoViolations(page, true);
  for (const path of ["/ausgang/schreiben", "/ausgang"]) {
    await page.goto(device.origin + path);
    await expect(full).toHaveCount(1);
    await expectNoViolations(page, true);
  }
  await device.fill(false);
  await page.goto(device.origin + on.path);
  await expect(page.locator("[data-device-full]")).toHaveCount(2);
  await expect(full).toHaveCount(0);
});

test("a browser that is killed while something waits sends it when it runs again", async ({ network: proxy, device }) => {
  const on = await proposal({ title: `Ein Kai am ${rareWord()}` });
  const page = await reads(device, on);
  away(proxy);
  const words = `Ja, am ${rareWord()}`;
  await comments(page, words);
  await expect(page.getByText("Gespeichert auf diesem Gerät.")).toBeVisible();
  await device.kill();
  await device.start();
  await device.open("/ausgang");
  await expect(entry(device.page, "waiting")).toContainText(words);
  back(proxy);
  await expect(entry(device.page, "accepted")).toBeVisible({ timeout: 30_000 });
  expect(arrived(words)).toBe(1);
});

test("a new version of the worker takes over and finds what waits", async ({ network: proxy, device }) => {
  const on = await proposal({ title: `Ein Turm am ${rareWord()}` });
  const page = await reads(device, on);
  away(proxy);
  const words = `Mehr davon am ${rareWord()}`;
  await comments(page, words);
  await expect(entry(page, "waiting")).toBeVisible();
  proxy.version = "another one";
  proxy.fault = (path, method) => (method === "POST" ? "cut" : "none");
  const isNew = page.evaluate(
    () => new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(true), { once: true })),
  );
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
  expect(await isNew).toBe(true);
  await expect(entry(page, "waiting")).toContainText(words);
  back(proxy);
  await expect(entry(page, "accepted")).toBeVisible({ timeout: 30_000 });
  expect(arrived(words)).toBe(1);
});

test("nothing private is kept for reading without a network, and the site can be installed", async ({ device }) => {
  await device.open("/");
  const { page } = device;
  for (const path of ["/anmelden", "/beleg", "/neuigkeiten", "/vorschlaege/neu", "/vorschlaege"])
    await page.goto(device.origin + path);
  const kept = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      if (!name.startsWith("wegmarken-shell")) for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    return found;
  });
  expect(kept).toContain("/vorschlaege");
  for (const path of ["/anmelden", "/beleg", "/neuigkeiten", "/vorschlaege/neu"]) expect(kept).not.toContain(path);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual([]);
});
