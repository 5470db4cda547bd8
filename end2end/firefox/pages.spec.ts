// Every public page in every language in Firefox: its policy has nothing to stop, no script fails, the islands wake, and nobody
// else is asked for anything. And one tap that counts.

import { test as base, expect } from "@playwright/test";
import { ofEverybody } from "../support/pages";
import { origin, port } from "../support/server";
import { prefixes } from "../support/sweep";
import { type Firefox, SIGN, startFirefox } from "./bidi";

const test = base.extend<object, { firefox: Firefox }>({
  firefox: [
    async ({}, use) => {
      const firefox = await startFirefox(process.env.FIREFOX ?? "firefox", origin);
      await use(firefox);
      await firefox.stop();
    },
    { scope: "worker" },
  ],
});

/** Run in the page: moves a little, as people do, and tells how many islands sleep on after it. Heavy ones are brought near. */
const wake = `(async () => {
  const asleep = () => document.querySelectorAll("leptos-island:not([data-awake]):not([data-wake=typed] leptos-island)").length;
  dispatchEvent(new Event("pointermove"));
  document.querySelectorAll("[data-wake=near]").forEach((part) => part.scrollIntoView());
  for (const end = Date.now() + 15_000; asleep() && Date.now() < end; ) await new Promise((done) => setTimeout(done, 50));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return asleep();
})()`;

for (const { name, path, status = 200 } of ofEverybody) {
  test(`${name}: nothing has to be stopped, and nothing fails`, async ({ firefox }) => {
    for (const prefix of prefixes) {
      const address = prefix + (path === "/" && prefix !== "" ? "" : path);
      firefox.told();
      expect(await firefox.open(origin + address), address).toBe(status);
      expect(await firefox.evaluate(wake), `islands that sleep at ${address}`).toBe(0);
      expect(firefox.told(), address).toEqual([]);
    }
  });
}

test("a tap on the support of a proposal counts", async ({ firefox }) => {
  firefox.told();
  await firefox.open(`${origin}/vorschlaege/61`);
  await firefox.evaluate(wake);
  await firefox.click(".support__button");
  await expect.poll(() => firefox.evaluate("document.querySelector('#unterstuetzen').innerText")).toContain("Danke! Deine Unterstützung zählt.");
  await firefox.open(`${origin}/vorschlaege/61`);
  expect(await firefox.evaluate("document.querySelector('.support__button').ariaPressed")).toBe("true");
  expect(firefox.told()).toEqual([]);
});

test("it is noticed when the policy stops something, when a script fails, and when somebody else is asked", async ({ firefox }) => {
  await firefox.open(`${origin}/`);
  firefox.told();
  await firefox.evaluate(`document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" }))`);
  await firefox.evaluate(`void setTimeout(() => { throw new Error("on purpose") })`);
  await firefox.evaluate(`document.body.append(Object.assign(document.createElement("a"), { href: "http://127.0.0.1:${port}/", className: "elsewhere" }))`);
  await firefox.evaluate(`new Promise((done) => setTimeout(done, 200))`);
  const told = firefox.told();
  expect(told.filter((line) => line.includes(SIGN))).toHaveLength(1);
  expect(told.filter((line) => line.includes("on purpose"))).toHaveLength(1);
  expect(await firefox.evaluate("'ran' in window")).toBe(false);
  // A link is the one way to others that no policy closes; by this name the server is somebody else.
  await firefox.evaluate(`document.querySelector(".elsewhere").click()`);
  await expect.poll(() => firefox.told().filter((line) => line.startsWith("third party"))).not.toEqual([]);
});
