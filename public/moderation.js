// Keyboard commands for moderators, and a sign of life while an item is open. Pages work without it.

const STORED = "wegmarken-tasten";
const RENEW_EVERY = 2 * 60 * 1000;

const box = document.querySelector("[data-shortcuts]");
const item = document.querySelector("[data-item]");

function areOn() {
  try {
    return localStorage.getItem(STORED) !== "aus";
  } catch {
    return true;
  }
}

function setOn(on) {
  try {
    if (on) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, "aus");
  } catch {
    // Then it holds for this page alone.
  }
  box.dataset.off = on ? "" : "aus";
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function move(by) {
  const entries = [...document.querySelectorAll("[data-queue] [data-entry]")];
  const here = entries.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : entries.length - 1) : Math.min(Math.max(here + by, 0), entries.length - 1);
  entries[next]?.focus();
}

// What is missing comes first; the button waits with the person.
function decide(button) {
  const form = button.form;
  if (button.hasAttribute("data-needs")) {
    const missing = [form.elements.namedItem("regel"), form.elements.namedItem("grund")].find((field) => !field.value.trim());
    if (missing) {
      missing.focus();
      return;
    }
  }
  button.click();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  if (box.dataset.off === "aus") return;
  const key = event.key;
  const button = document.querySelector(`[data-decision] [data-key="${CSS.escape(key)}"]`);
  if (button) decide(button);
  else if (key === "?") {
    box.open = !box.open;
    if (box.open) box.querySelector("summary").focus();
  } else if (!item && (key === "j" || key === "k")) move(key === "j" ? 1 : -1);
  else if (item && key === "q") location.assign(item.dataset.back);
  else return;
  event.preventDefault();
}

function showSwitch() {
  const button = box.querySelector("[data-shortcuts-switch]");
  const tell = () => {
    button.textContent = box.dataset.off === "aus" ? button.dataset.on : button.dataset.off;
  };
  button.addEventListener("click", () => {
    setOn(box.dataset.off === "aus");
    tell();
  });
  tell();
}

async function renew() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(item.dataset.hold, { method: "POST", body: new URLSearchParams() }).catch(() => null);
  if (answer?.status === 409) document.querySelector("[data-lost]").hidden = false;
}

if (box) {
  setOn(areOn());
  showSwitch();
  box.hidden = false;
  document.addEventListener("keydown", press);
}
if (item && document.querySelector("[data-decision]")) {
  setInterval(renew, RENEW_EVERY);
  const rule = document.querySelector("#regel");
  const reason = document.querySelector("#grund");
  const insert = document.querySelector("[data-insert]");
  // Without a round trip; the button does the same on the server.
  // An appeal has no templates.
  insert?.addEventListener("click", (event) => {
    const template = rule.selectedOptions[0]?.dataset.template;
    event.preventDefault();
    if (template) reason.value = template;
    (template ? reason : rule).focus();
  });
}
