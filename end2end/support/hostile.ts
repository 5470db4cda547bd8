// What nobody should send, and how it is seen that a browser took it for a part of the page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, type Page } from "@playwright/test";

/** One a line, after its name; the tests of the server send the same. */
const corpus = join(import.meta.dirname ?? ".", "../../src/server/testing/hostile/markup.tsv");

/** Those that are at most so long. */
export function payloads(most = Infinity): string[] {
  const lines = readFileSync(corpus, "utf8").trimEnd().split("\n");
  return lines.map((line) => line.split("\t")[1] ?? "").filter((payload) => payload.length <= most);
}

/** All of them in as few texts as there have to be, each at most so long. */
export function packed(most: number, between = " "): string[] {
  const packs: string[] = [];
  for (const payload of payloads(most)) {
    const longer = [...packs.slice(-1), payload].join(between);
    if (packs.length > 0 && longer.length <= most) packs[packs.length - 1] = longer;
    else packs.push(payload);
  }
  return packs;
}

/** Tells of everything that runs: the payloads call `wgmx`, and what people would see is a dialog. */
export async function trap(context: BrowserContext, ran: string[]): Promise<void> {
  await context.exposeBinding("wgmx", ({ page }) => void ran.push(`ran at ${page.url()}`));
  context.on("dialog", (dialog) => {
    // Our own: something is typed and not saved.
    if (dialog.type() === "beforeunload") return void dialog.accept();
    ran.push(`dialog at ${dialog.page()?.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

/** What stands in the page as an element, a handler or an address that runs although somebody only typed it. */
export function intruders(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const addresses = ["href", "src", "action", "formaction", "xlink:href", "data"];
    const runs = (address: string | null) =>
      address !== null && URL.canParse(address, location.href) && /^(javascript|vbscript):$/.test(new URL(address, location.href).protocol);
    const isStrange = (one: Element) =>
      one.localName.includes("wgmx") ||
      [...one.attributes].some(({ name }) => name.startsWith("on") || name.includes("wgmx")) ||
      addresses.some((name) => runs(one.getAttribute(name)));
    return [...document.querySelectorAll("*")].filter(isStrange).map((one) => one.outerHTML.slice(0, 200));
  });
}

/**
 * Shows each text as markup, as the editor does with what the server made; then once more what the browser made of it, which
 * is where a text that was harmless may become another one. The answer is what stands there and should not.
 */
export async function shown(page: Page, texts: readonly string[]): Promise<string[]> {
  await page.evaluate((texts) => {
    const place = document.body.appendChild(document.createElement("div"));
    place.id = "shown";
    const put = (text: string) => {
      const made = document.createElement("template");
      made.innerHTML = text;
      const one = place.appendChild(document.createElement("div"));
      one.append(made.content);
      const again = place.appendChild(document.createElement("div"));
      again.innerHTML = one.innerHTML;
    };
    texts.forEach(put);
  }, texts);
  const found = await intruders(page);
  await page.evaluate(() => document.querySelector("#shown")?.remove());
  return found;
}
