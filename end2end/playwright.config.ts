import { defineConfig, devices } from "@playwright/test";
import { database, mailbox, origin, port, service } from "./support/server";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const desk = { viewport: { width: 1280, height: 900 } };

/** Where all projects get the same documents and files, one looks at them. */
const onceForAll = [/sweep/, /weight/, /outbox/, /kiosk/, /push/];

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
    trace: "retain-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    // The worker answers in the place of the network; the journeys of the outbox have one, and a profile of their own.
    serviceWorkers: "block",
    launchOptions: { executablePath: process.env.CHROMIUM || undefined, args: flags },
  },
  projects: [
    { name: "js", use: { ...devices["Desktop Chrome"], ...desk } },
    {
      name: "no-js",
      use: { ...devices["Desktop Chrome"], ...desk, javaScriptEnabled: false },
      // Nothing runs in a page that has no network, and nothing more is loaded than with scripts.
      testIgnore: [...onceForAll, /draft-offline/],
    },
    {
      name: "mobile",
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } },
      // A phone has no Tab key.
      testIgnore: [...onceForAll, /keyboard/],
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
