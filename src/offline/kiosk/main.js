// The kiosk: who is here, what is shown around every screen, and what goes on when nobody is here.

import { isNearlyFull } from "../room.js";
import { changesAt, openNow } from "./attract.js";
import { Call } from "./call.js";
import { button, el, fill, setIcons } from "./dom.js";
import { identity } from "./device.js";
import { load } from "./hint.js";
import { current, heartbeat } from "./pack.js";
import { pair } from "./pairing.js";
import { keep, send, waitingCount } from "./queue.js";
import { home } from "./screens.js";
import { IDLE, Sitting, onInput } from "./sitting.js";
import { asBegun, isReading, stopReading, tools } from "./tools.js";

const root = /** @type {HTMLElement} */ (document.getElementById("kiosk"));
const { place = "", base = "", words: german = "{}", finder, finderWasm } = root.dataset;
const version = place.split("/").at(-1) ?? "";
setIcons(root.dataset.icons ?? "/icons.svg");

/** A sign of life, and a look for what is new. */
const BEAT = 60_000;
/** So often what waits is tried. */
const TRY = 10_000;

/** @typedef {import("./pack.js").Pack} Pack */
/** @typedef {Record<string, string>} Words */

const state = {
  /** @type {Pack | undefined} */
  pack: undefined,
  /** @type {Sitting | undefined} */
  sitting: undefined,
  /** @type {Words} */
  words: JSON.parse(german),
  tag: "de",
  /** Whether nobody is here and nothing else is shown. */
  isIdle: false,
  /** When what is open is another than what is shown to nobody. */
  changesAt: Number.POSITIVE_INFINITY,
  isAway: !navigator.onLine,
  isRevoked: false,
  /** How much waits; nobody knows before the disk was read. @type {number | undefined} */
  waits: undefined,
  isFull: false,
};

const call = new Call();

/** @param {Node[]} nodes @param {() => void} [back] @param {string[]} [tags] The languages that are shown, where these are several. */
function show(nodes, back, tags) {
  stopReading();
  document.documentElement.lang = state.tag;
  const content = el("div", { class: "kiosk-content" }, ...nodes);
  root.replaceChildren(bar(back, tags), content, corner());
  call.say(state.words);
  scrollTo(0, 0);
  const title = content.querySelector("h1");
  if (title instanceof HTMLElement) title.focus();
}

/** On every screen: back, ending, and what makes it readable. @param {() => void} [back] @param {string[]} [tags] */
function bar(back, tags) {
  const { words, sitting } = state;
  const group = tools(words, tags);
  if (sitting) {
    const lead = () => (state.isAway ? words.help_away : words.help_lead);
    group.append(button(words.away ?? "", () => sitting.stepAway(), { icon: "lock" }));
    group.append(button(words.help ?? "", () => sitting.stepAway({ lead: lead(), covered: callForHelp }), { icon: "help" }));
  } else {
    group.append(button(words.help ?? "", callForHelp, { icon: "help" }));
  }
  const ways = el("div", { class: "kiosk-ways" });
  if (back) ways.append(button(words.back ?? "", back, { icon: "arrow-left" }));
  if (sitting) ways.append(button(words.finish ?? "", () => sitting.end(), { icon: "close", kind: "kiosk-button--finish" }));
  return el("header", { class: "kiosk-bar" }, ways, group);
}

/** Somebody looks after them when the server knows of it, and until then they are told where to go. */
async function callForHelp() {
  call.begin();
  draw();
  await live().catch(draw);
}

/** For the staff, small: whether there is a network, what waits, which version. */
function corner() {
  const { words } = state;
  return el("footer", { class: "kiosk-corner" }, el("p", { "aria-label": words.state_label, role: "note" }, stateInWords()));
}

function stateInWords() {
  const { words, isAway, isRevoked, waits, isFull, pack } = state;
  const net = isRevoked ? words.revoked : isAway ? words.net_no : words.net_yes;
  const told = fill(words.state_text ?? "", { net, waiting: waits ?? "?", version: version.slice(0, 6) });
  return [pack?.name, told, isFull && words.nearly_full].filter(Boolean).join(" · ");
}

