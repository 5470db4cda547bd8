// Loads the WebAssembly at the first sign that somebody does more than look, then calls each island by its name. Until
// then, and without it, every form and link works by itself.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

const heard = new AbortController();
const touched = new Promise((go) => {
  // A pointer that rests where a page opens "moves" by nothing.
  const isSign = ({ type, movementX, movementY }) => type !== "pointermove" || movementX !== 0 || movementY !== 0;
  for (const sign of ["pointerdown", "pointermove", "touchstart", "keydown", "focusin", "input", "scroll"])
    addEventListener(sign, (event) => isSign(event) && go(), { signal: heard.signal, passive: true, capture: true });
  // What was typed and could not be sent is shown at once.
  try {
    if (Object.keys(localStorage).some((name) => name.startsWith("wegmarken"))) go();
  } catch {
    // A browser without storage keeps nothing.
  }
});

const loaded = touched
  .then(() => {
    heard.abort();
    return import(js);
  })
  .then(async (mod) => {
    await mod.default({ module_or_path: wasm });
    mod.hydrate();
    return mod;
  });

// A part marked so is heavy, and wakes when it comes near, or when somebody writes into its form.
const due = (el) =>
  new Promise((go) => {
    const place = el.closest("[data-wake]");
    if (!place) return go();
    if (place.dataset.wake === "typed") return place.closest("form").addEventListener("input", go, { once: true });
    const seen = new IntersectionObserver(
      (all) => all.some((one) => one.isIntersecting) && (seen.disconnect(), go()),
      { rootMargin: "400px" },
    );
    seen.observe(place);
  });

async function wake(el, mod) {
  await due(el);
  el.parentElement?.closest("leptos-children")?.$$on_hydrate?.();
  const name = el.dataset.component;
  if (mod[name]) await mod[name](el);
  else console.warn(`No island ${name} in ${js}`);
  el.dataset.awake = "";
}

async function hydrate(root) {
  const mod = await loaded;
  for (const el of [root, ...root.querySelectorAll("leptos-island")])
    if (el.localName === "leptos-island" && !el.hydrated) {
      el.hydrated = true;
      wake(el, mod);
    }
}

// For HTML that an island put into the page.
window.wegmarken = { hydrate };
hydrate(document.body);
