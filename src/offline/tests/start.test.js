import assert from "node:assert/strict";
import { test } from "node:test";

import { openPage } from "./page.js";

let turn = 0;

/** A page with its sign in the header, and above a form that there is hardly room. @param {{ form?: boolean }} [how] */
async function opened({ form = true } = {}) {
  const { document, body, make, happens } = openPage();
  const [sign, number, notice] = [make("a"), make("span"), make("p")];
  sign.setAttribute("data-outbox", "");
  sign.hidden = true;
  number.setAttribute("data-outbox-number", "");
  sign.append(number);
  notice.setAttribute("data-device-full", "");
  notice.hidden = true;
  body.append(sign, ...(form ? [notice] : []));
  /** @type {any[]} */
  const asked = [];
  /** @type {Map<string, (event: any) => void>} */
  const heard = new Map();
  /** @type {(() => void)[]} */
  const turns = [];
  const serviceWorker = {
    controller: { postMessage: (/** @type {any} */ message) => asked.push(message) },
    addEventListener: (/** @type {string} */ kind, /** @type {any} */ react) => heard.set(kind, react),
    register: async (/** @type {string} */ address, /** @type {any} */ { scope }) => void asked.push(`${address} for ${scope}`),
  };
  Object.defineProperty(globalThis, "navigator", { value: { serviceWorker, storage: {} }, configurable: true });
  Object.assign(globalThis, {
    requestIdleCallback: (/** @type {() => void} */ go) => go(),
    setInterval: (/** @type {() => void} */ go) => turns.push(go),
    clearInterval: () => turns.splice(0),
  });
  await import(`../start.js?${turn++}`);
  const says = (/** @type {any} */ data) => heard.get("message")?.({ data });
  return { document, sign, number, notice, asked, turns, says, happens };
}

test("a page brings the worker, has what waits sent, and asks for room where somebody may write", async () => {
  const { asked } = await opened();
  assert.deepEqual(asked, [{ ask: "send", force: false }, { ask: "room" }, "/sw.js for /"]);
  assert.deepEqual((await opened({ form: false })).asked, [{ ask: "send", force: false }, "/sw.js for /"]);
});

test("the header says how much waits or was refused, and nothing where there is neither", async () => {
  const { sign, number, says } = await opened();
  for (const [outbox, text] of /** @type {const} */ ([[{ waiting: 2, refused: 1 }, "3"], [{ waiting: 0, refused: 1 }, "1"]])) {
    says({ outbox });
    assert.deepEqual([sign.hidden, number.textContent], [false, text]);
  }
  says({ outbox: { waiting: 0, refused: 0 } });
  assert.equal(sign.hidden, true);
});

test("while something waits the worker is asked in turns, and no longer", async () => {
  const { asked, turns, says } = await opened();
  asked.length = 0;
  says({ outbox: { waiting: 1, refused: 0 } });
  says({ outbox: { waiting: 1, refused: 0 } });
  assert.equal(turns.length, 1, "one turn, however often it is said");
  turns[0]?.();
  assert.deepEqual(asked, [{ ask: "send", force: false }]);
  says({ outbox: { waiting: 0, refused: 2 } });
  assert.equal(turns.length, 0);
});

test("a network that is back, and a page that is looked at again, have it sent", async () => {
  const { document, asked, happens } = await opened({ form: false });
  asked.length = 0;
  await happens("online");
  await happens("visibilitychange");
  document.visibilityState = "hidden";
  await happens("visibilitychange");
  assert.deepEqual(asked, [{ ask: "send", force: true }, { ask: "send", force: false }]);
});

test("forms say that the device is full, and take it back", async () => {
  const { notice, says } = await opened();
  says({ full: true });
  assert.equal(notice.hidden, false);
  says({ full: false });
  assert.equal(notice.hidden, true);
});
