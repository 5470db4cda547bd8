// A film from the fields of its form to the one click that starts it, with its captions, and with nothing asked for before.

import { type Page } from "@playwright/test";
import { photograph } from "../support/picture";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

/** Each project has a page of its own: a draft is one for all who edit. */
function address(): string {
  return test.info().project.name === "js" ? "/themen" : "/impressum";
}

/** One frame of eight by eight points, a second long. */
const film = {
  name: "hafen.webm",
  mimeType: "video/webm",
  buffer: Buffer.from(
    "GkXfo0AgQoaBAUL3gQFC8oEEQvOBCEKCQAR3ZWJtQoeBAkKFgQIYU4BnQI0VSalmQCgq17FAAw9CQE2AQAZ3aGFtbXlXQUAGd2hhbW15RIlACECPQAAAAAAAFlSua0AxrkAu14EBY8WBAZyBACK1nEADdW5khkAFVl9WUDglhohAA1ZQOIOBAeBABrCBCLqBCB9DtnVAIueBAKNAHIEAAIAwAQCdASoIAAgAAUAmJaQAA3AA/vz0AAA=",
    "base64",
  ),
};
const captions = { name: "hafen.vtt", mimeType: "text/vtt", buffer: Buffer.from("WEBVTT\n\n00:00.000 --> 00:01.000\nMoin aus dem Hafen.\n") };

/** Everything by plain forms, which are there with and without a script. */
async function publish(page: Page, title: string): Promise<void> {
  await page.goto(`${address()}?bearbeiten`);
  const id = await page.locator("[data-edit-page]").getAttribute("data-edit-page");
  await page.goto(`/bearbeiten/${id}/neu?art=video`);
  await content(page).getByLabel("Titel des Films").fill(title);
  await expectAccessible(page);
  await content(page).getByRole("button", { name: "Block einfügen" }).click();
  const held = content(page).getByRole("group", { name: "Hochgeladen" });
  for (const [file, box] of [
    [film, "Film wegnehmen"],
    [captions, "Untertitel wegnehmen"],
    [photograph(), "Vorschaubild wegnehmen"],
  ] as const) {
    await content(page).getByLabel("Datei", { exact: true }).setInputFiles(file);
    await content(page).getByRole("button", { name: "Hochladen und einsetzen" }).click();
    await expect(held.getByRole("checkbox", { name: box })).toBeVisible();
    await expect(content(page).getByLabel("Titel des Films")).toHaveValue(title);
  }
  await expectAccessible(page);
  await picture(page, "film-form");
  await content(page).getByRole("button", { name: "Speichern" }).click();
  await page.goto(`/bearbeiten/${id}/veroeffentlichen`);
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();
}

test("a film behind its picture plays at one click or key, with its captions, and asks for nothing before", async ({ page, scripts, someoneElse }) => {
  test.slow();
  const title = `Der Hafen, ${rareWord()}`;
  await staff(page, "editor");
  await publish(page, title);

  const asked: string[] = [];
  const isOf = (type: string) => () => asked.includes(type);
  someoneElse.on("request", (request) => ["media", "texttrack"].includes(request.resourceType()) && asked.push(request.resourceType()));
  await someoneElse.goto(address());
  const shown = content(someoneElse).locator("figure.film", { hasText: title });
  const player = shown.locator("video");
  const watch = shown.locator("summary");
  await watch.scrollIntoViewIfNeeded();
  await expect(player).toBeHidden();
  await expectAccessible(someoneElse);
  expect(asked, "before the click").toEqual([]);
  if (!scripts) {
    await watch.click();
    await expect(player).toBeVisible();
    await expect(shown.getByRole("link", { name: /^Video herunterladen/ })).toBeVisible();
    return expect(asked, "the player has its own button").toEqual([]);
  }

  const started = () => player.evaluate((film: HTMLVideoElement) => !film.paused || film.ended);
  const mode = () => player.evaluate((film: HTMLVideoElement) => film.textTracks[0]?.mode);
  await watch.focus();
  await someoneElse.keyboard.press("Enter");
  await expect(player).toBeFocused();
  await expect.poll(started).toBe(true);
  await expect.poll(isOf("media")).toBe(true);
  await expect.poll(isOf("texttrack")).toBe(true);
  expect(await mode()).toBe("showing");
  await expectAccessible(someoneElse);
  await picture(someoneElse, "film-plays");

  await someoneElse.reload();
  await watch.click();
  await expect(player).toBeFocused();
  await expect.poll(started).toBe(true);
  // Whoever switches captions off has them off when the film goes on.
  const goOn = (film: HTMLVideoElement) =>
    new Promise<void>((resolve) => {
      const [track] = film.textTracks;
      if (track) track.mode = "disabled";
      film.pause();
      film.addEventListener("play", () => resolve(), { once: true });
      film.play().catch(() => undefined);
    });
  await player.evaluate(goOn);
  expect(await mode()).toBe("disabled");
  await watch.click();
  await expect(player).toBeHidden();
  expect(await player.evaluate((film: HTMLVideoElement) => film.paused)).toBe(true);
});
