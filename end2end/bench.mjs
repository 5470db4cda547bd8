// Measures the first view of pages in Chromium on the profile of a slow phone, what somebody does there, the start of a kiosk
// without a network, and editing at a desk: node bench.mjs ADDRESS CODE LINK, with the code of a kiosk that waits for its device
// and the link with which an editor sets a password. Prints JSON.

import { chromium } from "@playwright/test";
import { editing } from "./bench-editor.mjs";
import { kioskStarts } from "./bench-kiosk.mjs";
import { firstViews, slowness, spoiledView } from "./bench-pages.mjs";

const [base, code, link] = process.argv.slice(2);
const pages = [
  ["start page", "/"],
  ["board", "/vorschlaege"],
  ["proposal", "/vorschlaege/500"],
  ["search", "/vorschlaege?q=spielplatz"],
  ["form", "/vorschlaege/neu"],
];
const repeats = 3;

const options = {
  executablePath: process.env.CHROMIUM || undefined,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};
const browser = await chromium.launch(options);
const viewed = await firstViews(browser, base, pages, repeats);
const spoiled = await spoiledView(browser, base);
const edited = await editing(base, link, browser);
await browser.close();
// A tablet that stands upright.
const tablet = (profile) => chromium.launchPersistentContext(profile, { ...options, viewport: { width: 810, height: 1080 } });
const kiosk = await kioskStarts(base, code, tablet, { slowness, repeats });
console.log(JSON.stringify({ pages: viewed, spoiled, kiosk, editing: edited }));
