import assert from "node:assert/strict";
import { test } from "node:test";

import { Site, html, redirected } from "./site.js";
import { LONGEST } from "../bytes.js";
import { givenBack, unsent } from "../unsent.js";

const SURVEY = "/umfragen/wege";
const ANSWERS = { einsendung: "0123456789abcdef0123456789abcdef", "frage-0": "2", "frage-1": 'Mehr "Bänke"\n<am> Hafen & Strand' };
const WORDS = { unsent: "Nicht gesendet", unsent_lead: "Sende es hier", unsent_again: "Noch einmal", unsent_reload: "Lade neu", unsent_text: "Dein Text", long: "", long_lead: "", long_text: "" };

/** A site whose shell is a page. */
async function installed() {
  const site = new Site();
  const shell = await site.caches.open("wegmarken-shell-2");
  for (const path of ["/ohne-netz", "/ls/ohne-netz"])
    await shell.put(`https://x.example${path}`, new Response(`<header>${path}</header><main id="inhalt">alt</main><footer>`, { headers: { "content-length": "9" } }));
  return site;
}

test("a form for which nobody answers comes back as a page that has all of it, and says that it was not sent", async () => {
  const site = await installed();
  const answer = await site.send(`${SURVEY}?von=start`, ANSWERS);
  const page = await answer.text();
  assert.deepEqual([answer.status, answer.headers.get("content-length")], [503, null]);
  assert.match(page, /^<header>\/ohne-netz<\/header><main id="inhalt"><div.*<h1>Nicht gesendet<\/h1>.*Sende es hier.*<\/div><\/main><footer>$/s);
  assert.ok(page.includes(`<form method="post" action="${SURVEY}?von=start">`));
  assert.ok(page.includes('<textarea name="frage-1" hidden>\nMehr &#34;Bänke&#34;\n&#60;am&#62; Hafen &#38; Strand</textarea>'), page);
  assert.ok(page.includes('name="einsendung"') && page.includes('name="frage-0"') && !page.includes("alt</main>"));
  assert.match(await (await site.send(`/ls${SURVEY}`, ANSWERS)).text(), /\/ls\/ohne-netz/);
  assert.deepEqual([site.outbox.entries, await site.caches.keys()], [[], ["wegmarken-shell-2"]], "nothing of it is kept");
});

test("what could count twice, and what was typed in a sitting, is sent again by reloading alone", async () => {
  const site = await installed();
  for (const [path, fields] of /** @type {const} */ ([["/anmelden", { email: "ada@example.org", passwort: "geheim" }], ["/verwaltung/umfragen", { titel: "Wege" }]])) {
    const page = await (await site.send(path, fields)).text();
    assert.match(page, /Lade neu/);
    assert.ok(!page.includes("<form") && !page.includes("geheim"), page);
  }
  await site.caches.open("wegmarken-sitting");
  assert.doesNotMatch(await (await site.send(SURVEY, ANSWERS)).text(), /Bänke/);
});

test("with a network a form goes as the browser sent it, and its answer is shown whatever it is", async () => {
  const site = await installed();
  site.network = redirected;
  assert.equal((await site.send(SURVEY, ANSWERS)).type, "opaqueredirect");
  for (const status of [200, 422, 502, 503]) {
    site.network = () => html("Antwort", {}, status);
    const answer = await site.send(SURVEY, ANSWERS);
    assert.deepEqual([answer.status, await answer.text()], [status, "<main>Antwort"]);
  }
  assert.ok(site.asked.every(({ method, path, id }) => method === "POST" && path === SURVEY && id === null));
});

test("without its page the browser says what it always said", async () => {
  await assert.rejects(new Site().send(SURVEY, ANSWERS), TypeError);
});

test("a file that somebody chose is not given back, and words that are no text are not shown as one", () => {
  const fields = givenBack([["einsendung", "ab"], ["bild", new File(["x"], "x.png")], ["wahl", "2"]]);
  assert.deepEqual(fields, [["einsendung", "ab"], ["wahl", "2"]]);
  assert.deepEqual(givenBack([["text", "Mehr Bänke"]]), []);
  assert.doesNotMatch(unsent("<main></main>", { address: "/x", fields, words: WORDS }), /<details/);
});

const BOOK = `Ein "Buch" <über>\nMöwen ${"a".repeat(LONGEST)}`;

test("what is more than the outbox takes comes back with all of it, and its longest text can be shortened at once", async () => {
  const site = await installed();
  const fields = { titel: "Möwen", text: BOOK, thema: "kultur" };
  for (const [path, more] of /** @type {const} */ ([["/ausgang/schreiben", {}], ["/vorschlaege/3/beitraege", { einsendung: "ab" }]])) {
    const answer = await site.send(path, { ...fields, ...more });
    const page = await answer.text();
    assert.equal(answer.status, 413, path);
    const excess = Number(/Kürze um (\d+) Zeichen/.exec(page)?.[1]);
    assert.ok(page.includes("<h1>Zu lang</h1>") && page.includes(`<form class="form" method="post" action="${path}">`));
    assert.ok(page.includes('name="text" rows="12" aria-invalid="true">\nEin &#34;Buch&#34; &#60;über&#62;\nMöwen aaa'));
    assert.equal(page.includes('name="titel" hidden>\nMöwen</textarea>'), true);
    assert.deepEqual(site.outbox.entries, [], "nothing is said to be stored");
    // Whoever does what it says is through.
    const again = await site.send(path, { ...fields, ...more, text: BOOK.slice(0, -excess) });
    assert.match(again.headers.get("location") ?? "", /gespeichert/, path);
    await site.settles();
    site.outbox.entries = [];
  }
});

test("with a network the server says what is too long, and in its own place", async () => {
  const site = await installed();
  site.network = () => html("Höchstens 2.000 Zeichen", {}, 422);
  const answer = await site.send("/vorschlaege/3/beitraege", { haltung: "for", text: BOOK, einsendung: "ab" });
  assert.deepEqual([answer.status, await answer.text()], [422, "<main>Höchstens 2.000 Zeichen"]);
  assert.deepEqual(site.outbox.entries, []);
});
