// News on a device: from the button, through an encrypted message, to what the browser shows. Only the way between the
// push service of a browser's maker and the browser itself is bridged, by the browser's own tools for developers.

import { whole } from "../support/browser";
import { comment, proposal } from "../support/contributions";
import { PushService } from "../support/push-service";
import { origin, port } from "../support/server";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

// The browser without a desktop shows no messages.
test.use({ serviceWorkers: "allow", launchOptions: whole });

test("whoever switches messages on is told on the device that there is news, and not what", async ({ page, context }) => {
  const service = new PushService(port + 30 + test.info().parallelIndex);
  await service.start();
  await context.grantPermissions(["notifications"], { origin });
  // Without a maker's push service there is no subscription: the browser gets the one of ours.
  await page.addInitScript((made) => {
    const subscription = {
      ...made,
      toJSON: () => made,
      unsubscribe: async () => {
        localStorage.removeItem("subscribed");
        return true;
      },
    };
    PushManager.prototype.getSubscription = async () => (localStorage.getItem("subscribed") ? subscription : null) as never;
    PushManager.prototype.subscribe = async (options) => {
      // Ours alone may send: the key of the server.
      if ((options?.applicationServerKey as Uint8Array | undefined)?.length !== 65) throw new Error("no key");
      localStorage.setItem("subscribed", "yes");
      return subscription as never;
    };
  }, service.subscription());
  const devtools = await context.newCDPSession(page);
  const registration = new Promise<string>((known) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${origin}/` && !isDeleted);
      if (ours) known(ours.registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");

  const made = await proposal({ title: `Eine Bank am ${rareWord()}` });
  await page.goto(made.path);
  await page.getByRole("button", { name: "Diesen Vorschlag verfolgen" }).click();
  await expect(page.getByRole("region", { name: "Verfolgen" })).toContainText("Du verfolgst diesen Vorschlag.");
  await page.goto("/neuigkeiten/einstellungen");
  const here = page.getByRole("region", { name: "Mitteilungen auf diesem Gerät" });
  await here.getByRole("button", { name: "Mitteilungen einschalten" }).click();
  const off = here.getByRole("button", { name: "Mitteilungen ausschalten" });
  await expect(off).toBeVisible();
  await expectAccessible(page);

  await comment(made, "Dort wäre Schatten, und die Bahn hält gleich daneben.");
  await expect.poll(() => service.messages.length, { timeout: 20_000 }).toBe(1);
  const [message] = service.messages;
  expect(message).not.toContain(made.title);

  await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId: await registration, data: message ?? "" });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration("/");
      const shown = (await registration?.getNotifications()) ?? [];
      return shown.map(({ title, body, lang, data }) => ({ title, body, lang, path: data.path }));
    });
  await expect.poll(shown).toEqual([{ title: "Wegmarken", body: "Es gibt Neuigkeiten für Dich.", lang: "de", path: "/neuigkeiten" }]);
  await page.goto("/neuigkeiten");
  await expect(content(page)).toContainText(made.title);

  await page.goto("/neuigkeiten/einstellungen");
  await off.click();
  await expect(here.getByRole("button", { name: "Mitteilungen einschalten" })).toBeVisible();
  await comment(made, "Und wer wartet, der sitzt dann auch bei Regen trocken.");
  await page.goto("/neuigkeiten");
  await expect.poll(async () => (await page.reload(), content(page).getByText("Neuer Beitrag in der Diskussion").count())).toBe(2);
  expect(service.messages).toHaveLength(1);
  await service.stop();
});

test("a browser that was told no says so, and how to mend it", async ({ page, context }) => {
  await context.clearPermissions();
  await page.goto("/neuigkeiten/einstellungen");
  const here = page.getByRole("region", { name: "Mitteilungen auf diesem Gerät" });
  await here.getByRole("button", { name: "Mitteilungen einschalten" }).click();
  await expect(here.getByRole("status")).toHaveText("Dein Browser lässt keine Mitteilungen zu. Das änderst Du in seinen Einstellungen.");
  await expect(here.getByRole("button", { name: "Mitteilungen einschalten" })).toBeVisible();
});
