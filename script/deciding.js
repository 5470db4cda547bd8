// The files that script/deciding names, for script/coverage-report and script/mutants.
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** Each with its part, its text, and how many lines of it are no tests. */
function deciding() {
  const lines = readFileSync(join(__dirname, "deciding"), "utf8").split("\n");
  const named = lines.filter((line) => line && !line.startsWith("#")).map((line) => line.split(" "));
  return named.map(([part, file]) => {
    const text = readFileSync(join(root, file), "utf8");
    // Tests beside the code stand at the end of its file.
    const before = text.split(/^#\[cfg\(test\)\]\nmod \w+ \{$/m)[0];
    return { part, file, text, lines: before.split("\n").length };
  });
}

module.exports = { deciding, root };
