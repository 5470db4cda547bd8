// The one worker of the site: what was read is there without a network, what was written is kept and sent, news are shown.
// The server puts its modules into one file, so that a new version is whole or not there at all, and its settings before it.

import { toldBy } from "./answers.js";
import { excessOf, freshId } from "./bytes.js";
import { SITTING_SIGN, accountOf, find, headersOf, isForEver, isPrivate, isSitting, keep, keepAll, keepFilesOf, nameOf, noteSitting, withAge } from "./cache.js";
import { SUPPORT_BUTTON, WRITE, keptAs, recordOfButton, recordOfForm, split } from "./forms.js";
import { Outbox } from "./outbox.js";
import { listenForPush } from "./push.js";
import { isNearlyFull } from "./room.js";
import { awayOf, insteadOf, isNobody, shellOf, storedAt, wayOf } from "./routes.js";
import { drain, importKey, whileUnderWay } from "./sender.js";
import { givenBack, tooLong, unsent } from "./unsent.js";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SHELLS = "wegmarken-shell-";
const shell = SHELLS + SETTINGS.version;
const outbox = new Outbox();
const key = importKey(SETTINGS.key);

/** The browser wakes us with this word when there is a network again, where it can. */
const SYNC = "wegmarken-ausgang";

/** So long a page that was read before may take, and so long the answer to a form. */
const PAGE_PATIENCE = 6_000;
const FORM_PATIENCE = 15_000;
/** So long what is written waits for what was written before it. */
const ORDER_PATIENCE = 3_000;

worker.addEventListener("install", (event) => {
  const fetchShell = async () => {
    await keepAll(shell, SETTINGS.shell);
    await worker.skipWaiting();
  };
  event.waitUntil(fetchShell());
});

worker.addEventListener("activate", (event) => {
  const takeOver = async () => {
    const ours = [shell, SITTING_SIGN, ...["pages", "personal", "pictures", "files"].map((kind) => nameOf(/** @type {any} */ (kind)))];
    // The kiosk has its own worker, which keeps what it needs to open without a network.
    const isOfSite = (/** @type {string} */ name) => name.startsWith("wegmarken-") && !name.startsWith("wegmarken-kiosk-");
    for (const name of (await caches.keys()).filter((name) => isOfSite(name) && !ours.includes(name))) {
      // Where there is no room for them the new version begins all the same.
      if (name.startsWith(SHELLS)) await keepFilesOf(name).catch(() => {});
      await caches.delete(name);
    }
    await worker.registration.navigationPreload?.enable();
    await worker.clients.claim();
    await outbox.tidy();
    await send(true);
  };
  event.waitUntil(takeOver());
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const way = wayOf(event.request, url, worker.location.origin);
  if (way === "write") event.respondWith(write(event, url));
  if (way === "form") event.respondWith(form(event, url));
  if (way === "page") event.respondWith(page(event, url));
  if (way === "file") event.respondWith(file(event, url));
});

worker.addEventListener("sync", (/** @type {any} */ event) => {
  if (event.tag === SYNC) event.waitUntil(send(true));
});

worker.addEventListener("message", (event) => {
  const { ask, force } = event.data ?? {};
  if (ask === "room") event.waitUntil(tellRoom(event.source));
  if (ask === "send") event.waitUntil(send(Boolean(force)).then(() => tell(event.source)));
});

listenForPush(worker);

/** Says to one page, or to all of them, how many records there are of each state. @param {any} [page] */
async function tell(page) {
  const message = { outbox: await outbox.counts() };
  const pages = page ? [page] : await worker.clients.matchAll({ type: "window" });
  for (const one of pages) one.postMessage(message);
}

/** Says to a page whether its forms have room here. @param {any} page */
async function tellRoom(page) {
  page?.postMessage({ full: await isNearlyFull() });
}

/** @param {boolean} force */
async function send(force) {
  if ((await outbox.sendable()).length === 0) return;
  // Who cannot be told now is told the next time.
  const isEmpty = await drain({ outbox, key: await key, force, changed: () => tell().catch(() => {}) });
  if (!isEmpty) await askToBeWoken();
}

async function askToBeWoken() {
  try {
    await /** @type {any} */ (worker.registration).sync?.register(SYNC);
  } catch {
    // Not every browser can, and people may forbid it: the pages wake us as well.
  }
}

/**
 * A page: from the network, else as it was read before, else the one for writing or one that says that there is no network.
 * @param {FetchEvent} event
 * @param {URL} url
 */
