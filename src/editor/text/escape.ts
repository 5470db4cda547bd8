// Letters that would mean something else in CommonMark.

import type { Node } from "prosemirror-model";

const letter = /[\p{L}\p{N}]/u;
const delimits = (node: Node | null | undefined) => node?.marks.filter((mark) => mark.type.name === "em" || mark.type.name === "strong") ?? [];
const asNumber = (letter: string) => `&#${letter.codePointAt(0)};`;

const sign = /[^\p{L}\p{N}\s]/u;

const first = (text: string) => String.fromCodePoint(text.codePointAt(0) ?? 32);
const last = (text: string) => [...text.slice(-2)].at(-1) ?? " ";

/** The text of a node as it is written between its neighbours. */
export function escaped(node: Node, parent: Node, index: number): string {
  let text = node.text ?? "";
  // Spaces at the edges are already written outside of the marks.
  const whole = parent.child(index).text ?? "";
  let head = "";
  let tail = "";
  const before = index > 0 ? parent.child(index - 1) : null;
  const after = index + 1 < parent.childCount ? parent.child(index + 1) : null;
  // A star is an edge only beside a space, a sign or between letters of its own kind: `**(a)**b` would show its stars.
  const closes = delimits(before).some((mark) => !mark.isInSet(node.marks));
  if (closes && letter.test(first(whole)) && sign.test(last(before?.text ?? " "))) {
    head = asNumber(first(text));
    text = text.slice(first(text).length);
  }
  const opens = delimits(after).some((mark) => !mark.isInSet(node.marks));
  if (opens && text && letter.test(last(whole)) && sign.test(first(after?.text ?? " "))) {
    tail = asNumber(last(text));
    text = text.slice(0, -last(text).length);
  }
  const startsLine = !head && (index === 0 || before?.type.name === "hard_break");
  return head + signs(text, startsLine) + tail;
}

function signs(text: string, startsLine: boolean): string {
  const out = text
    .replace(/[\\`*[\]~<]/g, "\\$&")
    .replace(/_/g, (sign, at: number, all: string) => (letter.test(all[at - 1] ?? "") && letter.test(all[at + 1] ?? "") ? sign : `\\${sign}`))
    .replace(/&(?=#?[A-Za-z0-9]+;)/g, "\\&");
  if (!startsLine) return out;
  return out
    .replace(/^\s+/, "")
    .replace(/^[-+=>|:]/, "\\$&")
    .replace(/^(#{1,6})(?=\s|$)/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
