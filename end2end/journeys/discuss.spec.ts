// Discuss: comment, wait for the check, reply, sort.

import { type Page } from "@playwright/test";
import { comment, proposal, waiting } from "../support/contributions";
import { wegmarken } from "../support/server";
import { awake, choose, content, rareWord } from "../support/steps";
import { expect, expectAccessible, test } from "../support/test";

const text = (page: Page) => page.getByRole("textbox", { name: "Dein Beitrag" });
const send = (page: Page) => content(page).getByRole("button", { name: "Beitrag senden" });
const comments = (page: Page) => page.getByRole("region", { name: "Diskussion" }).locator("ol.comments > li");

test("a comment keeps its text through an error, waits for the check, is published, and gets a reply", async ({
  page,
  someoneElse,
  expected,
}) => {
  const { path } = await proposal({ title: `Ein Chor am ${rareWord()}` });
  const words = `Das wünsche ich mir seit Jahren, ${rareWord()}.`;
  await page.goto(path);
  await awake(page);

  expected.push("status of 422");
  await text(page).fill(words);
  await page.getByRole("textbox", { name: /^Name/ }).fill("Henrike");
  await send(page).click();
  const summary = page.getByRole("alert").filter({ hasText: "Eine Angabe fehlt noch oder passt nicht" });
  await expect(summary.getByRole("link", { name: /^Wähle/ })).toBeVisible();
  await expect(text(page)).toHaveValue(words);
  await expect(page.getByRole("textbox", { name: /^Name/ })).toHaveValue("Henrike");
  await awake(page);
  await expectAccessible(page);

  await choose(page, "Dafür");
  await send(page).click();
  await expect(content(page)).toContainText("Danke! Dein Beitrag ist angekommen.");
  await expect(comments(page)).toContainText([words]);
  await expect(comments(page)).toContainText(["Nur Du siehst diesen Beitrag."]);
  await awake(page);
  await expect(text(page)).toHaveValue("");
  await expectAccessible(page);
  await someoneElse.goto(path);
  await expect(someoneElse.getByText(words)).toHaveCount(0);

  wegmarken("moderation", "publish", "comment", waiting("comment", words));
  await someoneElse.reload();
  await awake(someoneElse);
  await expect(comments(someoneElse)).toContainText([words]);
  await someoneElse.getByRole("link", { name: "Antworten auf den Beitrag von Henrike" }).click();
  await expect(someoneElse.getByRole("heading", { name: "Antwort auf den Beitrag von Henrike" })).toBeVisible();
  await awake(someoneElse);
  const answer = `Ich singe mit, ${rareWord()}.`;
  await text(someoneElse).fill(answer);
  await choose(someoneElse, "Hinweis");
  await send(someoneElse).click();
  await expect(someoneElse.getByText(answer)).toBeVisible();
  await expectAccessible(someoneElse);

  wegmarken("moderation", "publish", "comment", waiting("comment", answer));
  await page.goto(path);
  await expect(comments(page)).toHaveCount(1);
  await expect(comments(page).locator("ol > li")).toContainText([answer]);
  await expectAccessible(page);
});

test("a comment that is sent twice counts once", { tag: "@once" }, async ({ page, baseURL }) => {
  const { path } = await proposal({ title: `Ein Ofen am ${rareWord()}` });
  const words = `Zweimal gedrückt, ${rareWord()}.`;
  await page.goto(path);
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Beitrag senden" }) });
  const target = await form.getAttribute("action");
  const id = await form.locator("input[name=einsendung]").inputValue();
  for (const _ of [1, 2]) {
    const answer = await page.request.post(target?.replace(/#.*/, "") ?? "", {
      headers: { origin: baseURL ?? "" },
      form: { einsendung: id, antwort: "", haltung: "against", text: words, name: "" },
    });
    expect(answer.status()).toBe(200);
  }
  await page.reload();
  await expect(page.getByText(words)).toHaveCount(1);
  expect(wegmarken("moderation", "list").split(words).length - 1).toBe(1);
  await expectAccessible(page);
});

test("comments are sorted by the newest or the oldest", { tag: "@once" }, async ({ page }) => {
  const on = await proposal({ title: `Ein Tor am ${rareWord()}` });
  const [first, second] = [`Zuerst ${rareWord()}.`, `Danach ${rareWord()}.`];
  await comment(on, first);
  await comment(on, second);
  await page.goto(on.path);
  await expect(comments(page)).toContainText([first, second]);
  const order = page.getByRole("navigation", { name: "Reihenfolge der Beiträge" });
  await order.getByRole("link", { name: "Neueste zuerst" }).click();
  await expect(comments(page)).toContainText([second, first]);
  await expect(order.getByRole("link", { name: "Neueste zuerst" })).toHaveAttribute("aria-current", "true");
  await order.getByRole("link", { name: "Älteste zuerst" }).click();
  await expect(comments(page)).toContainText([first, second]);
  await expectAccessible(page);
});

test("whoever wrote a comment comes back with its code and takes it back", async ({ page, someoneElse }) => {
  const { path } = await proposal({ title: `Ein Brettspielabend am ${rareWord()}` });
  const words = `Ich bringe ein Spiel mit, ${rareWord()}.`;
  await page.goto(path);
  await awake(page);
  await choose(page, "Hinweis");
  await text(page).fill(words);
  await send(page).click();
  const code = page.locator(".comment-receipt");
  await expect(code).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expectAccessible(page);

  await someoneElse.goto("/beleg");
  await someoneElse.getByRole("textbox", { name: "Code" }).fill(await code.innerText());
  await content(someoneElse).getByRole("button", { name: "Beleg öffnen" }).click();
  await expect(content(someoneElse)).toContainText(words);
  await expectAccessible(someoneElse);
  await someoneElse.getByRole("link", { name: "Beitrag zurückziehen" }).click();
  await expectAccessible(someoneElse);
  await someoneElse.getByRole("button", { name: "Ja, zurückziehen" }).click();
  await expect(content(someoneElse)).toContainText("Du hast Deinen Beitrag zurückgezogen.");
  await page.goto(path);
  await expect(page.getByText(words)).toHaveCount(0);
});
