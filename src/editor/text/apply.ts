// Changes an open document into another one by touching only what differs, so that the caret and the history stay.

import { Fragment, Slice, type Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { changes } from "./merge";

type Hunk = { from: number; to: number; content: Fragment };

/** What a node says, without spaces at the end of its texts: they are typed and not yet stored. */
function key(node: Node): string {
  return JSON.stringify(node.toJSON(), (name, value: unknown) => (name === "mark" ? undefined : value)).replace(/\s+"(?=[,}])/g, '"');
}

/** Steps that lead from the document of this transaction to another one. */
export function becoming(tr: Transaction, goal: Node): Transaction {
  const hunks: Hunk[] = [];
  if (goal.isTextblock) inline(tr.doc, goal, 0, hunks);
  else collect(tr.doc, goal, 0, hunks);
  for (const { from, to, content } of hunks.reverse()) tr.replace(from, to, new Slice(content, 0, 0));
  return tr;
}

function collect(now: Node, goal: Node, start: number, hunks: Hunk[]): void {
  const old = now.children.map(key);
  const found = changes(old, goal.children.map(key));
  const starts: number[] = [];
  now.forEach((_child, offset) => starts.push(start + offset));
  starts.push(start + now.content.size);
  let drift = 0;
  for (const change of found) {
    const from = change.from;
    const fresh = Array.from({ length: change.with.length }, (_, i) => goal.child(from + drift + i));
    // As many as possible become each other, the rest comes or goes.
    let paired = 0;
    while (paired < fresh.length && from + paired < change.to && canBecome(now.child(from + paired), fresh[paired] as Node)) {
      const [a, b, at] = [now.child(from + paired), fresh[paired] as Node, starts[from + paired] ?? start];
      if (a.isTextblock) inline(a, b, at + 1, hunks);
      else collect(a, b, at + 1, hunks);
      paired++;
    }
    const rest = Fragment.from(fresh.slice(paired));
    // A line that is empty because somebody is about to write there does not go.
    const gone = now.children.slice(from + paired, change.to);
    const isOnlyRoom = rest.size === 0 && gone.every((node) => node.isTextblock && node.content.size === 0);
    if (!isOnlyRoom && (rest.size > 0 || gone.length > 0)) {
      hunks.push({ from: starts[from + paired] ?? start, to: starts[change.to] ?? start, content: rest });
    }
    drift += change.with.length - (change.to - from);
  }
}

function canBecome(a: Node, b: Node): boolean {
  return a.type === b.type && !a.isLeaf && (a.type.name === "heading" ? a.attrs.level === b.attrs.level : true);
}

type Piece = { key: string; node: Node };

function pieces(block: Node): Piece[] {
  return block.children.flatMap((node) => {
    if (!node.isText) return [{ key: JSON.stringify(node.toJSON()), node }];
    const marks = JSON.stringify(node.marks.map((mark) => mark.toJSON()));
    const parts = node.text?.match(/[\p{L}\p{N}\p{M}]+|\s+|./gsu) ?? [];
    return parts.map((text) => ({ key: text + marks, node: node.type.schema.text(text, node.marks) }));
  });
}

function inline(now: Node, goal: Node, start: number, hunks: Hunk[]): void {
  const [old, fresh] = [pieces(now), pieces(goal)];
  const ends: number[] = [start];
  for (const piece of old) ends.push((ends.at(-1) ?? start) + piece.node.nodeSize);
  let drift = 0;
  for (const change of changes(old.map(({ key }) => key), fresh.map(({ key }) => key))) {
    const content = Fragment.from(fresh.slice(change.from + drift, change.from + drift + change.with.length).map(({ node }) => node));
    drift += change.with.length - (change.to - change.from);
    const isSpaceAtEnd = change.to === old.length && content.size === 0 && old.slice(change.from).every(({ node }) => node.isText && !node.text?.trim());
    if (!isSpaceAtEnd) hunks.push({ from: ends[change.from] ?? start, to: ends[change.to] ?? start, content });
  }
}
