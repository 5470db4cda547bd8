// How soon somebody types after a click into a block, and how long the server takes to confirm a save: in a browser at a desk,
// on a page that is edited where it stands.

import { codeOf } from "./support/code.mjs";

const CLICKS = 40;
const SAVES = 60;

/**
 * @param {string} base Address of the server.
 * @param {string} link With which an editor sets a password.
 * @param {import("@playwright/test").Browser} browser
 */
export async function editing(base, link, browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "de-DE", reducedMotion: "reduce", serviceWorkers: "block" });
  const page = await context.newPage();
  try {
    await signIn();
    await page.goto(`${base}/regeln?bearbeiten`);
    await page.locator("[data-ready]").waitFor();
    return { typing_ms: await clicks(), save_ms: await page.evaluate(save, SAVES) };
  } finally {
    await context.close();
  }

  async function signIn() {
    const { pathname, search } = new URL(link);
    await page.goto(base + pathname + search);
    await page.getByLabel("Neues Passwort").fill("Möwe Hafen Regen");
    await page.getByRole("button", { name: "Passwort speichern" }).click();
    await page.goto(`${base}/konto/zweiter-faktor`);
    const key = await page.locator(".secret-key").innerText();
    await page.getByRole("textbox", { name: "Code aus der App" }).fill(codeOf(key));
    await page.getByRole("button", { name: "Zweiten Faktor einschalten" }).click();
    await page.getByRole("heading", { level: 1, name: "Deine Ersatz-Codes" }).waitFor();
  }

  /** From the click until the caret is in the text and drawn. */
  async function clicks() {
    await page.evaluate(() => {
      window.typing = [];
      addEventListener(
        "click",
        () => {
          const began = performance.now();
          const look = () => (document.activeElement?.classList.contains("ProseMirror") ? window.typing.push(performance.now() - began) : requestAnimationFrame(look));
          requestAnimationFrame(look);
        },
        true,
      );
    });
    const texts = page.locator(".edit-block:is([data-kind=text], [data-kind=lead]) .block :is(p, li):first-of-type");
    const many = await texts.count();
    for (let n = 0; n < CLICKS; n += 1) {
      await texts.nth(n % many).click();
      await page.locator(".ProseMirror:focus").waitFor();
      await page.keyboard.press("Escape");
      await page.locator(".ProseMirror").waitFor({ state: "detached" });
    }
    return page.evaluate(() => window.typing);
  }
}

/** Run in the page: one block, saved again and again, each time as the next revision. From the request to its answer. */
async function save(many) {
  const root = `/bearbeiten/${document.querySelector("[data-edit-page]").dataset.editPage}`;
  const { order, blocks } = await (await fetch(`${root}/entwurf.json`)).json();
  const { key, body, revision } = blocks[order[0]];
  const address = `${root}/bloecke/${key}`;
  for (let n = 0, now = revision; n < many; n += 1) {
    const headers = { "content-type": "application/json", "if-match": `"${now}"` };
    const answer = await fetch(address, { method: "PUT", headers, body: JSON.stringify({ save: crypto.randomUUID(), body: `${body} ${n}` }) });
    if (answer.status !== 200) throw new Error(`Error: a save was answered with ${answer.status}`);
    now = (await answer.json()).revision;
  }
  const all = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(address));
  return all.map(({ requestStart, responseStart }) => responseStart - requestStart);
}
