// Questions that need an answer before one goes on.

import { fill, type Words } from "../words";
import { isSafeAddress } from "../text/schema";
import { bothBelow } from "../text/merge";
import { freshId, h, voice } from "./dom";

/** Given the focus back, a text has its caret at its start, and the editor mends that a little later: a key in between would land there. */
function keepCaret(element: HTMLElement): void {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection() ?? {};
  if (!anchorNode || !focusNode || !element.isContentEditable || !element.contains(anchorNode)) return;
  const back = () => {
    const isThere = element.contains(anchorNode) && element.contains(focusNode);
    // Others may have shortened the text meanwhile.
    const within = (node: Node, offset: number) => Math.min(offset, node.nodeType === Node.TEXT_NODE ? (node as Text).length : node.childNodes.length);
    if (isThere) getSelection()?.setBaseAndExtent(anchorNode, within(anchorNode, anchorOffset ?? 0), focusNode, within(focusNode, focusOffset ?? 0));
  };
  element.addEventListener("focus", back, { once: true });
}

/** Shows a dialog; the focus goes back to where it was, and the caret with it. */
export function open(title: string, fillIn: (dialog: HTMLDialogElement) => void, closed: () => void = () => {}): HTMLDialogElement {
  const id = freshId("title");
  const dialog = h("dialog", { class: "edit-dialog", "aria-labelledby": id }, h("h2", { id }, title));
  const before = document.activeElement as HTMLElement | null;
  if (before) keepCaret(before);
  fillIn(dialog);
  voice(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function field(label: string, value: string, name: string, hint?: string) {
  const [id, error] = [freshId(name), freshId("error")];
  const described = hint ? `${error} ${id}-hint` : error;
  const input = h("input", { id, name, class: "input", value, "aria-describedby": described, autocomplete: "off" });
  const problem = h("p", { id: error, class: "field__error" });
  const element = h(
    "div",
    { class: "field" },
    h("label", { class: "field__label", for: id }, label),
    hint && h("p", { class: "field__hint", id: `${id}-hint` }, hint),
    problem,
    input,
  );
  const complain = (words: string | null) => {
    problem.textContent = words ?? "";
    input.toggleAttribute("aria-invalid", Boolean(words));
    if (words) input.focus();
    return Boolean(words);
  };
  return { element, input, complain };
}

/** Asks for an address; `null` takes the link away, `undefined` leaves everything as it is. */
export function askLink(words: Words, now: string | null): Promise<string | null | undefined> {
  return new Promise((resolve) => {
    let answer: string | null | undefined;
    const dialog = open(
      words.formats.link ?? "",
      (dialog) => {
        const address = field(words.linkAddress, now ?? "", "href", words.linkHint);
        const submit = (event: Event) => {
          event.preventDefault();
          const value = address.input.value.trim();
          const isOpen = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(value);
          if (address.complain(value && (isSafeAddress(value) || isOpen) ? null : words.linkWrong)) return;
          answer = isOpen ? `https://${value}` : value;
          dialog.close();
        };
        const remove = () => {
          answer = null;
          dialog.close();
        };
        dialog.append(
          h(
            "form",
            { onsubmit: submit, novalidate: true },
            address.element,
            h(
              "div",
              { class: "button-row" },
              h("button", { class: "button button--primary" }, words.apply),
              now !== null && h("button", { type: "button", class: "button button--secondary", onclick: remove }, words.linkGone),
              h("button", { type: "button", class: "button button--quiet", onclick: () => dialog.close() }, words.cancel),
            ),
          ),
        );
      },
      () => resolve(answer),
    );
    dialog.querySelector("input")?.focus();
  });
}

export type Sides = { base: string; mine: string; theirs: string };

/** The person decides what stands there; nothing means: later. */
export function askConflict(words: Words, block: string, sides: Sides): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer: string | undefined;
    open(
      words.conflict,
      (dialog) => {
        dialog.classList.add("edit-dialog--wide");
        const id = freshId("joined");
        const joined = h("textarea", { id, class: "input", rows: 10 });
        joined.value = bothBelow(sides.base, sides.mine, sides.theirs);
        const side = (title: string, text: string) =>
          h("section", { class: "edit-version" }, h("h3", {}, title), h("pre", { tabindex: 0, role: "group", "aria-label": title }, text || "–"));
        const take = (text: string) => () => {
          joined.value = text;
          joined.focus();
        };
        const submit = (event: Event) => {
          event.preventDefault();
          answer = joined.value;
          dialog.close();
        };
        dialog.append(
          h("p", {}, `${fill("{block}.", { block })} ${words.conflictLead}`),
          h("div", { class: "edit-versions" }, side(words.base, sides.base), side(words.mine, sides.mine), side(words.theirs, sides.theirs)),
          h(
            "form",
            { onsubmit: submit },
            h("label", { class: "field__label", for: id }, words.joined),
            joined,
            h(
              "div",
              { class: "button-row" },
              h("button", { class: "button button--primary" }, words.save),
              h("button", { type: "button", class: "button button--secondary", onclick: take(sides.mine) }, words.takeMine),
              h("button", { type: "button", class: "button button--secondary", onclick: take(sides.theirs) }, words.takeTheirs),
              h("button", { type: "button", class: "button button--quiet", onclick: () => dialog.close() }, words.later),
            ),
          ),
        );
      },
      () => resolve(answer),
    ).querySelector("textarea")?.focus();
  });
}

/** One of a few things. */
export function askOne(words: Words, title: string, choices: readonly (readonly [string, string])[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer: string | undefined;
    open(
      title,
      (dialog) => {
        const choose = (choice: string) => () => {
          answer = choice;
          dialog.close();
        };
        dialog.append(
          h("div", { class: "edit-choices" }, ...choices.map(([name, label]) => h("button", { type: "button", class: "button button--secondary", onclick: choose(name) }, label))),
          h("div", { class: "button-row" }, h("button", { type: "button", class: "button button--quiet", onclick: () => dialog.close() }, words.cancel)),
        );
      },
      () => resolve(answer),
    );
  });
}
