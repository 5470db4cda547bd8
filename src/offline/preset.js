// Pages that the device has at hand are the same at every address. Here the form for writing chooses what the address asks
// for, as the server does where it answers; and the page that says that there is no network passes on what it was asked.

/** What a link to the form of a proposal may choose in advance, and in which field. */
const FIELDS = new Map([["liste", "liste"], ["thema", "thema"], ["ziel", "ziele"], ["ort", "ort"]]);

/** What of an address the form for writing understands. @param {string} search */
export function presetOf(search) {
  return new URLSearchParams([...new URLSearchParams(search)].filter(([name, value]) => FIELDS.has(name) && value));
}

/**
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} preset
 */
export function choose(form, preset) {
  for (const [name, value] of preset) {
    /** @type {NodeListOf<HTMLSelectElement>} */
    const selects = form.querySelectorAll(`select[name=${FIELDS.get(name)}]`);
    for (const select of selects) {
      const at = [...select.options].findIndex((option) => (option.dataset.slug ?? option.value) === value);
      // A board that is not among these may be closed: which one is meant then, only the writer can say.
      if (at >= 0 || select.required) select.selectedIndex = at;
    }
    /** @type {NodeListOf<HTMLInputElement>} */
    const boxes = form.querySelectorAll(`input[type=checkbox][name=${FIELDS.get(name)}]`);
    for (const box of boxes) if (box.value === value) box.checked = true;
  }
}

/** @param {ParentNode} page @param {string} search */
export function start(page, search) {
  const preset = presetOf(search);
  const [links, forms] = [page.querySelectorAll("a[data-preset]"), page.querySelectorAll("form[data-preset]")];
  if (String(preset)) for (const link of links) link.setAttribute("href", `${link.getAttribute("href")}?${preset}`);
  for (const form of forms) choose(/** @type {HTMLFormElement} */ (form), preset);
}

if (typeof document !== "undefined") start(document, location.search);
