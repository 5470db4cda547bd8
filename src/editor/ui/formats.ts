// What one can do with a text: the same list for the toolbar, the keyboard and the slash menu.

import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, isInTable } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { schema } from "../text/schema";
import { fill } from "../words";
import { askLink } from "./dialog";
import { announce } from "./dom";
import type { Host } from "./rich";

export type Format = {
  name: string;
  /** On or off, where it can be. */
  isOn?: (state: EditorState) => boolean;
  isShown?: (state: EditorState) => boolean;
  /** In the slash menu: what makes something new. */
  isInsert?: boolean;
  run: (view: EditorView, host: Host) => void;
};

const node = (name: string): NodeType => schema.nodes[name] as NodeType;
const mark = (name: string): MarkType => schema.marks[name] as MarkType;

const does = (command: Command) => (view: EditorView) => {
  command(view.state, view.dispatch, view);
  view.focus();
};

function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

/** The nearest node of this type around the caret. */
function isInside(state: EditorState, type: NodeType): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}

const isHeading = (level: number) => (state: EditorState) => state.selection.$from.parent.hasMarkup(node("heading"), { level });

const list = (name: string): Command => (state, dispatch, view) => {
  if (!isInside(state, node(name))) return wrapInList(node(name))(state, dispatch, view);
  return liftListItem(node("list_item"))(state, dispatch);
};

const quote: Command = (state, dispatch, view) => (isInside(state, node("blockquote")) ? lift(state, dispatch) : wrapIn(node("blockquote"))(state, dispatch, view));

export const table: Command = (state, dispatch) => {
  const cell = (type: string) => node(type).createAndFill();
  const row = (type: string) => node("table_row").create(null, [cell(type), cell(type)].flatMap((made) => made ?? []));
  const made = node("table").create(null, [row("table_header"), row("table_cell")]);
  const tr = state.tr.replaceSelectionWith(made);
  // One goes on in its first cell.
  tr.doc.descendants((child, at) => {
    if (child === made) tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
    return child !== made;
  });
  dispatch?.(tr.scrollIntoView());
  return true;
};

async function link(view: EditorView, { words }: Host): Promise<void> {
  const { state } = view;
  const type = mark("link");
  let { from, to } = state.selection;
  const now = type.isInSet(state.selection.$from.marks()) ?? type.isInSet(state.doc.nodeAt(from)?.marks ?? []);
  if (now && from === to) [from, to] = around(state, from, now.attrs.href as string);
  const address = await askLink(words, (now?.attrs.href as string) ?? null);
  view.focus();
  if (address === undefined) return;
  const tr = view.state.tr.removeMark(from, to, type);
  if (address !== null) {
    if (from === to) tr.insertText(address, from).addMark(from, from + address.length, type.create({ href: address }));
    else tr.addMark(from, to, type.create({ href: address }));
  }
  view.dispatch(tr);
  announce(address === null ? words.linkIsGone : words.linkIsSet);
}

function around(state: EditorState, at: number, href: string): [number, number] {
  let [from, to] = [at, at];
  const { $from } = state.selection;
  $from.parent.forEach((child, offset) => {
    const start = $from.start() + offset;
    const isIt = child.marks.some(({ type, attrs }) => type.name === "link" && attrs.href === href);
    if (isIt && start <= at && at <= start + child.nodeSize) [from, to] = [start, start + child.nodeSize];
  });
  return [from, to];
}

const heading = (level: number): Format => ({
  name: `heading${level}`,
  isOn: isHeading(level),
  isInsert: true,
  run: (view) => does(setBlockType(node(isHeading(level)(view.state) ? "paragraph" : "heading"), { level }))(view),
});

export const FORMATS: readonly Format[] = [
  { name: "paragraph", isOn: (state) => state.selection.$from.parent.type === node("paragraph"), run: does(setBlockType(node("paragraph"))) },
  heading(2),
  heading(3),
  heading(4),
  { name: "strong", isOn: (state) => hasMark(state, mark("strong")), run: does(toggleMark(mark("strong"))) },
  { name: "em", isOn: (state) => hasMark(state, mark("em")), run: does(toggleMark(mark("em"))) },
  { name: "link", isOn: (state) => hasMark(state, mark("link")), run: (view, host) => void link(view, host) },
  { name: "bullets", isOn: (state) => isInside(state, node("bullet_list")), isInsert: true, run: does(list("bullet_list")) },
  { name: "numbers", isOn: (state) => isInside(state, node("ordered_list")), isInsert: true, run: does(list("ordered_list")) },
  { name: "quote", isOn: (state) => isInside(state, node("blockquote")), isInsert: true, run: does(quote) },
  { name: "table", isShown: (state) => !isInTable(state), isInsert: true, run: does(table) },
  { name: "rowAfter", isShown: isInTable, run: does(addRowAfter) },
  { name: "columnAfter", isShown: isInTable, run: does(addColumnAfter) },
  { name: "rowGone", isShown: isInTable, run: does(deleteRow) },
  { name: "columnGone", isShown: isInTable, run: does(deleteColumn) },
];

/** What asks something first says by itself what came of it. */
const ASKING: readonly string[] = ["link"];

/** Does it, from wherever it was asked for, and says what it did. */
export function perform(name: string, view: EditorView, host: Host): void {
  const format = FORMATS.find((format) => format.name === name);
  if (!format) return;
  format.run(view, host);
  if (ASKING.includes(name)) return;
  const { words } = host;
  const told = !format.isOn ? words.did : format.isOn(view.state) ? words.switchedOn : words.switchedOff;
  announce(fill(told, { format: words.formats[name] ?? name }));
}
