// Shows what the push service brings. A worker of its own under /push/; another one can take it in by importScripts.

self.addEventListener("push", (event) => {
  const { title, body, path, lang } = event.data?.json() ?? {};
  if (!title) return;
  const options = { body, lang, tag: "neuigkeiten", icon: "/icon-192.png", data: { path } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.path ?? "/neuigkeiten", self.location.origin);
  if (address.origin !== self.location.origin) return;
  const open = async () => {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const here = windows.find((one) => one.url === address.href);
    return here ? here.focus() : self.clients.openWindow(address.href);
  };
  event.waitUntil(open());
});
