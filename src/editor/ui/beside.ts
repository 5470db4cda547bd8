// A dialog with what goes along with a block.

import { BESIDE, type Wish } from "../contract";
import type { Companion } from "../text/beside";
import type { Words } from "../words";
import { open } from "./dialog";
import { announce, freshId, h } from "./dom";

export type Beside = {
  there: () => Companion[];
  isOlder: () => boolean;
  /** What went wrong, in words. */
  act: (wish: Wish, file: File | null) => Promise<string | null>;
  closed: () => void;
};

export function showBeside(words: Words, block: string, { there, isOlder, act, closed }: Beside): void {
  open(
    words.beside,
    (dialog) => {
      const [id, error, hint] = [freshId("beside"), freshId("beside-error"), freshId("beside-hint")];
      const list = h("ul", { class: "edit-beside" });
      const problem = h("p", { id: error, class: "field__error" });
      const input = h("input", { id, type: "file", class: "input input--file", accept: BESIDE, "aria-describedby": `${error} ${hint}` });
      const done = h("button", { type: "button", class: "button button--primary", onclick: () => dialog.close() }, words.close);

      const run = async (wish: Wish, file: File | null) => {
        problem.textContent = "";
        if (file) announce(words.uploading);
        input.disabled = true;
        const wrong = await act(wish, file);
        input.disabled = false;
        input.value = "";
        if (!dialog.isConnected) return;
        problem.textContent = wrong ?? "";
        input.toggleAttribute("aria-invalid", Boolean(wrong));
        if (!wrong) announce(file ? words.besideThere : words.besideChanged);
        draw();
        // The button that was pressed may be gone.
        input.focus();
      };
      const draw = () => {
        const items = there().map((companion) =>
          h("li", {}, h("span", {}, words.companions[companion] ?? companion), h("button", { type: "button", class: "button button--secondary", onclick: () => void run(companion, null) }, words.companionsGone[companion] ?? words.remove)),
        );
        if (items.length > 0 && isOlder()) items.push(h("li", {}, h("span", {}, words.besideOlder), h("button", { type: "button", class: "button button--secondary", onclick: () => void run("passt", null) }, words.besideFits)));
        list.replaceChildren(...items);
        list.hidden = items.length === 0;
      };
      input.addEventListener("change", () => {
        const [file] = input.files ?? [];
        if (file) void run("beigabe", file);
      });
      draw();
      dialog.append(
        h("p", {}, `${block}. ${words.besideLead}`),
        list,
        h("div", { class: "field" }, h("label", { class: "field__label", for: id }, words.besideFile), h("p", { class: "field__hint", id: hint }, words.besideHint), problem, input),
        h("div", { class: "button-row" }, done),
      );
    },
    closed,
  )
    .querySelector("input")
    ?.focus();
}
