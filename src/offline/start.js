// On every page: brings the worker, says in the header when something waits for a network, and above forms when the device
// has hardly any room for what is written. Small, because every first
// view loads it; it does nothing before the page is there.

const sign = document.querySelector("[data-outbox]");

/** While something waits, so often the worker is asked to try; it keeps its own pauses. */
const EVERY = 5_000;

/** @type {ReturnType<typeof setInterval> | undefined} */
let turn;

/** @param {{ waiting: number, refused: number }} counts */
function show({ waiting, refused }) {
  const number = sign?.querySelector("[data-outbox-number]");
  if (sign instanceof HTMLElement) sign.hidden = waiting + refused === 0;
  if (number) number.textContent = String(waiting + refused);
  if (waiting === 0) return clearInterval(turn);
  clearInterval(turn);
  turn = setInterval(wake, EVERY);
  // Asks the browser to keep what is here even when it wants room.
  void navigator.storage?.persist?.();
}

const notices = () => document.querySelectorAll("[data-device-full]");

/** @param {boolean} isFull */
function warn(isFull) {
  for (const notice of notices()) if (notice instanceof HTMLElement) notice.hidden = !isFull;
}

function wake(force = false) {
  navigator.serviceWorker.controller?.postMessage({ ask: "send", force });
}

/** Somebody looks at the page. To ask for room is to write, so that only pages with a form do, and none of them in turns. */
function look() {
  wake();
  if (notices().length) navigator.serviceWorker.controller?.postMessage({ ask: "room" });
}

async function begin() {
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", ({ data }) => {
    if (data?.outbox) show(data.outbox);
    if (typeof data?.full === "boolean") warn(data.full);
  });
  workers.addEventListener("controllerchange", look);
  addEventListener("online", () => wake(true));
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  look();
  try {
    await workers.register("/sw.js", { scope: "/", updateViaCache: "none" });
  } catch {
    // A private window, or a browser without workers: everything works as it always did, with a network.
  }
}

if ("serviceWorker" in navigator) {
  const idle = window.requestIdleCallback ?? ((/** @type {() => void} */ go) => setTimeout(go, 200));
  if (document.readyState === "complete") idle(() => void begin());
  else addEventListener("load", () => idle(() => void begin()));
}
