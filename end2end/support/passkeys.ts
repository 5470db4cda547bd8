// A device that makes passkeys, as Chromium plays it: it has one person, whose finger is always right.

import { type Page } from "@playwright/test";

export type Device = {
  /** The person's finger is another one's from now on, or theirs again. */
  isRight: (right: boolean) => Promise<void>;
  /** How many passkeys are on it. */
  passkeys: () => Promise<number>;
};

export async function device(page: Page): Promise<Device> {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send("WebAuthn.enable");
  const { authenticatorId } = await chromium.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    isRight: async (right) => void (await chromium.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: right })),
    passkeys: async () => (await chromium.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}
