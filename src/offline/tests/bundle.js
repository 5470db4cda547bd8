// The worker as the server puts it together: see src/web/offline.rs.

import { readFileSync } from "node:fs";

export const MODULES = ["bytes", "room", "outbox", "sender", "forms", "answers", "cache", "routes", "push", "unsent", "sw"];

/** @param {string[]} [without] Modules for which something else stands in. */
export function bundle(without = []) {
  const text = (/** @type {string} */ name) => readFileSync(new URL(`../${name}.js`, import.meta.url), "utf8");
  const lines = MODULES.filter((name) => !without.includes(name)).flatMap((name) => text(name).split("\n"));
  return lines
    .filter((line) => !line.startsWith("import "))
    .map((line) => line.replace(/^export /, ""))
    .join("\n");
}
