// What keys and signs do while typing.

import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import type { Command, Plugin } from "prosemirror-state";
import { goToNextCell } from "prosemirror-tables";
import { schema } from "../text/schema";
import { announce } from "./dom";
import { perform } from "./formats";
import type { Host } from "./rich";

export type Actions = { save: () => void; close: () => void; toolbar: () => void };

const type = (name: string): NodeType => schema.nodes[name] as NodeType;

export const act = (run: () => void): Command => () => {
  run();
  return true;
};

const lineBreak: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type.name === "heading") return false;
  dispatch?.(state.tr.replaceSelectionWith(type("hard_break").create()).scrollIntoView());
  return true;
};

/** Where a text has nothing left to undo, the page goes on. */
export function turns(host: Host): Record<string, Command> {
  const told = (command: Command, words: string): Command => (state, dispatch, view) => {
    const did = command(state, dispatch, view);
    if (did && dispatch) announce(words);
    return did;
  };
  const back = chainCommands(told(undo, host.words.undone), act(host.undo));
  const forth = chainCommands(told(redo, host.words.redone), act(host.redo));
  return { "Mod-z": back, "Mod-y": forth, "Shift-Mod-z": forth };
}

export function keys(host: Host, actions: Actions): Plugin[] {
  const format = (name: string): Command => (_state, _dispatch, view) => {
    if (view) perform(name, view, host);
    return true;
  };
  const item = type("list_item");
  return [
    keymap({
      ...turns(host),
      "Mod-b": format("strong"),
      "Mod-i": format("em"),
      "Mod-k": format("link"),
      "Mod-Alt-0": format("paragraph"),
      "Mod-Alt-2": format("heading2"),
      "Mod-Alt-3": format("heading3"),
      "Mod-Alt-4": format("heading4"),
      "Mod-s": act(actions.save),
      "Mod-Enter": act(actions.close),
      Escape: act(actions.close),
      "Alt-F10": act(actions.toolbar),
      Enter: splitListItem(item),
      "Shift-Enter": chainCommands(exitCode, lineBreak),
      // Outside of lists and tables the Tab key goes on through the page, as everywhere.
      Tab: chainCommands(goToNextCell(1), sinkListItem(item)),
      "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(item)),
    }),
    keymap(baseKeymap),
    inputRules({
      rules: [
        textblockTypeInputRule(/^(#{2,4})\s$/, type("heading"), (match) => ({ level: match[1]?.length ?? 2 })),
        wrappingInputRule(/^\s*([-*])\s$/, type("bullet_list")),
        wrappingInputRule(/^(\d+)\.\s$/, type("ordered_list"), (match) => ({ order: Number(match[1]) }), (match, node) => node.childCount + Number(node.attrs.order) === Number(match[1])),
        wrappingInputRule(/^\s*>\s$/, type("blockquote")),
        new InputRule(/\.\.\.$/, "…"),
      ],
    }),
  ];
}
