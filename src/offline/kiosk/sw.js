// The worker of a kiosk: it opens without a network, whole and in one version. Everything else is the business of the
// modules; the server writes its settings before it.

/** @type {{ version: string, shell: string[] }} */
// @ts-ignore
const settings = SETTINGS;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const shell = `wegmarken-kiosk-shell-${settings.version}`;
const PICTURES = "wegmarken-kiosk-pictures";

worker.addEventListener("install", (event) => {
  const fetchShell = async () => {
    const cache = await caches.open(shell);
    await cache.addAll(settings.shell.map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
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
