import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "@playwright/test";
import { axe, caret, opened, Stage } from "./browser";

const stage = new Stage();
const { server } = stage;

const context = stage.context.bind(stage);

/** Waits until the stand-in has it. */
async function stored(page: string, has: (bodies: string[]) => boolean): Promise<string[]> {
  const bodiesOf = (blocks: { body: string }[]) => blocks.map(({ body }) => body);
  return bodiesOf(await stage.stored(page, (blocks) => has(bodiesOf(blocks))));
}

const block = (page: Page, n: number) => page.locator(".edit-block").nth(n);
const said = (page: Page, words: string | RegExp) => page.locator(".edit-announce", { hasText: words }).waitFor({ state: "attached" });

test("a click in a block lets one type there at once, where one clicked", async () => {
  const page = await opened(await context(), server.address("click"));
  await page.evaluate(() => {
    const measured: number[] = [];
    Object.assign(window, { measured });
    addEventListener("click", () => {
      const began = performance.now();
      const look = () => (document.activeElement?.classList.contains("ProseMirror") ? measured.push(performance.now() - began) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    }, true);
  });
  for (let round = 0; round < 3; round++) {
    for (const n of [0, 1, 2, 3, 4, 6]) {
      await block(page, n).locator(".block :is(p, li)").first().click();
      await page.locator(".ProseMirror:focus").waitFor();
      await page.keyboard.press("Escape");
    }
  }
  const times = (await page.evaluate(() => (window as unknown as { measured: number[] }).measured)).sort((a, b) => a - b);
  console.log(`from click to typing, 18 times: median ${times[9]?.toFixed(0)} ms, slowest ${times.at(-1)?.toFixed(0)} ms`);
  // Others may use this machine, too: the quickest says what the editor takes.
  assert.ok((times[0] ?? Infinity) <= 100, String(times));
  await block(page, 1).locator("p").first().scrollIntoViewIfNeeded();
  const box = await block(page, 1).locator("p").first().boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + 2, box.y + box.height / 2);
  await page.keyboard.type("Hier: ");
  await page.keyboard.press("Escape");
  await stored("click", (bodies) => bodies[1]?.includes("\n\nHier: Im **Stadthafen** liegen") ?? false);
});

test("what a text lacks stands beside it while one writes", async () => {
  const page = await opened(await context(), server.address("hints"));
  const hints = block(page, 6).locator(".edit-warnings");
  await block(page, 6).locator("p").first().click();
  await page.locator(".ProseMirror:focus").waitFor();
  assert.equal(await hints.count(), 0);
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Partizipation hilft.");
  await hints.getByText("Fremdwort ohne Erklärung").waitFor();
  assert.ok(await page.locator(".ProseMirror:focus").count(), "nobody is interrupted");
  for (let letter = 0; letter < " Partizipation hilft.".length; letter++) await page.keyboard.press("Backspace");
  await hints.waitFor({ state: "detached" });
});

test("everything goes by keyboard, and is said", async () => {
  const page = await opened(await context(), server.address("keys"));
  await block(page, 0).getByRole("button", { name: "Bearbeiten" }).focus();
  await page.keyboard.press("Enter");
  await said(page, /Du schreibst jetzt in: Einleitung, Block 1 von 7/);
  await page.keyboard.type(" Neu");
  await page.keyboard.press("Alt+F10");
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Fett");
  await page.keyboard.press("Enter");
  await said(page, "Fett an");
  assert.equal(await page.getByRole("button", { name: "Fett" }).getAttribute("aria-pressed"), "true");
  await page.keyboard.type("und fett");
  await page.keyboard.press("Control+Enter");
  await said(page, "Gespeichert.");
  await stored("keys", ([first]) => first?.endsWith("ändert. Neu**und fett**") ?? false);
  // Down with the block, and away, and back.
  await page.keyboard.press("Alt+ArrowDown");
  await said(page, "Jetzt an Stelle 2 von 7.");
  await stored("keys", (bodies) => bodies[1]?.includes("und fett") ?? false);
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await said(page, /Gelöscht/);
  await stored("keys", (bodies) => bodies.length === 6);
  await page.keyboard.press("Control+z");
  await said(page, "Rückgängig gemacht.");
  await stored("keys", (bodies) => bodies.length === 7 && bodies[1]?.includes("und fett") === true);
});

