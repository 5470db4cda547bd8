// Messages of the browser, where it can show them. The one worker of the site shows them: see src/offline/push.js.

const box = document.querySelector("[data-push]");
const says = box?.querySelector("[data-push-says]");
const button = box?.querySelector("[data-push-switch]");
const label = box?.querySelector("[data-push-label]");

const worker = () => navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

function send(fields) {
  return fetch(box.dataset.to, { method: "POST", body: new URLSearchParams(fields) });
}

function show(isOn, word = isOn ? "on" : "off") {
  button.setAttribute("aria-pressed", String(isOn));
  label.textContent = isOn ? button.dataset.on : button.dataset.off;
  says.textContent = says.dataset[word];
}

// The worker of a fresh registration takes a moment.
async function active(registration) {
  const starting = registration.installing ?? registration.waiting;
  if (registration.active || !starting) return registration;
  await new Promise((go) => starting.addEventListener("statechange", () => starting.state === "activated" && go()));
  return registration;
}

async function begin() {
  if ((await Notification.requestPermission()) !== "granted") return show(false, "denied");
  const registration = await active(await worker());
  const applicationServerKey = bytes(box.dataset.key);
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = made.toJSON();
  const answer = await send({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
  if (answer.ok) return show(true);
  await made.unsubscribe();
  show(false, "failed");
}

async function end(made) {
  await made.unsubscribe();
  await send({ endpoint: made.endpoint, aktion: "beenden" });
  show(false);
}

async function here() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

if (box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  const made = await here().catch(() => null);
  show(made !== null);
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const made = await here();
      await (made ? end(made) : begin());
    } catch {
      show((await here().catch(() => null)) !== null, "failed");
    }
    button.disabled = false;
  });
}
