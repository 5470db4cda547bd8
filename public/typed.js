// Keeps on this device what is typed into a plain form, until the server has it: it is there again after a crash, and after
// signing in anew. Pages work without it.

const form = document.querySelector("form[data-keep]");
const notice = document.querySelector("[data-kept]");
const name = `getippt-${form?.dataset.keep}`;

// Private windows and strict settings have no storage; then the form is what it is without a script.
function kept() {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

function keep() {
  const fields = [...new FormData(form)].map(([field, text]) => [field, text.replaceAll("\r\n", "\n")]);
  try {
    localStorage.setItem(name, JSON.stringify(fields));
  } catch {
    // Full: the server alone keeps it, once it is sent.
  }
}

function forget() {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept either.
  }
}

// With what it started from, so that the server meets it with what others wrote meanwhile.
function restore(fields) {
  for (const [field, text] of fields) {
    const input = form.elements.namedItem(field);
    if (input) input.value = text;
  }
  notice.hidden = false;
}

const stands = ([field, text]) => form.elements.namedItem(field)?.value === text;

if (form && notice) {
  const fields = kept();
  if (form.dataset.state === "saved" || form.dataset.state === "dropped") {
    forget();
    // What is typed after that is not forgotten when the page is loaded again.
    history.replaceState(null, "", location.pathname);
  }
  if (form.dataset.state === "typed") keep();
  if (form.dataset.state === "fresh" && fields && !fields.every(stands)) restore(fields);
  form.addEventListener("input", keep);
  notice.querySelector("button").addEventListener("click", () => {
    forget();
    // Loaded anew: with a `#` in its address a page only jumps.
    location.replace(location.pathname + location.search);
  });
}