async function page(event, url) {
  const { language, path } = split(url.pathname);
  const ofShell = shellOf(url.pathname);
  const mayBeKept = !isPrivate(path);
  const kept = mayBeKept ? find(url) : Promise.resolve(undefined);
  const asked = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  const patience = kept.then((kept) => (kept || ofShell ? pause(PAGE_PATIENCE) : new Promise(() => {})));
  try {
    const response = /** @type {Response} */ (await Promise.race([asked, patience.then(() => Promise.reject(new Error("slow")))]));
    if (!isNobody(response)) {
      await noteSitting(response);
      event.waitUntil(noteAccount(response).catch(() => {}));
      if (mayBeKept) event.waitUntil(keep(event.request, response.clone()).catch(() => {}));
      return response;
    }
    return (await old()) ?? response;
  } catch {
    event.waitUntil(asked.then((late) => (mayBeKept ? keep(event.request, late) : undefined)).catch(() => {}));
    const instead = (await isSitting()) ? undefined : insteadOf(url);
    if (instead) return Response.redirect(instead, 303);
    return (await old()) ?? (await inShell(awayOf(url.pathname))) ?? Response.error();
  }

  async function old() {
    const found = await kept;
    if (found) return withAge(found, SETTINGS.words[language] ?? SETTINGS.words.de);
    return ofShell ? inShell(ofShell) : undefined;
  }
}

/** @type {string | undefined} As it stands on the device. */
let account;

/** What is written from now on is of whoever this page was made for. @param {Response} response */
async function noteAccount(response) {
  const told = accountOf(response);
  if (told === undefined || told === account) return;
  await outbox.setAccount(told);
  account = told;
}

/** @param {string | Request} wanted */
function inShell(wanted) {
  return caches.match(wanted, { cacheName: shell });
}

/**
 * Style, scripts, fonts, pictures.
 * @param {FetchEvent} event
 * @param {URL} url
 */
