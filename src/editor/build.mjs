// The editor as the browser loads it: `node build.mjs FOLDER` writes editor.js and editor.css there; with `--tests`
// the tests as Node runs them.
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const [folder, mode] = process.argv.slice(2);
if (!folder) throw new Error("node build.mjs FOLDER [--tests]");

if (mode === "--tests") {
  const tests = readdirSync(join(here, "test")).filter((name) => name.endsWith(".ts"));
  await build({
    entryPoints: tests.map((name) => join(here, "test", name)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    banner: { js: 'import { createRequire as ourRequire } from "node:module"; const require = ourRequire(import.meta.url);' },
    logLevel: "warning",
  });
  // The stand-in's pages look as the real ones.
  await build({ entryPoints: { site: join(here, "../../style/main.css") }, outdir: folder, bundle: true, external: ["/fonts/*"], logLevel: "warning" });
} else {
  await build({
    entryPoints: { editor: join(here, "main.ts") },
    outdir: folder,
    bundle: true,
    format: "esm",
    target: ["chrome111", "firefox114", "safari16.4"],
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
  writeFileSync(join(folder, "licences.txt"), licences());
}

/** Whose work is in it, as their licences ask for. */
function licences() {
  const { packages } = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const used = Object.entries(packages).filter(([place, { dev }]) => place && !dev);
  return used
    .map(([place, { version, license }]) => {
      const file = ["LICENSE", "LICENSE.md", "LICENSE-MIT.txt", "LICENSE.txt"].map((name) => join(here, place, name)).find((path) => existsSync(path));
      return `${place.replace("node_modules/", "")} ${version} (${license})\n\n${file ? readFileSync(file, "utf8").trim() : ""}\n`;
    })
    .join("\n---\n\n");
}
