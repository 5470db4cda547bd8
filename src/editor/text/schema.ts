// What a text may consist of: exactly what CommonMark with tables can say and the pages show.

import { Schema, type NodeSpec } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const safe = /^(https?:|mailto:|tel:|[/#?.]|[^:]*$)/i;

/** An address that may stand in a link; anything that runs is none. */
export const isSafeAddress = (address: string): boolean => safe.test(address.trim());

/** Pictures of other sites would be loaded by every reader from there. */
const isOurs = (src: string): boolean => /^\/(?![/\\])/.test(src);

const attribute = (dom: HTMLElement, name: string): string | null => dom.getAttribute(name) || null;

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "paragraph",
  cellAttributes: {
    align: {
      default: null,
      getFromDOM: (dom) => attribute(dom, "data-align"),
      setDOMAttr: (value, attrs) => {
        if (value) attrs["data-align"] = value;
      },
    },
  },
});

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  heading: {
    attrs: { level: { default: 2 } },
    content: "(text | image)*",
    group: "block",
    defining: true,
    // The page's title is its only h1, and nothing is deeper than h4: what is pasted falls into that.
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(Math.max(level, 2), 4) } })),
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  ordered_list: {
    content: "list_item+",
    group: "block",
    attrs: { order: { default: 1 }, tight: { default: true }, mark: { default: "." } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: Number(dom.getAttribute("start") ?? 1) || 1 }) }],
    toDOM: (node) => ["ol", node.attrs.order === 1 ? {} : { start: node.attrs.order }, 0],
  },
  bullet_list: {
    content: "list_item+",
    group: "block",
    attrs: { tight: { default: true }, mark: { default: "-" } },
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  text: { group: "inline" },
  image: {
    inline: true,
    attrs: { src: {}, alt: {}, title: { default: null } },
    group: "inline",
    draggable: true,
    parseDOM: [
      {
        tag: "img[src]",
        // None of another site, and none without a description.
        getAttrs: (dom) => {
          const src = dom.getAttribute("src") ?? "";
          const alt = dom.getAttribute("alt")?.trim();
          return isOurs(src) && alt ? { src, alt, title: attribute(dom, "title") } : false;
        },
      },
      { tag: "img", ignore: true },
    ],
    // What stands in the text by other ways is not loaded here either.
    toDOM: ({ attrs: { src, alt, title } }) => ["img", { src: isOurs(src) ? src : null, alt, title }],
  },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  ...tables,
};

export const schema = new Schema({
  nodes,
  marks: {
    link: {
      attrs: { href: {}, title: { default: null } },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (dom) => {
            const href = dom.getAttribute("href") ?? "";
            return isSafeAddress(href) ? { href, title: attribute(dom, "title") } : false;
          },
        },
      ],
      toDOM: (mark) => ["a", { href: mark.attrs.href, title: mark.attrs.title }, 0],
    },
    strong: {
      parseDOM: [
        { tag: "strong" },
        // Google's documents wrap everything into a <b> that is not bold.
        { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
        { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
      ],
      toDOM: () => ["strong", 0],
    },
    em: {
      parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (dom) => dom.style.fontStyle !== "normal" && null }, { style: "font-style=italic" }],
      toDOM: () => ["em", 0],
    },
    code: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  },
});
