// One line of plain words that is edited where it stands: a title, an introduction.

import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Schema, type Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { becoming } from "../text/apply";
import { announce, h, roving, spoken } from "./dom";
import { act, turns } from "./keys";
import { FOREIGN, type Host, type Point, type Surface } from "./rich";

const schema = new Schema({ nodes: { doc: { content: "text*" }, text: {} } });

const documentOf = (words: string): Node => schema.node("doc", null, words ? [schema.text(words)] : []);

/** As the server stores it. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

export class Plain implements Surface {
  private readonly view: EditorView;
  private readonly tools: HTMLElement;

  /** `shown` is the heading or paragraph that readers see; what is written stands in it and looks as it does. */
  constructor(
    private readonly host: Host,
    private readonly shown: HTMLElement,
    memory: EditorState | null,
    body: string,
    private readonly remember: (state: EditorState) => void,
    point?: Point,
  ) {
    const place = h("span", { class: "edit-plain" });
    this.tools = this.toolbar();
    this.view = new EditorView(
      { mount: place },
      {
        state: this.stateOf(memory, oneLine(body)),
        attributes: { role: "textbox", "aria-label": host.words.editing.replace("{block}", host.label), spellcheck: "true" },
        // Whatever it looked like elsewhere: its words are taken.
        handlePaste: (view, event) => {
          view.dispatch(view.state.tr.insertText((event.clipboardData?.getData("text/plain") ?? "").replace(/\s+/g, " ")).scrollIntoView());
          return true;
        },
        // Keyboards of phones send no key for it, and ProseMirror knows of no line end in one line.
        handleDOMEvents: {
          beforeinput: (_view, event) => {
            if (event.inputType !== "insertParagraph" && event.inputType !== "insertLineBreak") return false;
            event.preventDefault();
            host.close();
            return true;
          },
        },
        handleDrop: (_view, _event, _slice, isMoved) => !isMoved,
        dispatchTransaction: (tr) => {
          this.view.updateState(this.view.state.apply(tr));
          if (tr.docChanged && !tr.getMeta(FOREIGN)) host.typed(this.words);
        },
      },
    );
    shown.replaceChildren(place);
    shown.after(this.tools);
    const at = point && this.view.posAtCoords(point);
    const { state } = this.view;
    this.view.dispatch(state.tr.setSelection(at ? TextSelection.near(state.doc.resolve(at.pos)) : TextSelection.atEnd(state.doc)));
    this.view.focus();
  }

  private get words(): string {
    return oneLine(this.view.state.doc.textContent);
  }

  private toolbar(): HTMLElement {
    const { words, label, close } = this.host;
    const turn = (command: Command, told: string, outside: () => void) => () => {
      if (command(this.view.state, this.view.dispatch)) announce(told);
      else outside();
    };
    const button = (name: string, text: string, press: () => void) =>
      h("button", { type: "button", class: `edit-tool edit-tool--${name}`, onmousedown: (event: Event) => event.preventDefault(), onclick: press }, text);
    const made = h(
      "div",
      { role: "toolbar", class: "edit-toolbar", lang: spoken(), "aria-label": `${words.tools}: ${label}` },
      button("undo", words.undo, turn(undo, words.undone, this.host.undo)),
      button("redo", words.redo, turn(redo, words.redone, this.host.redo)),
      button("done", words.done, close),
    );
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.view.focus();
    });
    roving(made);
    return made;
  }

  private stateOf(memory: EditorState | null, words: string): EditorState {
    const plugins = this.plugins();
    if (!memory) return EditorState.create({ doc: documentOf(words), plugins });
    const state = memory.reconfigure({ plugins });
    return oneLine(state.doc.textContent) === words ? state : state.apply(becoming(state.tr, documentOf(words)).setMeta("addToHistory", false));
  }

  private plugins(): Plugin[] {
    const { save, close } = this.host;
    const done = act(close);
    // There is no second line.
    const ends = { Enter: done, "Shift-Enter": done, "Mod-Enter": done, Escape: done };
    const toolbar = act(() => this.tools.querySelector<HTMLElement>('button[tabindex="0"]')?.focus());
    return [keymap({ ...turns(this.host), ...ends, "Mod-s": act(save), "Alt-F10": toolbar }), past];
  }

  become(body: string): void {
    const words = oneLine(body);
    if (this.words === words) return;
    const tr = becoming(this.view.state.tr, documentOf(words));
    this.view.dispatch(tr.setMeta("addToHistory", false).setMeta(FOREIGN, true));
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    const { words } = this;
    this.remember(this.view.state);
    this.view.destroy();
    this.tools.remove();
    this.shown.textContent = words;
  }
}

/** One for all: a state finds its history again by it. */
const past = history({ depth: 10_000 });
