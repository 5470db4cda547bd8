// What the first view of a page weighs over the wire, with everything that it loads: style, fonts, pictures, scripts.
// WebAssembly comes with the first touch; what it adds is told beside, and its own budget is kept by script/size-budget.

import { awake } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

/** The promise of the product: 100 kB. */
const budget = 100_000;

for (const [name, path] of [
  ["start page", "/"],
  ["board", "/vorschlaege"],
  ["proposal", "/vorschlaege/61"],
  ["form", ""],
] as const) {
  test(`the first view of the ${name} weighs at most 100 kB`, async ({ page, someoneElse }) => {
    const address = path === "" ? await freshDraft(someoneElse) : path;
    const session = await page.context().newCDPSession(page);
    const sizes = new Map<string, { url: string; bytes: number }>();
    await session.send("Network.enable");
    session.on("Network.requestWillBeSent", ({ requestId, request }) => sizes.set(requestId, { url: request.url, bytes: 0 }));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const entry = sizes.get(requestId);
      if (entry) entry.bytes = encodedDataLength;
    });
    const weigh = async () => {
      await page.evaluate(() => document.fonts.ready);
      await page.waitForLoadState("networkidle");
      const parts = [...sizes.values()].filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
      const table = parts.map(({ url, bytes }) => `${String(bytes).padStart(8)}  ${new URL(url).pathname}`).join("\n");
      return { total: parts.reduce((sum, { bytes }) => sum + bytes, 0), table };
    };

    await page.goto(address);
    // A browser tells of a pointer that rests where the page opened.
    await page.evaluate(() => dispatchEvent(new PointerEvent("pointermove")));
    const seen = await weigh();
    await awake(page);
    const touched = await weigh();
    console.log(`${name}: ${seen.total} bytes of ${budget}, ${touched.total} bytes with all of its islands\n${touched.table}`);
    expect(seen.total, `bytes of the ${name}:\n${seen.table}`).toBeLessThanOrEqual(budget);
    await expectAccessible(page);
  });
}

async function freshDraft(page: import("@playwright/test").Page): Promise<string> {
  await page.goto("/vorschlaege/neu");
  await page.getByRole("button", { name: "Vorschlag schreiben" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dein Vorschlag" })).toBeVisible();
  return page.url();
}
