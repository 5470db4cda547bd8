// What was read stays readable without a network: pages, pictures, and the files that they need. Nothing of it is private,
// and every page out of it says how old it is.

/** @typedef {{ stand: string, minutes: [string, string], hours: [string, string], days: [string, string] }} AgeWords */

/** When an answer was kept, in milliseconds. */
const AT = "x-wegmarken-kept";

/** The server says so in everything: a login page of a hotel does not, although it comes with status 200 in the place of a file. */
const OURS = "x-wegmarken";

/** The server says so of what it shows to somebody who is signed in. */
const SIGNED_IN = "x-wegmarken-signed-in";

/** So do pages of a sitting at the counter ("1"), and the one that says that it is over ("0"). */
const SITTING = "x-wegmarken-sitting";

/** An empty cache of this name is the sign that somebody sits there: the worker may be stopped between two requests. */
export const SITTING_SIGN = "wegmarken-sitting";

/** How many of each kind are kept; the oldest go first. */
const MOST = /** @type {const} */ ({ pages: 150, personal: 50, pictures: 200, files: 80 });

/** @typedef {keyof typeof MOST} Kind */

/** Caches of other names are those of older versions. */
export const nameOf = (/** @type {Kind} */ kind) => `wegmarken-${kind}-1`;

/** Receipts, accounts, forms with what somebody typed, the work of staff, and what programs ask. */
const PRIVATE =
  /^\/(konto|verwaltung|moderation|schalter|anmelden|registrieren|passwort|abmelden|beleg|neuigkeiten|melden|kiosk|api|metrics|ausgang)(\/|$)|^\/vorschlaege\/(neu|entwurf|export)([/.]|$)|\/(stellungnahme|melden)$/;
/** What the moderators decided is for everybody. */
const PUBLIC = /^\/moderation\/protokoll$/;

/** @param {string} path Without language. */
export function isPrivate(path) {
  return PRIVATE.test(path) && !PUBLIC.test(path);
}

/** @param {URL} url Of this site. */
export function kindOf({ pathname, search }) {
  if (/^\/(pkg|offline|fonts)\/|\.(svg|png|ico|webmanifest|js|css)$/.test(pathname) || /[?&]v=/.test(search)) return "files";
  return /^\/(bilder|illustrations|medien)\//.test(pathname) ? "pictures" : "pages";
}

/** @param {URL} url */
function namesVersion({ pathname, search }) {
  return /^\/pkg\/[^/]+\.[^/.]+\.\w+$|^\/offline\//.test(pathname) || /[?&]v=/.test(search);
}

/**
 * An address that names its version never means anything else. One of a medium does not either, but editors can take it off.
 * @param {URL} url
 */
export function isForEver(url) {
  return namesVersion(url) || /^\/(fonts|bilder)\//.test(url.pathname);
}

/** @param {Response} response @param {string} type How it begins. */
function isOf({ headers }, type) {
  return (headers.get("content-type") ?? "").startsWith(type);
}

/** Whether it is a whole answer of this site. @param {Response} response */
function isOurs({ status, type, redirected, headers }) {
  return status === 200 && type === "basic" && !redirected && headers.has(OURS);
}

/**
 * What names its version may come out of the browser's own cache: the page of the first visit has put it there just now. What lies
 * there and is not the server's is fetched once more.
 * @param {string} address
 */
async function fetched(address) {
  const named = new Request(address);
  const early = namesVersion(new URL(named.url)) ? await fetch(named) : undefined;
  if (early && isOurs(early)) return { request: named, answer: early };
  const request = new Request(address, { cache: "reload" });
  return { request, answer: await fetch(request) };
}

/**
 * Fetches all of this, then keeps it: all of it, or nothing where one answer is not the server's: it would stand in the place of
 * a file until the next version.
 * @param {string} name
 * @param {string[]} addresses
 * @param {CacheStorage} [storage]
 */
export async function keepAll(name, addresses, storage = caches) {
  const told = await Promise.all(addresses.map(fetched));
  const foreign = told.find(({ answer }) => !isOurs(answer));
  if (foreign) throw new TypeError(`this is not ${foreign.request.url}`);
  const cache = await storage.open(name);
  await Promise.all(told.map(({ request, answer }) => cache.put(request, answer)));
}

/**
 * Keeps a copy, if this may be kept at all.
 * @param {Request} request
 * @param {Response} response Is not used up.
 * @param {CacheStorage} [storage]
 */
