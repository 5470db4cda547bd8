// Loads the WebAssembly when the browser has time, then calls each island by its name.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

const loaded = new Promise((go) => (window.requestIdleCallback ?? setTimeout)(go, { timeout: 1000 }))
  .then(() => import(js))
  .then(async (mod) => {
    await mod.default({ module_or_path: wasm });
    mod.hydrate();
    return mod;
  });

async function hydrate(root) {
  const mod = await loaded;
  // Document order: outer islands give context to inner ones.
  for (const el of [root, ...root.querySelectorAll("leptos-island")]) {
    const name = el.dataset.component;
    if (el.localName !== "leptos-island" || el.hydrated) continue;
    el.hydrated = true;
    el.parentElement?.closest("leptos-children")?.$$on_hydrate?.();
    if (mod[name]) await mod[name](el);
    else console.warn(`No island ${name} in ${js}`);
  }
}

// For HTML that an island put into the page.
window.wegmarken = { hydrate };
hydrate(document.body);