test("whatever one does by keyboard is said", async () => {
  const page = await opened(await context(), server.address("said"));
  await block(page, 6).getByRole("button", { name: "Bearbeiten" }).focus();
  await page.keyboard.press("Enter");
  await caret(page, "Control+End");
  await page.keyboard.press("Control+b");
  await said(page, "Fett an");
  await page.keyboard.type(" fett");
  await page.keyboard.press("Control+z");
  await said(page, "Rückgängig gemacht.");
  await page.keyboard.press("Control+y");
  await said(page, "Wiederholt.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/t");
  await said(page, /Möglichkeiten/);
  await page.keyboard.press("ArrowDown");
  const chosen = await page.getByRole("option", { selected: true }).innerText();
  await said(page, chosen);
  await page.keyboard.press("Escape");
  for (let letter = 0; letter < 2; letter++) await page.keyboard.press("Backspace");
  await page.keyboard.type("/tabelle");
  await page.keyboard.press("Enter");
  await said(page, "Tabelle: fertig.");
  await page.keyboard.type("Ort");
  await page.keyboard.press("Alt+F10");
  await page.keyboard.press("End");
  const row = page.getByRole("button", { name: "Zeile dazu" });
  for (let step = 0; step < 20 && !(await row.evaluate((button) => button === document.activeElement)); step++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await said(page, "Zeile dazu: fertig.");
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Link" });
  await dialog.getByLabel("Adresse des Links").fill("/ziele");
  await page.keyboard.press("Enter");
  await said(page, "Link gesetzt.");
  await page.keyboard.press("Escape");
  await stored("said", (bodies) => bodies[6]?.includes("[/ziele](/ziele)") ?? false);
});

test("a slash inserts, and whole blocks can be put below", async () => {
  const page = await opened(await context(), server.address("slash"));
  await block(page, 6).locator("p").click();
  await caret(page, "Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/über");
  await said(page, /3 Möglichkeiten/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Drei");
  await page.keyboard.press("Enter");
  await page.keyboard.type("/tab");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ort");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Zahl");
  await page.keyboard.press("Escape");
  await stored("slash", (bodies) => /### Drei\n\n\| Ort \| Zahl \|\n\|---\|---\|/.test(bodies[6] ?? ""));
  await block(page, 0).hover();
  await block(page, 0).getByRole("button", { name: "Darunter einfügen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Hervorgehoben" }).click();
  await page.locator(".ProseMirror:focus").waitFor();
  await page.keyboard.type("Achtung, Stufe.");
  await page.keyboard.press("Escape");
  await stored("slash", (bodies) => bodies.length === 8 && bodies[1] === "Achtung, Stufe.");
  await page.reload();
  await block(page, 1).getByText("Achtung, Stufe.").waitFor();
});

test("undo reaches back over the whole visit, also in a text that was closed", async () => {
  const page = await opened(await context(), server.address("undo"));
  for (const word of ["Eins ", "Zwei "]) {
    await block(page, 6).locator("p").click();
    await caret(page, "Control+Home");
    await caret(page, "ArrowDown");
    await caret(page, "Home");
    await page.keyboard.type(word);
    await page.keyboard.press("Escape");
    await stored("undo", (bodies) => bodies[6]?.includes(word) ?? false);
  }
  await block(page, 6).locator("p").click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  await stored("undo", (bodies) => !bodies[6]?.includes("Eins") && !bodies[6]?.includes("Zwei"));
  const undo = page.getByRole("region", { name: "Seite bearbeiten" }).getByRole("button", { name: "Rückgängig" });
  await undo.click();
  await stored("undo", (bodies) => bodies[6]?.includes("Eins") === true && bodies[6].includes("Zwei"));
  await undo.click();
  await stored("undo", (bodies) => bodies[6]?.includes("Eins") === true && !bodies[6].includes("Zwei"));
});

test("undo reaches back behind a page that was loaded again: words, places, and what was taken away", async () => {
  const page = await opened(await context(), server.address("again"));
  const again = async () => {
    await page.reload();
    await page.locator("[data-ready]").waitFor();
  };
  const type = async (n: number, words: string) => {
    await block(page, n).locator("p").click();
    await caret(page, "Control+End");
    await page.keyboard.type(words);
  };
  await type(6, " Zuerst.");
  await page.keyboard.press("Escape");
  await stored("again", (bodies) => bodies[6]?.endsWith(" Zuerst.") ?? false);
  await block(page, 0).getByRole("button", { name: "Bearbeiten" }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await block(page, 3).hover();
  await block(page, 3).getByRole("button", { name: "Löschen" }).click();
  await stored("again", (bodies) => bodies.length === 6 && bodies[1]?.includes("am Wasser") === true);
  await page.locator(".edit-state", { hasText: "Alles gespeichert" }).waitFor();
  await again();
  // Nobody closes a text before a page is loaded again.
  await type(5, " Mittendrin");
  await again();
  await block(page, 5).getByText("Mittendrin").waitFor();
  const undo = page.getByRole("region", { name: "Seite bearbeiten" }).getByRole("button", { name: "Rückgängig" });
  await undo.click();
  await block(page, 5).getByText("Mittendrin").waitFor({ state: "detached" });
  await undo.click();
  await stored("again", (bodies) => bodies.length === 7 && bodies[3]?.includes("Ortsteile") === true);
  await block(page, 3).getByText("Ortsteile").waitFor();
  await undo.click();
  await stored("again", (bodies) => bodies[0]?.includes("am Wasser") === true);
  await undo.click();
  await stored("again", (bodies) => bodies[6]?.endsWith("stören müssen.") === true);
  assert.equal(await undo.getAttribute("aria-disabled"), "true");
  await page.locator(".edit-state", { hasText: "Alles gespeichert" }).waitFor();
  await again();
  assert.equal(await page.getByText("Mittendrin").count(), 0);
});

test("a long visit in one text is undone to its first word", async () => {
  const page = await opened(await context(), server.address("long"));
  await block(page, 0).locator("p").click();
  await caret(page, "Control+End");
  await page.keyboard.type(" Neu.");
  await caret(page, "Control+a");
  // Each is a step of its own, however quickly it follows.
  const steps = 130;
  for (let step = 0; step < steps; step++) await page.keyboard.press("Control+b");
  const writing = page.locator(".ProseMirror:focus");
  for (let step = 0; step < steps; step++) await page.keyboard.press("Control+z");
  assert.match(await writing.innerText(), /ändert\. Neu\.$/);
  await page.keyboard.press("Control+z");
  assert.match(await writing.innerText(), /ändert\.$/);
});

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style></head><body><!--StartFragment-->
<h1 style='color:#2F5496'>Titel<o:p></o:p></h1>
<p class=MsoNormal style='margin:0'><b style='mso-bidi-font-weight:normal'>Fett</b> und <span style='font-style:italic'>schräg</span> und <a href="javascript:alert(1)">böse</a><script>alert(2)</script></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>eins</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>zwei</p>
<table><tr><td colspan=1>Ort</td><td>Zahl</td></tr><tr><td>Bank</td><td>12</td></tr></table><img src="https://fremd.example/zaehler.gif" alt="x"><!--EndFragment--></body></html>`;

test("what comes from Word and the web is cleaned", async () => {
  const page = await opened(await context(), server.address("paste"));
  await page.evaluate(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener("securitypolicyviolation", (event) => refused.push(`${event.violatedDirective} ${event.sample}`));
  });
  const paste = (html: string) =>
    page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, html);
  await block(page, 6).locator("p").click();
  await caret(page, "Control+a");
  await paste(WORD);
  await page.keyboard.press("Escape");
  const [, , , , , , word] = await stored("paste", (bodies) => bodies[6]?.includes("Titel") ?? false);
  assert.equal(word, "## Titel\n\n**Fett** und *schräg* und böse\n\n- eins\n- zwei\n\n| Ort | Zahl |\n|---|---|\n| Bank | 12 |");
  await block(page, 0).locator("p").click();
  await caret(page, "Control+a");
  await paste('<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700;font-style:italic">Wichtig</span><span style="font-weight:400">: nur das</span></p></b>');
  await page.keyboard.press("Escape");
  await stored("paste", (bodies) => bodies[0] === "***Wichtig***: nur das");
  assert.deepEqual(await page.evaluate(() => (window as unknown as { refused: string[] }).refused), []);
});

test("blocks without a look of their own are written as source, with what comes of it beside", async () => {
  const page = await opened(await context(), server.address("source"));
  await block(page, 5).locator("h2").click();
  const source = page.getByRole("textbox", { name: /Quelltext von Kernziele/ });
  // What cannot be seen at the end is not stored, and no reason to save again and again.
  await source.fill("## Fünf Ziele\n\n");
  await block(page, 5).getByRole("heading", { name: "Fünf Ziele" }).waitFor();
  await page.getByRole("button", { name: "Fertig" }).click();
  await source.waitFor({ state: "detached" });
  await stored("source", (bodies) => bodies[5] === "## Fünf Ziele");
  await page.locator(".edit-state", { hasText: "Alles gespeichert" }).waitFor();
});

test("what the server does not take is said at the block, and stays", async () => {
  const page = await opened(await context(), server.address("refused"));
  await block(page, 6).locator("p").click();
  await page.keyboard.type(" VERBOTEN");
  await page.keyboard.press("Escape");
  await block(page, 6).getByText("Nicht gespeichert: Dieses Wort darf hier nicht stehen.").waitFor();
  await block(page, 6).getByText("VERBOTEN").first().waitFor();
  await said(page, /Text, Block 7 von 7: Nicht gespeichert: Dieses Wort darf hier nicht stehen\./);
});

for (const language of ["de", "en", "ls"]) {
  for (const [width, colorScheme] of [[1280, "light"], [390, "dark"]] as const) {
    test(`nothing stands in anybody's way: ${language}, ${width} px, ${colorScheme}`, async () => {
      const page = await opened(await context({ viewport: { width, height: 844 }, colorScheme, hasTouch: width < 500 }), server.address("axe", "Ada", language));
      const states: [string, () => Promise<unknown>][] = [
        ["closed", async () => {}],
        ["open", () => block(page, 1).locator("p").first().click()],
        ["slash", () => page.keyboard.type(" /")],
        ["source", async () => {
          await page.keyboard.press("Escape");
          await page.keyboard.press("Escape");
          await block(page, 5).locator("h2").click();
        }],
        ["dialog", async () => {
          await page.keyboard.press("Escape");
          await block(page, 0).locator(".edit-tool--insert").evaluate((button: HTMLElement) => button.click());
        }],
      ];
      for (const [name, reach] of states) {
        await reach();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name}: ${over} px too wide`);
        assert.deepEqual(await axe(page), [], name);
      }
    });
  }
}
