// A dialog with the files that are there already: looked for by words, chosen by a press.

import type { Held, Library } from "../contract";
import { fill, type Words } from "../words";
import { open } from "./dialog";
import { announce, freshId, h } from "./dom";

/** Milliseconds without a letter. */
const REST = 300;

function card(words: Words, held: Held, choose: () => void): HTMLElement {
  // The name stands beside it.
  const picture = held.picture && h("img", { src: `/medien/${held.key}/klein`, alt: "", loading: "lazy", decoding: "async" });
  const alt = held.alt && h("span", { class: "edit-library__alt" }, fill(words.libraryAlt, { alt: held.alt }));
  return h("li", {}, h("button", { type: "button", onclick: choose }, picture, h("span", { class: "edit-library__text" }, h("strong", {}, held.name), h("span", {}, held.facts), alt)));
}

/** `ask` looks in the library; `note` is what one should know before. */
export function askLibrary(words: Words, ask: (query: string) => Promise<Library | null>, note: string | null = null): Promise<Held | undefined> {
  return new Promise((resolve) => {
    let answer: Held | undefined;
    open(
      words.fromLibrary,
      (dialog) => {
        const [id, hint] = [freshId("library"), freshId("library-hint")];
        const list = h("ul", { class: "edit-library" });
        const told = h("p", {});
        const input = h("input", { id, type: "search", class: "input", autocomplete: "off", "aria-describedby": hint });
        let timer: ReturnType<typeof setTimeout> | undefined;
        let asked = 0;
        const look = async () => {
          const turn = ++asked;
          const found = await ask(input.value.trim()).catch(() => null);
          if (turn !== asked || !dialog.isConnected) return;
          const choose = (held: Held) => () => {
            answer = held;
            dialog.close();
          };
          list.replaceChildren(...(found?.files ?? []).map((held) => card(words, held, choose(held))));
          const count = fill(words.libraryFound, { n: found?.files.length ?? 0 });
          told.textContent = !found ? words.libraryAway : found.more ? `${count} ${words.libraryMore}` : count;
          announce(told.textContent);
        };
        input.addEventListener("input", () => {
          clearTimeout(timer);
          timer = setTimeout(() => void look(), REST);
        });
        dialog.append(
          h("div", { class: "field" }, h("label", { class: "field__label", for: id }, words.librarySearch), h("p", { class: "field__hint", id: hint }, [words.libraryHint, note].filter(Boolean).join(" ")), input),
          told,
          list,
          h("div", { class: "button-row" }, h("button", { type: "button", class: "button button--quiet", onclick: () => dialog.close() }, words.cancel)),
        );
        void look();
      },
      () => resolve(answer),
    )
      .querySelector("input")
      ?.focus();
  });
}
