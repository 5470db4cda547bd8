// All texts of the pages that come with the program, block by block.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Body = { where: string; kind: string; body: string };

export const root = process.env.WEGMARKEN_ROOT ?? process.cwd();

export function bodies(): Body[] {
  const folder = join(root, "src/content/pages");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return text
      .split(/^::: */m)
      .slice(1)
      .map((part, i) => {
        const [head = "", ...lines] = part.split("\n");
        return { where: `${file}, block ${i + 1}`, kind: head.split(" ")[0] ?? "", body: lines.join("\n").trim() };
      });
  });
}
