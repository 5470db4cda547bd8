// A slash in the text offers what can be inserted. The focus stays in the text.

import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { fill } from "../words";
import { announce, freshId, h } from "./dom";
import { FORMATS, perform } from "./formats";
import type { Host } from "./rich";

type Found = { from: number; to: number; query: string } | null;
type Item = { label: string; run: (view: EditorView) => void };

const key = new PluginKey<boolean>("slash");

function found(state: EditorState): Found {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\0", "\0");
  const match = /(?:^|\s)\/([\p{L}\d ]{0,20})$/u.exec(before);
  if (!match) return null;
  const query = match[1] ?? "";
  return { from: $from.pos - query.length - 1, to: $from.pos, query };
}

export function slashMenu(host: Host, more: readonly Item[]): Plugin {
  const { words } = host;
  const all: Item[] = [...FORMATS.filter(({ isInsert }) => isInsert).map(({ name }) => ({ label: words.formats[name] ?? name, run: (view: EditorView) => perform(name, view, host) })), ...more];
  const id = freshId("slash");
  const list = h("ul", { role: "listbox", tabindex: 0, class: "edit-slash", id, "aria-label": words.slash, hidden: true });
  let items: Item[] = [];
  let chosen = 0;

  const draw = (view: EditorView, place: Found) => {
    list.replaceChildren(
      ...items.map((item, i) => {
        const pick = (event: Event) => {
          event.preventDefault();
          run(view, i);
        };
        return h("li", { role: "option", id: `${id}-${i}`, "aria-selected": String(i === chosen), onmousedown: pick }, item.label);
      }),
    );
    list.hidden = false;
    const at = view.coordsAtPos(place?.from ?? 0);
    const room = list.offsetHeight + 8;
    list.style.insetInlineStart = `${Math.max(8, Math.min(at.left, innerWidth - list.offsetWidth - 8))}px`;
    list.style.insetBlockStart = `${at.bottom + room > innerHeight && at.top > room ? at.top - room : at.bottom + 4}px`;
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    view.dom.setAttribute("aria-controls", id);
    view.dom.setAttribute("aria-activedescendant", `${id}-${chosen}`);
  };
  const hide = (view: EditorView) => {
    list.hidden = true;
    view.dom.removeAttribute("aria-activedescendant");
    view.dom.removeAttribute("aria-controls");
  };
  const close = (view: EditorView) => view.dispatch(view.state.tr.setMeta(key, false));
  const run = (view: EditorView, at: number) => {
    const place = found(view.state);
    const item = items[at];
    if (!place || !item) return;
    view.dispatch(view.state.tr.delete(place.from, place.to).setMeta(key, false));
    item.run(view);
  };
  const matching = (query: string) => all.filter(({ label }) => label.toLocaleLowerCase().includes(query.toLocaleLowerCase().trim()));

  return new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply: (tr, isOpen) => (tr.getMeta(key) as boolean | undefined) ?? isOpen,
    },
    props: {
      handleTextInput: (view, from, to, text) => {
        if (text !== "/") return false;
        view.dispatch(view.state.tr.insertText(text, from, to).setMeta(key, true));
        return true;
      },
      handleKeyDown: (view, event) => {
        if (list.hidden || items.length === 0) return false;
        if (event.key === "Escape") close(view);
        else if (event.key === "Enter" || event.key === "Tab") run(view, chosen);
        else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
          draw(view, found(view.state));
          announce(items[chosen]?.label ?? "");
          return true;
        } else return false;
        return true;
      },
    },
    view: (view) => {
      (document.querySelector("[data-edit-page]") ?? document.body).append(list);
      let query: string | null = null;
      return {
        update: (view) => {
          const place = key.getState(view.state) ? found(view.state) : null;
          if (!place) {
            if (!list.hidden) hide(view);
            query = null;
            if (key.getState(view.state)) queueMicrotask(() => !view.isDestroyed && close(view));
            return;
          }
          if (query === place.query) return;
          query = place.query;
          chosen = 0;
          items = matching(place.query);
          if (items.length === 0) return hide(view);
          draw(view, place);
          announce(fill(words.slashFound, { n: items.length }));
        },
        destroy: () => {
          hide(view);
          list.remove();
        },
      };
    },
  });
}
