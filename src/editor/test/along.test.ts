// What goes along with a block, and files that are dragged or pasted onto a page: in Chromium, against the stand-in.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, Stage } from "./browser";

const KEY = "0".repeat(32);
const stage = new Stage();

const start = (name: string) => stage.open(name);

const stored = stage.stored.bind(stage);

const block = (page: Page, n: number) => page.locator(".edit-block").nth(n);

/** As if somebody let a file go over a block, or pasted it there. */
async function hand(page: Page, n: number, event: "drop" | "paste", name: string, type: string): Promise<void> {
  await block(page, n).evaluate((element, { event, name, type }) => {
    const data = new DataTransfer();
    data.items.add(new File(["Punkte"], name, { type }));
    const init = { bubbles: true, cancelable: true };
    element.dispatchEvent(event === "drop" ? new DragEvent("drop", { ...init, dataTransfer: data }) : new ClipboardEvent("paste", { ...init, clipboardData: data }));
  }, { event, name, type });
}

test("a film in sign language is put beside a text, which is written on without seeing it, and taken away", async () => {
  const page = await start("along");
  await block(page, 0).hover();
  await block(page, 0).getByRole("button", { name: "Gebärdensprache und Vorlesen" }).click();
  const dialog = page.getByRole("dialog", { name: "Gebärdensprache und Vorlesen" });
  const chooser = dialog.getByLabel("Film oder Aufnahme");
  await chooser.setInputFiles({ name: "a.exe", mimeType: "video/mp4", buffer: Buffer.from("MZ") });
  await dialog.getByText("Das ist keine Datei, die wir annehmen.").waitFor();
  await chooser.setInputFiles({ name: "a.mp4", mimeType: "video/mp4", buffer: Buffer.from("Film") });
  await dialog.getByText("Ein Film in Gebärdensprache gehört dazu.").waitFor();
  assert.deepEqual(await axe(page), []);
  await stored("along", ([first]) => first?.body.startsWith(`Gebärdensprache: ${KEY}\n\nRostock liegt`) ?? false);
  await dialog.getByRole("button", { name: "Schließen" }).click();

  await block(page, 0).locator("p", { hasText: "Rostock liegt" }).click();
  const writing = page.locator(".ProseMirror:focus");
  await writing.waitFor();
  assert.ok(!(await writing.innerText()).includes(KEY));
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Neu.");
  await page.keyboard.press("Escape");
  await stored("along", ([first]) => first?.body.startsWith(`Gebärdensprache: ${KEY}\n\nRostock liegt`) === true && first.body.endsWith(" Neu."));

  await block(page, 0).getByRole("button", { name: "Gebärdensprache und Vorlesen" }).click();
  await dialog.getByRole("button", { name: "Film wegnehmen" }).click();
  await stored("along", ([first]) => first?.body.startsWith("Rostock liegt") === true && first.body.endsWith(" Neu."));
});

test("a picture that is dragged onto a block stands below it and asks for its words", async () => {
  const page = await start("drop");
  await hand(page, 0, "drop", "hafen.jpg", "image/jpeg");
  // What it needs now is asked for.
  await page.getByLabel("Alternativtext").press("Escape");
  await stored("drop", (blocks) => blocks.length === 8 && (blocks[1]?.body.startsWith(`Bild: ${KEY}\nAlternativtext:`) ?? false));
});

test("a pasted picture too, and a document becomes a block of files", async () => {
  const page = await start("paste");
  await hand(page, 1, "paste", "hafen.jpg", "image/jpeg");
  await page.getByLabel("Alternativtext").press("Escape");
  await hand(page, 0, "drop", "plan.pdf", "application/pdf");
  await stored("paste", (blocks) => blocks[1]?.kind === "files" && blocks[1].body === `Datei: ${KEY} plan.pdf` && blocks[3]?.kind === "image");
});

test("a recording goes along with the block onto which it is dragged", async () => {
  const page = await start("record");
  await hand(page, 0, "drop", "text.mp3", "audio/mpeg");
  await stored("record", ([first]) => first?.body.startsWith(`Vorlesen: ${KEY}\n\nRostock`) ?? false);
});

test("what is not taken says why where it was let go, and can be tried again", async () => {
  const page = await start("refused");
  await hand(page, 0, "drop", "programm.exe", "application/x-msdownload");
  const note = block(page, 0).locator('[data-note="brought"]');
  await note.getByText("programm.exe: Das ist keine Datei, die wir annehmen.").waitFor();
  assert.deepEqual(await axe(page), []);
  await note.getByRole("button", { name: "Schließen" }).click();
  await note.waitFor({ state: "detached" });
  const { order } = await stage.server.draft("refused");
  assert.equal(order.length, 7);
});