export async function keep(request, response, storage = caches) {
  const url = new URL(request.url);
  const policy = response.headers.get("cache-control") ?? "";
  if (!isOurs(response) || /no-store/.test(policy)) return;
  const kind = kindOf(url);
  if (kind === "pages" && !isOf(response, "text/html")) return;
  // Films, recordings and documents of pages have addresses like their pictures, and no room here.
  if (kind === "pictures" && !isOf(response, "image/")) return;
  const isPersonal = kind === "pages" && response.headers.has(SIGNED_IN);
  // Whoever comes after somebody who signed out finds nothing of what was made for them.
  if (kind === "pages" && !isPersonal) await storage.delete(nameOf("personal"));
  const headers = new Headers(response.headers);
  headers.set(AT, String(Date.now()));
  const { status, statusText } = response;
  const copy = new Response(await response.clone().blob(), { status, statusText, headers });
  const where = isPersonal ? "personal" : kind;
  const cache = await storage.open(nameOf(where));
  // Anew, so that the oldest stand first.
  await cache.delete(url.href);
  await cache.put(url.href, copy);
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST[where]))) await cache.delete(old);
}

/**
 * Pages of an older version ask for its style and its modules, which stood in its shell alone: before that goes, they are kept like
 * any other file.
 * @param {string} shell
 * @param {CacheStorage} [storage]
 */
export async function keepFilesOf(shell, storage = caches) {
  const old = await storage.open(shell);
  for (const request of await old.keys()) {
    const file = namesVersion(new URL(request.url)) ? await old.match(request) : undefined;
    if (file) await keep(request, file, storage);
  }
}

/**
 * Notes whether the page that is shown now belongs to a sitting. What says neither changes nothing: it may come from anybody.
 * @param {Response} response
 * @param {CacheStorage} [storage]
 */
export async function noteSitting({ headers }, storage = caches) {
  if (headers.get(SITTING) === "1") await storage.open(SITTING_SIGN);
  else if (headers.has(SITTING) || headers.has(SIGNED_IN)) await storage.delete(SITTING_SIGN);
}

/**
 * Who is signed in by this page: the words by which the server knows the account, or none; nothing where it is no page of ours.
 * @param {Response} response
 */
export function accountOf(response) {
  if (!isOurs(response) || !isOf(response, "text/html")) return undefined;
  const told = response.headers.get(SIGNED_IN) ?? "";
  return /^[0-9a-f]{32}( [0-9a-f]{32})*$/.test(told) ? told : "";
}

/**
 * What somebody writes in a sitting is never kept on the device: later it would be sent as whoever is here then.
 * @param {CacheStorage} [storage]
 */
export function isSitting(storage = caches) {
  return storage.has(SITTING_SIGN);
}

/**
 * @param {URL} url
 * @param {CacheStorage} [storage]
 */
export async function find({ href }, storage = caches) {
  for (const kind of /** @type {Kind[]} */ (["personal", "pages", "pictures", "files"])) {
    if (!(await storage.has(nameOf(kind)))) continue;
    const found = await (await storage.open(nameOf(kind))).match(href);
    if (found) return found;
  }
  return undefined;
}

/**
 * `{age}` in the sentence becomes "3 Stunden".
 * @param {number} millis
 * @param {AgeWords} words
 */
export function ageIn(millis, words) {
  const minutes = Math.max(1, Math.round(millis / 60_000));
  const [n, [one, other]] =
    minutes < 60
      ? [minutes, words.minutes]
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), words.hours]
        : [Math.round(minutes / 60 / 24), words.days];
  return words.stand.replace("{age}", (n === 1 ? one : other).replace("{n}", String(n)));
}

/**
 * The page with a line above its content that says how old it is. The words are ours and hold no markup. A picture that is
 * looked at by itself stays as it is.
 * @param {Response} kept
 * @param {AgeWords} words
 */
export async function withAge(kept, words, now = Date.now()) {
  if (!isOf(kept, "text/html")) return kept;
  const line = ageIn(now - Number(kept.headers.get(AT) ?? now), words);
  const html = await kept.text();
  const at = html.indexOf("<main");
  const told = `<p class="offline-age" role="status">${line}</p>`;
  return new Response(at < 0 ? html : html.slice(0, at) + told + html.slice(at), { status: 200, headers: headersOf(kept) });
}

/** Of a page whose text is another one now. @param {Response} kept */
export function headersOf(kept) {
  const headers = new Headers(kept.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return headers;
}
