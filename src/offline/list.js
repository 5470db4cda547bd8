// The page of the outbox: what waits, what arrived, what was refused and why.

import { Outbox, isFor } from "./outbox.js";

/** @typedef {import("./outbox.js").Entry} Entry */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-outbox-list]"));
const reasons = /** @type {HTMLElement | null} */ (root.querySelector("[data-reasons]"));
const words = { ...root.dataset, ...reasons?.dataset };
const outbox = new Outbox();
const prefix = words.prefix ?? "";

/**
 * @param {string} name
 * @param {string} className
 * @param {string} [text]
 */
function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** @param {string} name */
function word(name) {
  return words[name] ?? "";
}

/** @param {Entry} entry */
function wordsOf({ kind, content, title }) {
  if (title) return title;
  if (kind === "support") return content && !JSON.parse(content).support ? word("kindWithdrawal") : word("kindSupport");
  return word(kind === "comment" ? "kindComment" : "kindProposal");
}

/** What somebody typed, so that it can be read and copied. @param {Entry} entry */
function textOf({ content }) {
  if (!content) return "";
  const { text, fields, shown } = JSON.parse(content);
  const typed = fields ?? shown;
  return typed ? [typed.title, typed.text, typed.place_note].filter(Boolean).join("\n\n") : (text ?? "");
}

/** The reasons that leave something to do in the draft itself: to mend it, to read it again, to send it later or elsewhere. */
const GO_ON = ["invalid", "closed", "blocked", "needs_account", "changed"];

/** Where somebody goes on with what was refused; nothing where it has no draft, or that would change nothing. @param {Entry} entry */
function draftOf({ state, detail, content }) {
  const { draft } = state === "refused" && GO_ON.includes(detail) && content ? JSON.parse(content) : {};
  return draft ? `/vorschlaege/entwurf/${draft}` : "";
}

/** @param {string} label @param {string} what @param {string} path Without language. */
function link(label, what, path) {
  const made = /** @type {HTMLAnchorElement} */ (element("a", "button button--secondary", label));
  made.href = prefix + path;
  made.append(element("span", "visually-hidden", ` – ${what}`));
  return made;
}

/** @param {string} label @param {string} what @param {() => Promise<unknown>} act */
function button(label, what, act) {
  const made = element("button", "button button--secondary", label);
  made.setAttribute("type", "button");
  const hidden = element("span", "visually-hidden", ` – ${what}`);
  made.append(hidden);
  made.addEventListener("click", async () => {
    made.setAttribute("disabled", "");
    await act();
    await show();
    root.focus();
  });
  return made;
}

/** @param {Entry} entry @param {string} account Who is signed in. */
function item(entry, account) {
  const { state, detail, kind, enteredAt } = entry;
  const made = element("li", `outbox__entry outbox__entry--${state}`);
  made.dataset.state = state;
  const name = wordsOf(entry);
  const isTheirs = state !== "waiting" || isFor(entry, account);
  made.append(element("p", "outbox__state", word(isTheirs ? state : "other")));
  if (!isTheirs) made.append(element("p", "outbox__reason", word("otherWhy")));
  made.append(element("h2", "outbox__title", name));
  const kindWord = word(`kind${kind[0]?.toUpperCase()}${kind.slice(1)}`);
  const when = new Date(enteredAt).toLocaleString(document.documentElement.lang);
  made.append(element("p", "outbox__when", `${kindWord} · ${when}`));
  if (state === "refused") {
    made.append(element("p", "outbox__reason", word(`reason_${detail}`) || word("reason_unreadable")));
  }
  const text = textOf(entry);
  if (text && state !== "accepted") {
    const more = element("details", "outbox__text");
    more.append(element("summary", "", word("text")), element("p", "outbox__words", text));
    made.append(more);
  }
  const actions = element("div", "outbox__actions");
  if (state === "accepted") {
    const code = /^\/beleg\/(.+)$/.exec(detail)?.[1];
    if (code) made.append(element("p", "outbox__code", `${word("receipt")} ${code}`));
    actions.append(link(word("look"), name, detail));
  }
  const draft = draftOf(entry);
  if (draft) actions.append(link(word("draft"), name, draft));
  if (state === "refused") {
    actions.append(button(word("again"), name, async () => {
      await outbox.again(entry);
      wake();
    }));
  }
  actions.append(
    button(word("remove"), name, async () => {
      if (state === "accepted" || confirm(word("removeSure"))) await outbox.remove(entry.seq);
    }),
  );
  made.append(actions);
  return made;
}

async function show() {
  const list = /** @type {HTMLElement} */ (root.querySelector("ul"));
  const [all, account] = await Promise.all([outbox.all(), outbox.account()]);
  const entries = all.reverse();
  list.replaceChildren(...entries.map((entry) => item(entry, account)));
  for (const [name, isShown] of /** @type {const} */ ([
    ["empty", entries.length === 0],
    ["send", entries.some((entry) => entry.state === "waiting" && isFor(entry, account))],
  ])) {
    const part = root.querySelector(`[data-part=${name}]`);
    if (part instanceof HTMLElement) part.hidden = !isShown;
  }
  root.hidden = false;
}

function wake() {
  navigator.serviceWorker?.controller?.postMessage({ ask: "send", force: true });
}

/** The page that the words came from need not keep them any longer: they are stored here now. */
function letGo() {
  const address = new URL(location.href);
  const kept = address.searchParams.get("gespeichert");
  const said = root.querySelector("[data-part=stored]");
  if (kept === null) return;
  if (said instanceof HTMLElement) said.hidden = false;
  try {
    if (kept.startsWith("wegmarken")) localStorage.removeItem(kept);
  } catch {
    // Without storage nothing was kept.
  }
  history.replaceState(null, "", address.pathname);
}

letGo();
await show();
root.querySelector("[data-part=send] button")?.addEventListener("click", wake);
navigator.serviceWorker?.addEventListener("message", ({ data }) => data?.outbox && void show());
wake();
