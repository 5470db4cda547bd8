import { defineConfig, devices } from "@playwright/test";
import { headless } from "./support/browser";
import { database, mailbox, origin, port, service } from "./support/server";

const desk = { viewport: { width: 1280, height: 900 } };

// What people do runs in all three projects. What would find the same again runs where it is cheapest, which is with
// scripts; a file of such journeys stands here, a single one carries a tag.
const files = (...names: string[]) => names.map((name) => `**/${name}.spec.ts`);

/**
 * `@once`: all projects get the same document from the server, or the same script does the same in each. The sweeps are the
 * eyes for every width and language.
 */
const onceForAll = files("*sweep", "weight", "hostile", "outbox", "kiosk*", "push", "draft-offline", "paper");

/** `@desk`: work of the city's staff, whose pages the sweep looks at as narrow as a phone, or work with keys that a phone has not. */
const atADesk = files("keyboard*", "along", "blocks", "boards", "desk", "film", "page-languages", "page-tree", "page-units");

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results/artefacts",
  // One server and one database for all: the journeys keep out of each other's way by what they write, not by order.
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A machine that builds and tests at once can starve a browser; a second failure is one of ours, and the report names
  // what passed only at the second try.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { open: "never", outputFolder: "playwright-report" }]],
  use: {
    baseURL: origin,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    // A record holds the document before and after each step, which takes as long as the steps do: where a failure is
    // tried again, that one is recorded.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    // The worker answers in the place of the network; the journeys of the outbox have one, and a profile of their own.
    serviceWorkers: "block",
    launchOptions: headless,
  },
  projects: [
    { name: "js", use: { ...devices["Desktop Chrome"], ...desk } },
    {
      name: "no-js",
      use: { ...devices["Desktop Chrome"], ...desk, javaScriptEnabled: false },
      testIgnore: onceForAll,
      grepInvert: /@once/,
    },
    {
      name: "mobile",
      // Its screen has seven times the dots, which only are more to paint: nobody looks at them.
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
      testIgnore: [...onceForAll, ...atADesk],
      grepInvert: /@once|@desk/,
    },
  ],
  webServer: [
    {
      command: "node support/service.mjs",
      url: `${service}/.well-known/openid-configuration`,
      reuseExistingServer: !process.env.CI,
      env: { SERVICE_PORT: String(port + 1), SERVICE_RETURN: `${origin}/anmelden/oidc/zurueck` },
    },
    {
      command: "bash support/serve.sh",
      url: `http://127.0.0.1:${port}/readyz`,
      reuseExistingServer: !process.env.CI,
      timeout: 120_000,
      stdout: "pipe",
      env: {
        DATABASE_URL: database,
        WEGMARKEN_MAIL: `folder:${mailbox}`,
        WEGMARKEN_ADDR: `127.0.0.1:${port}`,
        WEGMARKEN_BASE_URL: origin,
        WEGMARKEN_OIDC_ISSUER: service,
        WEGMARKEN_OIDC_CLIENT_ID: "wegmarken",
        WEGMARKEN_OIDC_CLIENT_SECRET: "nur-fuer-die-tests",
        WEGMARKEN_OIDC_LABEL: "Stadt-Anmeldung",
        // The push service of the journeys is on this machine.
        WEGMARKEN_PUSH_LOCAL: "true",
      },
    },
  ],
});