function draw() {
  const said = root.querySelector(".kiosk-corner p");
  if (said) said.textContent = stateInWords();
  call.say(state.words);
}

/** In the place of the greeting. @param {string | undefined} said */
function note(said) {
  show([el("h1", { tabindex: "-1" }, "Wegmarken"), el("p", { class: "lead", role: "status" }, said)]);
}

/** Nobody is here. */
function attract() {
  const { pack } = state;
  state.isIdle = true;
  if (!pack) return note(state.words.no_pack);
  const codes = pack.languages.filter((code) => pack.content[`worte-${code}`]);
  const first = pack.content[`worte-${codes[0]}`];
  state.words = first.screen;
  state.tag = first.tag;
  const greetings = codes.map((code) => {
    const { screen, tag } = pack.content[`worte-${code}`];
    const start = button(screen.begin, () => begin(code), { kind: "kiosk-button--primary kiosk-button--large", lang: tag });
    // Whoever listens to another language than the first hears what it is about, too.
    if (screen !== first.screen) start.dataset.spoken = [screen.greeting, screen.greeting_lead, screen.begin].join("\n");
    return el("li", {}, start);
  });
  show([
    el("div", { class: "kiosk-attract" }, el("img", { src: "/logo.svg", alt: "", width: 96, height: 96 }), el("h1", { tabindex: "-1" }, state.words.greeting), el("p", { class: "lead" }, state.words.greeting_lead)),
    el("ul", { class: "kiosk-languages" }, ...greetings),
    ...openNow(pack, codes[0] ?? "de"),
  ], undefined, codes.map((code) => pack.content[`worte-${code}`].tag));
  state.changesAt = changesAt(pack, codes[0] ?? "de");
}

/** Somebody chose a language: a sitting begins. @param {string} language */
function begin(language) {
  const { pack } = state;
  if (!pack) return;
  const { screen: words, tag } = pack.content[`worte-${language}`];
  Object.assign(state, { words, tag });
  // A fresh document: nothing of this one is left, and no way leads back to it.
  state.isIdle = false;
  const sitting = new Sitting({ words, content: root, ended: () => location.replace("/kiosk") });
  state.sitting = sitting;
  const store = async (/** @type {Record<string, unknown> & { content: string }} */ record) => {
    try {
      await keep({ ...record, language, entered_at: Date.now(), visitor: sitting.visitor });
    } catch {
      return false;
    }
    void deliver();
    return true;
  };
  home({ pack, language, words, sitting, base, store, show });
}

