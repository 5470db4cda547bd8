// The worker as the server puts it together: see src/web/offline.rs.

import { readFileSync } from "node:fs";

export const MODULES = ["bytes", "room", "outbox", "sender", "forms", "answers", "cache", "routes", "push", "unsent", "sw"];

/** @param {string[]} [without] Modules for which something else stands in. */
export function bundle(without = []) {
  return joined(MODULES.filter((name) => !without.includes(name)));
}

/** @param {string[]} names Of modules, each after those that it needs. */
export function joined(names) {
  const text = (/** @type {string} */ name) => readFileSync(new URL(`../${name}.js`, import.meta.url), "utf8");
  const lines = names.flatMap((name) => text(name).split("\n"));
  return lines
    .filter((line) => !line.startsWith("import "))
    .map((line) => line.replace(/^export /, ""))
    .join("\n");
}
