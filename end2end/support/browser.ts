// The browser of the journeys, as script/env.sh finds it, and how each browser is started.

export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** With everything that a desktop has, messages of the system among it. */
export const whole = { executablePath: process.env.CHROMIUM || undefined, args: flags };

/** Without a desktop: the same pages in less time. */
export const headless = { ...whole, executablePath: process.env.HEADLESS_SHELL || whole.executablePath };
