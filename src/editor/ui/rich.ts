// A text that is edited where it stands: the element that readers see becomes the editor.

import { dropCursor } from "prosemirror-dropcursor";
import { history, redo, undo } from "prosemirror-history";
import { DOMSerializer } from "prosemirror-model";
import { EditorState, TextSelection, type Command, type Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { becoming } from "../text/apply";
import { bodyOf, documentOf } from "../text/markdown";
import { cleaned } from "../text/paste";
import { schema } from "../text/schema";
import type { Words } from "../words";
import { INSERTABLE, type Library, type Uploaded } from "../contract";
import { announce } from "./dom";
import { keys } from "./keys";
import { slashMenu } from "./slash";
import { Toolbar } from "./toolbar";

export type Point = { left: number; top: number };

/** What an open block needs to know of the page. */
export type Host = {
  label: string;
  words: Words;
  typed: (body: string) => void;
  /** What was typed at once, by a hand that let go: a step that can be undone by itself. */
  did: (from: string, to: string) => void;
  save: () => void;
  close: () => void;
  undo: () => void;
  redo: () => void;
  /** Puts a block below; nothing where blocks do not come and go. */
  insert: ((kind: string) => void) | null;
  upload: (kind: string, body: string, file: File) => Promise<Uploaded | null>;
  library: (kind: string, query: string) => Promise<Library | null>;
  take: (kind: string, body: string, key: string) => Promise<Uploaded | null>;
};

export interface Surface {
  /** Others changed the text: it becomes this one, the caret stays where it is. */
  become(body: string): void;
  /** Goes on where one was. */
  focus(): void;
  destroy(): void;
}

/** Marks what was not typed here. */
export const FOREIGN = "foreign";
const ROOM = { top: 140, bottom: 110, left: 0, right: 0 };

export class Rich implements Surface {
  private readonly view: EditorView;
  private readonly toolbar: Toolbar;
  private readonly place: HTMLElement;

  /** `shown` is what readers see; `memory` what the last visit in this block left, with its history. */
  constructor(
    private readonly host: Host,
    private readonly shown: HTMLElement,
    memory: EditorState | null,
    body: string,
    private readonly remember: (state: EditorState) => void,
    point?: Point,
  ) {
    const { words } = host;
    this.toolbar = new Toolbar(host, () => this.view, {
      undo: () => this.turn(undo, words.undone, host.undo),
      redo: () => this.turn(redo, words.redone, host.redo),
    });
    this.place = shown.cloneNode(false) as HTMLElement;
    const label = words.editing.replace("{block}", host.label);
    this.view = new EditorView(
      { mount: this.place },
      {
        state: this.stateOf(memory, body),
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "true" },
        // The bars at both edges of the window hide no caret.
        scrollThreshold: ROOM,
        scrollMargin: ROOM,
        transformPastedHTML: (html) => cleaned(html),
        dispatchTransaction: (tr) => {
          this.view.updateState(this.view.state.apply(tr));
          if (tr.docChanged && !tr.getMeta(FOREIGN)) host.typed(bodyOf(this.view.state.doc));
          this.toolbar.update();
        },
      },
    );
    shown.hidden = true;
    shown.after(this.place);
    this.select(point);
    // What one points at stays under the pointer when the tools come above it.
    const before = this.place.getBoundingClientRect().top;
    shown.closest(".edit-block")?.prepend(this.toolbar.element);
    this.toolbar.update();
    scrollBy({ top: this.place.getBoundingClientRect().top - before, behavior: "instant" });
    this.view.focus();
  }

  /** Where a text has nothing left to undo, the page goes on. */
  private turn(command: Command, told: string, outside: () => void): void {
    if (command(this.view.state, this.view.dispatch)) announce(told);
    else outside();
  }

  private select(point: Point | undefined): void {
    const at = point && this.view.posAtCoords(point);
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(at ? TextSelection.near(state.doc.resolve(at.pos)) : TextSelection.atEnd(state.doc)));
  }

  private stateOf(memory: EditorState | null, body: string): EditorState {
    const plugins = this.plugins();
    if (!memory) return EditorState.create({ doc: documentOf(body), plugins });
    // The history lives in the state; everything else belongs to the view that was closed.
    const state = memory.reconfigure({ plugins });
    return bodyOf(state.doc) === body ? state : state.apply(becoming(state.tr, documentOf(body)).setMeta("addToHistory", false));
  }

  private plugins(): Plugin[] {
    const { words, insert, save, close } = this.host;
    const more = insert ? INSERTABLE.map((kind) => ({ label: `${words.kinds[kind]} (${words.insert.toLocaleLowerCase()})`, run: () => insert(kind) })) : [];
    const actions = { save, close, toolbar: () => this.toolbar.focus() };
    return [slashMenu(this.host, more), ...keys(this.host, actions), past, dropCursor({ class: "edit-drop", color: false }), tableEditing()];
  }

  become(body: string): void {
    if (bodyOf(this.view.state.doc) === body) return;
    const tr = becoming(this.view.state.tr, documentOf(body));
    this.view.dispatch(tr.setMeta("addToHistory", false).setMeta(FOREIGN, true));
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    const { state } = this.view;
    this.remember(state);
    // Until the server shows it: what stands there now.
    this.shown.replaceChildren(DOMSerializer.fromSchema(schema).serializeFragment(state.doc.content));
    this.shown.hidden = false;
    this.view.destroy();
    this.place.remove();
    this.toolbar.element.remove();
  }
}

/** One for all: a state finds its history again by it. */
const past = history({ depth: 10_000 });
