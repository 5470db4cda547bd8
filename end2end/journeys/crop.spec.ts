// Which part of a picture visitors see: with scripts by a frame that lies over it, without by the fields of the form.

import { type Locator, type Page } from "@playwright/test";
import { photograph } from "../support/picture";
import { staff } from "../support/staff";
import { content, rareWord } from "../support/steps";
import { expect, expectAccessible, picture, test } from "../support/test";

const blocks = (page: Page) => page.locator(".edit-block");
const bar = (page: Page) => page.getByRole("region", { name: "Seite bearbeiten" });

/** Each project has a page of its own: a draft is one for all who edit. */
function address(): string {
  return test.info().project.name === "js" ? "/leichte-sprache" : "/gebaerdensprache";
}

/** A hand holds the frame in its middle and takes it far to the right. */
async function pullToTheRight(page: Page, frame: Locator): Promise<void> {
  await frame.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const { x, y, width, height } = (await frame.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width, y + height / 2);
  await page.mouse.move(x + 2 * width, y + height / 2);
  await page.mouse.up();
}

async function byFrame(page: Page, alt: string): Promise<void> {
  await page.locator("[data-ready]").waitFor();
  await blocks(page).first().hover();
  await blocks(page).first().locator(".edit-tool--insert").evaluate((button: HTMLElement) => button.click());
  await page.getByRole("dialog").getByRole("button", { name: "Bild", exact: true }).click();
  await page.getByLabel("Datei hochladen").setInputFiles(photograph());
  await page.getByLabel("Alternativtext").fill(alt);
  // The photograph is 3:2. A corner that comes in makes it 4:3 and leaves the left edge where it is.
  const frame = page.getByRole("slider", { name: "Ausschnitt verschieben" });
  await page.getByRole("slider", { name: "Form, Ecke unten rechts" }).press("ArrowLeft");
  const is = (words: string) => expect(frame).toHaveAttribute("aria-valuetext", words);
  await is("Quer 4:3, 0 % von links");
  await frame.press("ArrowRight");
  await frame.press("Shift+ArrowRight");
  await expect(page.locator(".edit-announce", { hasText: "Quer 4:3, 11 % von links" })).toBeAttached();
  await expectAccessible(page);
  await picture(page, "crop");
  await pullToTheRight(page, frame);
  await is("Quer 4:3, 100 % von links");
  await bar(page).getByRole("button", { name: "Rückgängig" }).click();
  await is("Quer 4:3, 11 % von links");
  await page.getByRole("button", { name: "Quadrat 1:1" }).click();
  await frame.press("Home");
  await frame.press("Shift+ArrowRight");
  await frame.press("ArrowRight");
  await is("Quadrat 1:1, 11 % von links");
  await page.keyboard.press("Escape");
  await expect(bar(page).getByText("Alles gespeichert")).toBeVisible();
}

async function byFields(page: Page, alt: string): Promise<void> {
  await page.getByRole("link", { name: "Block einfügen" }).click();
  await content(page).getByLabel("Art des Blocks").selectOption("Bild");
  await content(page).getByRole("button", { name: "Block einfügen" }).click();
  await content(page).getByLabel("Alternativtext").fill(alt);
  await content(page).getByLabel("Ausschnitt", { exact: true }).selectOption("Quadrat 1:1");
  await content(page).getByLabel("Lage des Ausschnitts von links").fill("elf");
  await content(page).getByLabel("Datei").setInputFiles(photograph());
  await content(page).getByRole("button", { name: "Hochladen und einsetzen" }).click();
  await content(page).getByRole("button", { name: "Speichern" }).click();
  // What was typed stands there, and how to mend it.
  await expect(content(page).getByRole("alert").getByRole("link", { name: /ganze Zahl von 0 bis 100/ })).toBeVisible();
  await expect(content(page).getByLabel("Lage des Ausschnitts von links")).toHaveValue("elf");
  await expectAccessible(page);
  await content(page).getByLabel("Lage des Ausschnitts von links").fill("11");
  await content(page).getByRole("button", { name: "Vorschau" }).click();
  await expect(content(page).locator(".picture-block img.crop--square")).toBeVisible();
  await content(page).getByRole("button", { name: "Speichern" }).click();
}

test("an editor crops a picture, and visitors see that part", { tag: "@desk" }, async ({ page, scripts, someoneElse, expected }) => {
  test.slow();
  // Where a field is filled in wrong on the way.
  expected.push("status of 422");
  const alt = `Steg ${rareWord()}`;
  await staff(page, "editor");
  await page.goto(`${address()}?bearbeiten`);
  await expect(blocks(page).first()).toBeVisible();
  await (scripts ? byFrame(page, alt) : byFields(page, alt));
  await page.goto(`${address()}?bearbeiten`);
  await page.getByRole("link", { name: "Veröffentlichen" }).click();
  await content(page).getByRole("button", { name: "Jetzt veröffentlichen" }).click();

  await someoneElse.goto(address());
  const seen = content(someoneElse).getByRole("img", { name: alt });
  await expect(seen).toHaveClass("picture-block__image crop crop--square crop--tens-1 crop--ones-1");
  await expect(seen).toHaveCSS("object-position", "11% 11%");
  await expect.poll(() => seen.evaluate((image: HTMLElement) => Math.round(image.offsetWidth - image.offsetHeight))).toBe(0);
  await expectAccessible(someoneElse);
});