async function file(event, url) {
  const kept = (await find(url)) ?? (await inShell(event.request));
  if (kept && isForEver(url)) return kept;
  try {
    const response = await fetch(event.request);
    event.waitUntil(keep(event.request, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

/**
 * Any other form: as the browser would have sent it. Where nobody answers a page has what was typed, but for what was typed in a
 * sitting at the counter: that is shown to nobody who comes later.
 * @param {FetchEvent} event
 * @param {URL} url
 */
async function form({ request }, url) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch (error) {
    const fields = (await isSitting()) ? [] : givenBack(await typedIn(copy, await copy.arrayBuffer()));
    const page = await instead(url, 503, (html, words) => unsent(html, { address: url.pathname + url.search, fields, words }));
    if (!page) throw error;
    return page;
  }
}

/** @param {Request} request @param {ArrayBuffer} body */
async function typedIn({ headers }, body) {
  return [...(await new Response(body, { headers: { "content-type": headers.get("content-type") ?? "" } }).formData())];
}

/**
 * The page that says that there is no network, with something else in it; nothing where the device does not have it.
 * @param {URL} url
 * @param {number} status
 * @param {(html: string, words: import("./unsent.js").UnsentWords) => string} write
 */
async function instead(url, status, write) {
  const page = await inShell(awayOf(url.pathname));
  const words = SETTINGS.words[split(url.pathname).language] ?? SETTINGS.words.de;
  if (!page || !words) return undefined;
  return new Response(write(await page.text(), words), { status, headers: headersOf(page) });
}

/**
 * A form or a button by which somebody takes part. It is kept here first. Then it goes the usual way, so that the person sees
 * what they always see; and it leaves the device when the server's word for it is there, because a redirect or a refusal may
 * come from anybody. Without an answer of the server it waits in the outbox. The id makes all of these one.
 * @param {FetchEvent} event
 * @param {URL} url
 */
async function write(event, url) {
  const { request } = event;
  const { language, path } = split(url.pathname);
  const body = await request.arrayBuffer();
  const record = (await isSitting()) ? null : await recordOf(request, url, body);
  if (!record) return usual(request, body, freshId());
  if (excessOf(record.content)) return long(request, url, body, record);
  // What was written before goes first.
  let isQueue = path === WRITE;
  if (!isQueue && (await outbox.sendable()).length > 0) {
    await Promise.race([send(true), pause(ORDER_PATIENCE)]);
    isQueue = (await outbox.sendable()).length > 0;
  }
  const id = freshId();
  const keepIt = () => outbox.put({ ...record, id, quiet: !isQueue });
  const keepAndAsk = async () => {
    const entry = await keepIt();
    return { entry, answer: await answered(request, body, entry, path) };
  };
  const isForm = !isQueue && record.kind !== "support";
  /** @type {{ entry: import("./outbox.js").Entry, answer: Response | null }} */
  let kept;
  try {
    kept = isForm ? await whileUnderWay(id, keepAndAsk) : { entry: await keepIt(), answer: null };
  } catch {
    // Never said to be stored when it is not: the page keeps what was typed.
    return isQueue ? Response.error() : usual(request, body, id);
  }
  const { entry, answer } = kept;
  if (answer) {
    event.waitUntil(send(true));
    return answer;
  }
  // A support is told from another one by its record alone, so that goes first, and the usual way shows what became of it.
  if (!isQueue && record.kind === "support") {
    await Promise.race([send(true), pause(FORM_PATIENCE)]);
    isQueue = (await outbox.sendable()).some(({ seq }) => seq === entry.seq);
    if (!isQueue) return shown(request, body, entry, path);
  }
  if (entry.quiet) await outbox.save({ ...entry, quiet: false });
  void askToBeWoken();
  event.waitUntil(send(true).then(() => tell()));
  if (request.mode !== "navigate") return new Response(null, { status: 202 });
  return Response.redirect(storedAt(language, keptAs(record)), 303);
}

/**
 * More than the server takes of one record, so it never waits here. The server says what is wrong with it; where nobody answers,
 * the page comes back with all of it and says how to mend it.
 * @param {Request} request
 * @param {URL} url
 * @param {ArrayBuffer} body
 * @param {import("./forms.js").Writing} record
 */
async function long(request, url, body, { content }) {
  const isAnswered = split(url.pathname).path !== WRITE;
  const answer = isAnswered ? await usual(request, body, freshId()).catch(() => undefined) : undefined;
  if (answer && !isNobody(answer)) return answer;
  const [address, typed, excess] = [url.pathname + url.search, await typedIn(request, body), excessOf(content)];
  return (await instead(url, 413, (html, words) => tooLong(html, { address, typed, excess, words }))) ?? Response.error();
}

/**
 * @param {Request} request
 * @param {URL} url
 * @param {ArrayBuffer} body
 */
async function recordOf({ headers, referrer }, url, body) {
  const kind = headers.get("content-type") ?? "";
  const sent = new Response(body, { headers: { "content-type": kind } });
  try {
    if (split(url.pathname).path !== SUPPORT_BUTTON) return recordOfForm(url.pathname, await sent.formData(), referrer);
    return recordOfButton(await sent.text(), split(new URL(referrer || "/", url).pathname).language);
  } catch {
    return null;
  }
}

/**
 * The usual way. Nothing where no answer of the server came back.
 * @param {Request} request
 * @param {ArrayBuffer} body
 * @param {import("./outbox.js").Entry} entry
 * @param {string} path
 */
async function answered(request, body, { id, seq }, path) {
  try {
    const answer = await usual(request, body, id);
    const told = await toldBy(answer, { path, id, key: await key });
    if (told === "returned") await outbox.remove(seq);
    return told === "unknown" ? null : answer;
  } catch {
    // Whether it arrived nobody knows.
    return null;
  }
}

/**
 * The record is settled; the same again, the usual way, changes nothing and says what the page shows.
 * @param {Request} request
 * @param {ArrayBuffer} body
 * @param {import("./outbox.js").Entry} entry
 * @param {string} path
 */
async function shown(request, body, entry, path) {
  const answer = await answered(request, body, entry, path);
  if (answer) return answer;
  if (request.mode !== "navigate") return new Response(null, { status: 202 });
  return Response.redirect(request.url.replace(/\/unterstuetzung$/, ""), 303);
}

/**
 * As the browser would have sent it, with the id.
 * @param {Request} request
 * @param {ArrayBuffer} body
 * @param {string} id
 */
function usual(request, body, id) {
  const headers = new Headers(request.headers);
  headers.set("idempotency-key", id);
  const signal = AbortSignal.timeout(FORM_PATIENCE);
  return fetch(request.url, { method: "POST", headers, body, credentials: "same-origin", redirect: "manual", signal });
}

/** @param {number} millis */
function pause(millis) {
  return new Promise((go) => setTimeout(go, millis));
}
