// From CommonMark to the document that the editor shows, and back. What nobody touched goes back letter by letter.

import { MarkdownParser, MarkdownSerializer, type MarkdownSerializerState } from "prosemirror-markdown";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { escaped } from "./escape";
import { schema } from "./schema";
import { normalised, tokensOf, type Token } from "./tokens";

function isTight(tokens: readonly Token[], at: number): boolean {
  for (let i = at + 1; i < tokens.length; i++) if (tokens[i]?.type !== "list_item_open") return tokens[i]?.hidden ?? false;
  return true;
}

/** The reader puts text straight into cells; the document has paragraphs there. */
function withParagraphsInCells(tokens: Token[]): Token[] {
  return tokens.flatMap((token, i) => {
    if (token.type !== "inline" || !/^t[hd]_open$/.test(tokens[i - 1]?.type ?? "")) return [token];
    const edge = (type: string, nesting: number) => Object.assign(Object.create(token) as Token, { type, nesting, children: null });
    return [edge("paragraph_open", 1), token, edge("paragraph_close", -1)];
  });
}

const alignment = (token: Token) => ({ align: /text-align:\s*(\w+)/.exec(token.attrGet("style") ?? "")?.[1] ?? null });

const parser = new MarkdownParser(
  schema,
  { parse: (text: string, env: Record<string, unknown>) => withParagraphsInCells(tokensOf(text, env)) } as never,
  {
    blockquote: { block: "blockquote" },
    paragraph: { block: "paragraph" },
    list_item: { block: "list_item" },
    bullet_list: { block: "bullet_list", getAttrs: (token, all, i) => ({ tight: isTight(all, i), mark: token.markup }) },
    ordered_list: {
      block: "ordered_list",
      getAttrs: (token, all, i) => ({ order: Number(token.attrGet("start") ?? 1), tight: isTight(all, i), mark: token.markup }),
    },
    heading: { block: "heading", getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
    hr: { node: "horizontal_rule" },
    image: {
      node: "image",
      getAttrs: (token) => ({ src: token.attrGet("src"), title: token.attrGet("title"), alt: token.content }),
    },
    hardbreak: { node: "hard_break" },
    table: { block: "table" },
    thead: { ignore: true },
    tbody: { ignore: true },
    tr: { block: "table_row" },
    th: { block: "table_header", getAttrs: alignment },
    td: { block: "table_cell", getAttrs: alignment },
    em: { mark: "em" },
    strong: { mark: "strong" },
    link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href"), title: token.attrGet("title") }) },
    code_inline: { mark: "code", noCloseToken: true },
  },
);

/** How the parts of a text were written, as long as nobody touches them. */
const sources = new WeakMap<Node, string>();

export function documentOf(body: string): Node {
  const env = {};
  const doc = parser.parse(body, env);
  const lines = body.split("\n");
  const parts = tokensOf(body).filter((token) => token.level === 0 && token.nesting >= 0 && token.map);
  if (parts.length === doc.childCount) {
    parts.forEach((token, i) => {
      const [from, to] = token.map ?? [0, 0];
      sources.set(doc.child(i), lines.slice(from, to).join("\n").replace(/\s+$/, ""));
    });
  }
  return doc;
}

const quoted = (title: string | null) => (title ? ` "${title.replace(/["\\]/g, "\\$&")}"` : "");
const target = (address: string) => (/[\s<>]/.test(address) || !address ? `<${address.replace(/[<>]/g, "\\$&")}>` : address.replace(/[()\\]/g, "\\$&"));

function fence(node: Node, side: "open" | "close"): string {
  const longest = Math.max(0, ...(node.text?.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const needsRoom = /^`|`$|^ .*\S.* $/.test(node.text ?? "");
  return side === "open" ? ticks + (needsRoom ? " " : "") : (needsRoom ? " " : "") + ticks;
}

const writer = new MarkdownSerializer(
  {
    blockquote: (state, node) => state.wrapBlock("> ", null, node, () => state.renderContent(node)),
    heading: (state, node) => {
      state.write(`${"#".repeat(node.attrs.level)} `);
      state.renderInline(node, false);
      state.closeBlock(node);
    },
    horizontal_rule: (state, node) => {
      state.write("---");
      state.closeBlock(node);
    },
    bullet_list: (state, node) => state.renderList(node, "  ", () => `${node.attrs.mark} `),
    ordered_list: (state, node) => {
      const first: number = node.attrs.order;
      const width = String(first + node.childCount - 1).length;
      state.renderList(node, " ".repeat(width + 2), (i) => `${first + i}${node.attrs.mark} `.padEnd(width + 2));
    },
    list_item: (state, node) => state.renderContent(node),
    paragraph: (state, node) => {
      state.renderInline(node);
      state.closeBlock(node);
    },
    table: writeTable,
    image: (state, node) =>
      state.write(`![${String(node.attrs.alt).replace(/[\\[\]*_`<&]/g, "\\$&")}](${target(node.attrs.src)}${quoted(node.attrs.title)})`),
    hard_break: (state, node, parent, index) => {
      for (let i = index + 1; i < parent.childCount; i++) if (parent.child(i).type !== node.type) return state.write("\\\n");
    },
    text: (state, node, parent, index) => state.text(escaped(node, parent, index), false),
  },
  {
    em: { open: "*", close: "*", mixable: true, expelEnclosingWhitespace: true },
    strong: { open: "**", close: "**", mixable: true, expelEnclosingWhitespace: true },
    link: { open: "[", close: (_state, mark: Mark) => `](${target(mark.attrs.href)}${quoted(mark.attrs.title)})`, mixable: true },
    code: {
      open: (_state, _mark, parent, index) => fence(parent.child(index), "open"),
      close: (_state, _mark, parent, index) => fence(parent.child(index - 1), "close"),
      escape: false,
    },
  },
  { strict: false },
);

const edges: Record<string, string> = { left: ":---", right: "---:", center: ":---:" };

function writeTable(state: MarkdownSerializerState, table: Node): void {
  const width = Math.max(...table.children.map((row) => row.childCount));
  table.forEach((row, _offset, i) => {
    if (i > 0) {
      state.ensureNewLine();
      state.closeBlock(null as never);
    }
    const cells = Array.from({ length: width }, (_, column) => {
      const text = row.maybeChild(column)?.firstChild;
      if (!text) return "";
      // A cell is one line; a bar in it would end it.
      const line = writer.serialize(schema.node("doc", null, [text])).replace(/\\\n/g, " ").replace(/\n/g, " ");
      return line.trim().replace(/^\\(?=[-+=>])/, "").replace(/\\?\|/g, "\\|");
    });
    state.write(`| ${cells.join(" | ")} |`);
    if (i === 0) {
      state.ensureNewLine();
      const line = row.children.map((cell) => edges[cell.attrs.align] ?? "---");
      state.write(`|${Array.from({ length: width }, (_, column) => line[column] ?? "---").join("|")}|`);
    }
  });
  state.closeBlock(table);
}

/**
 * Some emphasis cannot be written, for instance a bold and an italic half of one word: then the words count more than
 * their look.
 */
function written(node: Node): string {
  const as = (node: Node) => writer.serialize(schema.node("doc", null, [node])).trim();
  const text = as(node);
  if (parser.parse(text, {}).textContent.replace(/\s+/g, "") === node.textContent.replace(/\s+/g, "")) return text;
  const without = (node: Node, name: string): Node =>
    node.isText ? node.mark(node.marks.filter((mark) => mark.type.name !== name)) : node.copy(Fragment.from(node.children.map((child) => without(child, name))));
  const upright = without(node, "em");
  return upright.eq(node) ? as(without(node, "strong")) : written(upright);
}

const other: Record<string, string> = { "-": "*", "*": "-", "+": "-", ".": ")", ")": "." };

/** Every node written anew or, where nobody touched it, as it was. */
export function bodyOf(doc: Node, keepSources = true): string {
  const parts: string[] = [];
  let before: Node | null = null;
  doc.forEach((given) => {
    let node = given;
    // Two lists of one kind below each other would be one.
    const isSecond: boolean = before?.type === node.type && before.attrs.mark !== undefined && before.attrs.mark === node.attrs.mark;
    if (isSecond) node = node.type.create({ ...node.attrs, mark: other[node.attrs.mark] }, node.content);
    const text = (keepSources && sources.get(node)) || written(node);
    if (!text) return;
    parts.push(text);
    before = node;
  });
  return parts.join("\n\n");
}

/** Whether the editor can show this text as it is read, and gives back the same. What it cannot is edited as source. */
export function canBeShown(body: string): boolean {
  const env: { references?: object } = {};
  try {
    tokensOf(body, env);
    if (Object.keys(env.references ?? {}).length > 0) return false;
    const doc = parser.parse(body, {});
    doc.check();
    let fits = true;
    doc.descendants((node) => {
      if (node.type.name === "heading" && (node.attrs.level < 2 || node.attrs.level > 4)) fits = false;
    });
    return fits && normalised(bodyOf(doc, false)) === normalised(body);
  } catch {
    return false;
  }
}
