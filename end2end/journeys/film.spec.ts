// A film on a page of the city, from an editor's draft, as visitors get it.

import { randomUUID } from "node:crypto";
import { type Page } from "@playwright/test";
import { photograph } from "../support/picture";
import { between, documentAt } from "../support/requests";
import { origin } from "../support/server";
import { staff } from "../support/staff";
import { content } from "../support/steps";
import { expect, test } from "../support/test";

/** As much of a film as the server looks at; there is nothing in it to be seen. */
function film(): Buffer {
  const box = (name: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length + 8);
    head.write(name, 4, "latin1");
    return Buffer.concat([head, content]);
  };
  const moov = box("moov", box("mvhd", Buffer.from("kopf")));
  return Buffer.concat([box("ftyp", Buffer.from("isommp42")), moov, box("mdat", Buffer.from("bilder"))]);
}

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The text of the block with this file in it. */
async function bring(page: Page, desk: string, art: string, text: string, datei: File): Promise<string> {
  const answer = await page.request.post(`${desk}/medien`, { multipart: { art, text, datei }, headers: { origin } });
  return ((await answer.json()) as { body: string }).body;
}

test("one click on its picture plays a film with its captions, and nothing is fetched before @once", async ({ page }) => {
  await staff(page, "editor");
  const draft = between(await documentAt(page, "/impressum?bearbeiten"), 'data-edit-page="', '"');
  const desk = `/bearbeiten/${draft}`;
  const picture = (await bring(page, desk, "image", "", photograph())).split(/\s+/)[1];
  const captions = Buffer.from("WEBVTT\n\n00:00.000 --> 00:01.000\nMoin");
  let body = await bring(page, desk, "video", `Vorschaubild: ${picture}`, { name: "a.mp4", mimeType: "video/mp4", buffer: film() });
  body = await bring(page, desk, "video", body, { name: "a.vtt", mimeType: "text/vtt", buffer: captions });
  const block = { save: randomUUID(), key: randomUUID(), kind: "video", body, after: null };
  const inserted = await page.request.post(`${desk}/bloecke`, { data: block, headers: { origin } });
  expect(inserted.status()).toBe(201);

  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${desk}/ansicht`);
  const [, key] = /Video: (\S+)/.exec(body) ?? [];
  const [, words] = /Untertitel: (\S+)/.exec(body) ?? [];
  const player = content(page).locator("video");
  await expect(content(page).getByText("Video ansehen")).toBeVisible();
  expect(asked.filter((path) => path.includes(key!) || path.includes(words!))).toEqual([]);
  await content(page).locator("summary", { has: page.locator(".film__poster") }).press("Enter");
  await expect.poll(() => asked.some((path) => path.includes(key!)) && asked.some((path) => path.includes(words!))).toBe(true);
  await expect(player).toBeFocused();
  const told = await player.evaluate((film: HTMLVideoElement) => [film.paused, film.textTracks[0]?.mode]);
  expect(told).toEqual([false, "showing"]);
});
