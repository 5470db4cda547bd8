// Shows what the push service brings.

/** @param {ServiceWorkerGlobalScope} worker */
export function listenForPush(worker) {
  worker.addEventListener("push", (event) => {
    const { title, body, path, lang } = event.data?.json() ?? {};
    if (!title) return;
    const options = { body, lang, tag: "neuigkeiten", icon: "/icon-192.png", data: { path } };
    event.waitUntil(worker.registration.showNotification(title, options));
  });

  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const address = new URL(event.notification.data?.path ?? "/neuigkeiten", worker.location.origin);
    if (address.origin !== worker.location.origin) return;
    const show = async () => {
      const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
      const here = windows.find((one) => one.url === address.href);
      return here ? here.focus() : worker.clients.openWindow(address.href);
    };
    event.waitUntil(show());
  });
}