/** This device is nobody yet. @param {string} [problem] */
function pairing(problem = "") {
  state.isIdle = false;
  const { words } = state;
  const input = el("input", { id: "code", class: "input", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-describedby": problem ? "code-fehler" : null, "aria-invalid": problem ? "true" : null });
  const go = async () => {
    const done = await pair(input.value);
    if ("failed" in done) return pairing(done.failed === "wrong" ? words.pairing_wrong : words.pairing_away);
    show([
      el("h1", { tabindex: "-1" }, words.paired_title),
      el("p", { class: "kiosk-number" }, fill(words.paired_check ?? "", { n: done.check })),
      el("p", { class: "lead" }, words.paired_lead),
      button(words.start ?? "", () => location.replace("/kiosk"), { kind: "kiosk-button--primary", icon: "check" }),
    ]);
    await live();
  };
  const form = el(
    "form",
    { class: "kiosk-form", autocomplete: "off" },
    el("div", { class: "kiosk-field" }, el("label", { for: "code" }, words.pairing_code), problem && el("p", { id: "code-fehler", class: "kiosk-problems", role: "alert" }, problem), input),
    button(words.pair ?? "", go, { kind: "kiosk-button--primary", icon: "check" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void go();
  });
  show([el("h1", { tabindex: "-1" }, words.pairing_title), el("p", { class: "lead" }, words.pairing_lead), form]);
}

/** Sends what waits; says how it stands. */
async function deliver() {
  const waited = await waitingCount();
  const sent = await send();
  if (sent === "revoked") state.isRevoked = true;
  state.waits = await waitingCount();
  // Where nothing waited nobody was asked.
  if (waited > 0) state.isAway = sent === "away";
  draw();
}

let isBeating = false;

/** A sign of life, one at a time: each has a larger number than the one before. */
async function live() {
  if (isBeating) return;
  isBeating = true;
  const { asks } = call;
  try {
    await beat(asks);
  } catch (error) {
    if (asks) call.answered(false);
    throw error;
  } finally {
    isBeating = false;
  }
  // Somebody called while it was on its way.
  if (!asks && call.asks) await live();
}

/** What is new is shown when nobody is in the middle of something. @param {boolean} help */
async function beat(help) {
  const heard = await heartbeat({ version, help });
  if (help) call.answered(heard === "fresh" || heard === "same");
  state.isAway = heard === "away";
  state.isRevoked = heard === "revoked";
  state.isFull = await isNearlyFull();
  draw();
  if (!state.isIdle) return;
  if (state.isRevoked && (await identity())) return pairing();
  if (heard === "fresh" || (heard === "same" && !state.pack)) {
    const pack = await current();
    // Somebody began meanwhile: what they see stays.
    if (!state.isIdle) return;
    state.pack = pack;
    attract();
  } else if (Date.now() >= state.changesAt) attract();
  await changeOver();
}

/** A new version of the kiosk takes over while nobody is here. */
async function changeOver() {
  const registration = await navigator.serviceWorker?.getRegistration("/kiosk");
  registration?.waiting?.postMessage("take over");
  void registration?.update().catch(() => {});
}

/** When somebody was last seen since all is as it was at the beginning. */
let seen = Number.POSITIVE_INFINITY;

/** Whoever made it larger or looked further down and began nothing went away: the next one finds it as it was. */
function tidy() {
  if (!state.isIdle || performance.now() - seen < IDLE) return;
  // Whoever listens is there.
  if (isReading()) return void (seen = performance.now());
  seen = Number.POSITIVE_INFINITY;
  asBegun();
  scrollTo(0, 0);
  // What two fingers made larger only a fresh document puts back; a call that nobody heard yet would go with this one.
  if ((globalThis.visualViewport?.scale ?? 1) > 1.01 && !call.asks) location.replace("/kiosk");
}

async function boot() {
  const workers = navigator.serviceWorker;
  const hadWorker = Boolean(workers?.controller);
  workers?.addEventListener("controllerchange", () => {
    // The first worker changes nothing; a later one brings another version.
    if (hadWorker && state.isIdle) location.replace("/kiosk");
  });
  // Nobody waits for it: without a worker it needs a network to open, and what is written is kept all the same.
  workers?.register("/kiosk/sw.js", { scope: "/kiosk", updateViaCache: "none" }).catch(() => {});
  document.body.append(call.view);
  // Menus of the system lead out of here, and what is copied or dragged outlives whoever wrote it.
  for (const kind of ["contextmenu", "copy", "cut", "dragstart"]) addEventListener(kind, (event) => event.preventDefault());
  // The browser keeps its own zoom for the next one; our buttons do the same and are put back.
  addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && "+-=0".includes(event.key) && event.preventDefault());
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false });
  // Side by side, so that the screen is there soon.
  const [who, pack, waits] = await Promise.all([identity(), current(), waitingCount()]);
  state.waits = waits;
  if (!who) return pairing();
  state.pack = pack;
  attract();
  void load(finder, finderWasm);
  setInterval(() => void live().catch(draw), BEAT);
  setInterval(() => void (state.waits && deliver().catch(draw)), TRY);
  setInterval(() => void (call.asks && live().catch(draw)), TRY);
  onInput(() => (seen = performance.now()));
  setInterval(tidy, 1000);
  addEventListener("online", () => void live().then(deliver).catch(draw));
  addEventListener("offline", () => {
    state.isAway = true;
    draw();
  });
  // A sign of life that fails is no reason to keep what waits.
  await live().catch(draw);
  await deliver().catch(draw);
}

/** A disk that cannot be read now may be in a moment: nobody is left before an empty screen until somebody comes by. */
function comeBack() {
  note(state.words.not_read);
  setInterval(() => location.replace("/kiosk"), TRY);
}

void boot().catch(comeBack);
