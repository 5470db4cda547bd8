// What the content security policy had to stop: a page of ours never needs it to.

import { type BrowserContext } from "@playwright/test";

const SIGN = "Content Security Policy";

/**
 * Notes it from every page of this context. The event says what it was; without scripts, and before any script of ours, the
 * browser says so itself on the console.
 */
export async function policed(context: BrowserContext, stopped: string[]): Promise<void> {
  context.on("console", (message) => {
    if (message.text().includes(SIGN)) stopped.push(`${message.page()?.url()}: ${message.text()}`);
  });
  await context.addInitScript((sign) => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      console.error(`${sign}: ${violatedDirective} stopped ${blockedURI} ${sample}`),
    );
  }, SIGN);
}
