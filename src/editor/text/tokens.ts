// The reader of CommonMark, as the server's: tables, no raw HTML, no guessing of links.

import markdownIt from "markdown-it";
import type { Token } from "markdown-it";

const reader = markdownIt("commonmark", { html: false }).enable("table");

export type { Token };

export function tokensOf(body: string, env: Record<string, unknown> = {}): Token[] {
  return reader.parse(body, env);
}

/** What a text says, however it is written: two texts with the same answer look the same to every reader. */
export function normalised(body: string): string {
  const soft = tokensOf(body);
  for (const token of soft) {
    for (const child of token.children ?? []) {
      if (child.type !== "softbreak") continue;
      child.type = "text";
      child.content = " ";
    }
  }
  return reader.renderer.render(soft, reader.options, {}).trim();
}
