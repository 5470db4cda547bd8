import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

// A Firefox of this machine, which the tests start themselves (firefox/bidi.ts), in front of the server of the journeys.
export default defineConfig({
  testDir: "firefox",
  outputDir: "test-results/firefox",
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  webServer: journeys.webServer,
});
