// The worker of a kiosk: it opens without a network, whole and in one version. Everything else is the business of the
// modules; the server writes its settings before it.

/** @type {{ version: string, shell: string[] }} */
// @ts-ignore
const settings = SETTINGS;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const shell = `wegmarken-kiosk-shell-${settings.version}`;
const PICTURES = "wegmarken-kiosk-pictures";
/** The server says so in everything. */
const OURS = "x-wegmarken";

worker.addEventListener("install", (event) => {
  // All of it or nothing: a hotel's login page in the place of a file would be there until the next version.
  const fetchShell = async () => {
    const asked = settings.shell.map((address) => new Request(address, { cache: "reload", credentials: "omit" }));
    const told = await Promise.all(asked.map(async (request) => ({ request, answer: await fetch(request) })));
    const foreign = told.find(({ answer }) => answer.status !== 200 || answer.redirected || !answer.headers.has(OURS));
    if (foreign) throw new TypeError(`this is not ${foreign.request.url}`);
    const cache = await caches.open(shell);
    await Promise.all(told.map(({ request, answer }) => cache.put(request, answer)));
  };
  event.waitUntil(fetchShell());
});

worker.addEventListener("activate", (event) => {
  const takeOver = async () => {
    for (const name of await caches.keys())
      if (name.startsWith("wegmarken-kiosk-shell-") && name !== shell) await caches.delete(name);
    await worker.clients.claim();
  };
  event.waitUntil(takeOver());
});

// A new version takes over when the page says that nobody is there.
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin || url.pathname.startsWith("/api/")) return;
  event.respondWith(answer(request, url));
});

/** @param {Request} request @param {URL} url */
async function answer(request, url) {
  if (request.mode === "navigate") {
    const page = url.pathname === "/kiosk" ? await caches.match("/kiosk", { cacheName: shell }) : undefined;
    return page ?? fetch(request);
  }
  const kept = (await caches.match(request, { cacheName: shell })) ?? (await caches.match(request, { cacheName: PICTURES }));
  return kept ?? fetch(request);
}
