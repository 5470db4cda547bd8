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
/** Addresses that never mean anything else. */
const VERSIONED = /^\/kiosk\/[^/]+\/|^\/pkg\/[^/]+\.[^/.]+\.\w+$|[?&]v=/;

/** @param {Response} answer */
const isOurs = ({ status, redirected, headers }) => status === 200 && !redirected && headers.has(OURS);

/**
 * What names its version may come out of the browser's own cache: the page has put it there just now. What lies there and is not
 * the server's is fetched once more.
 * @param {string} address
 */
async function fetched(address) {
  const named = new Request(address, { credentials: "omit" });
  const early = VERSIONED.test(address) ? await fetch(named) : undefined;
  if (early && isOurs(early)) return { request: named, answer: early };
  const request = new Request(address, { cache: "reload", credentials: "omit" });
  return { request, answer: await fetch(request) };
}

worker.addEventListener("install", (event) => {
  // All of it or nothing: a hotel's login page in the place of a file would be there until the next version.
  const fetchShell = async () => {
    const told = await Promise.all(settings.shell.map(fetched));
    const foreign = told.find(({ answer }) => !isOurs(answer));
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
