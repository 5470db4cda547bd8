// No script of ours gives an ordinary object a property under a name that others choose: `__proto__` or `constructor` among
// them would change every object of the page. A Map does it, or an object without a prototype. TypeScript reads the sources and
// says which name could be any.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const ts = createRequire(join(root, "end2end/"))("typescript");

const FOLDERS = ["public", "src/offline", "src/editor", "src/server/http"];
const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  allowJs: true,
  strict: true,
  noEmit: true,
  types: [],
};
const { NumberLike, BooleanLike, ESSymbolLike, Any, Unknown } = ts.TypeFlags;

/** What browsers load; what only tests and tools run is none of it. */
const scripts = () =>
  FOLDERS.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, String(name)))).filter(
    (path) => /\.(js|ts)$/.test(path) && !/\.d\.ts$|\/(tests?|node_modules)\//.test(path),
  );

/** Every place of a program's files at which something gets a name that could be any. */
function places(/** @type {any} */ program, /** @type {string[]} */ files) {
  const checker = program.getTypeChecker();

  /** A number, a word of ours, or one of several. @param {any} type @returns {boolean} */
  const isOurs = (type) => {
    if (type.isUnion()) return type.types.every(isOurs);
    return (type.flags & (NumberLike | BooleanLike | ESSymbolLike)) !== 0 || (type.isStringLiteral() && type.value !== "__proto__");
  };

  const isNamed = (/** @type {any} */ name) => isOurs(checker.getTypeAtLocation(name));

  /** Whether this variable began without a prototype. */
  const isBare = (/** @type {any} */ receiver) => {
    const declared = ts.isIdentifier(receiver) && checker.getSymbolAtLocation(receiver)?.valueDeclaration;
    return Boolean(declared?.initializer?.getText().startsWith("Object.create(null)"));
  };

  /** Whether all that it brings is known by name. */
  const isKnown = (/** @type {any} */ source) => {
    const type = checker.getTypeAtLocation(source);
    return (type.flags & (Any | Unknown)) === 0 && !checker.getIndexInfoOfType(type, ts.IndexKind.String);
  };

  /** Where an assignment to this puts something. @param {any} target @returns {any[]} */
  const targets = (target) => {
    if (ts.isElementAccessExpression(target)) return [target];
    const isPattern = ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target);
    const found = /** @type {any[]} */ ([]);
    if (isPattern) ts.forEachChild(target, (/** @type {any} */ part) => void found.push(...targets(part.initializer ?? part)));
    return found;
  };

  const isAssignment = (/** @type {any} */ node) => {
    const kind = ts.isBinaryExpression(node) ? node.operatorToken.kind : -1;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  };

  const isOpenWrite = (/** @type {any} */ { expression, argumentExpression }) => !isNamed(argumentExpression) && !isBare(expression);

  /** @param {any} node */
  const isOpenCall = ({ expression, arguments: [first, second, ...others] }) => {
    switch (expression.getText()) {
      case "Object.assign":
        return !isBare(first) && ![second, ...others].every((source) => source && isKnown(source));
      case "Object.defineProperty":
        return !isBare(first) && !isNamed(second);
      case "Object.fromEntries":
      case "Object.defineProperties":
      case "Object.setPrototypeOf":
      case "Reflect.set":
      case "Reflect.defineProperty":
      case "Reflect.setPrototypeOf":
        return true;
      default:
        return false;
    }
  };

  /** @param {any} node */
  const isOpen = (node) => {
    if (isAssignment(node)) return targets(node.left).some(isOpenWrite);
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return targets(node.initializer).some(isOpenWrite);
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      const isCount = [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator);
      return isCount && targets(node.operand).some(isOpenWrite);
    }
    if (ts.isComputedPropertyName(node)) return ts.isObjectLiteralExpression(node.parent.parent) && !isNamed(node.expression);
    if (ts.isCallExpression(node)) return isOpenCall(node);
    const name = ts.isPropertyAccessExpression(node) ? node.name : ts.isElementAccessExpression(node) && node.argumentExpression;
    return Boolean(name) && name.text === "__proto__";
  };

  const found = /** @type {string[]} */ ([]);
  for (const file of files) {
    const source = program.getSourceFile(file);
    const look = (/** @type {any} */ node) => {
      if (isOpen(node)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${file.replace(root, "")}:${line + 1}: ${node.getText()}`);
      }
      ts.forEachChild(node, look);
    };
    look(source);
  }
  return found;
}

test("nothing gets a name that others choose in an object that has a prototype", () => {
  const files = scripts();
  assert.ok(files.length > 80 && files.some((file) => file.endsWith("public/start.js")), files.join("\n"));
  assert.deepEqual(places(ts.createProgram(files, OPTIONS), files), []);
});

const HEAD = `declare const name: string, given: any, side: "left" | "right";
declare let list: string[];
const own = {} as any;
`;

const host = ts.createCompilerHost(OPTIONS);
const read = host.getSourceFile;
const libraries = new Map();

/** What is found in a text that is no file. */
function found(/** @type {string} */ text) {
  host.getSourceFile = (/** @type {string} */ path, /** @type {any[]} */ ...rest) => {
    if (path === "tried.ts") return ts.createSourceFile(path, HEAD + text, OPTIONS.target, true);
    if (!libraries.has(path)) libraries.set(path, read(path, ...rest));
    return libraries.get(path);
  };
  return places(ts.createProgram(["tried.ts"], { ...OPTIONS, lib: ["lib.es2022.d.ts"] }, host), ["tried.ts"]);
}

test("a name that others choose is noticed, however it comes into an object", () => {
  for (const breach of [
    "own[name] = 1;",
    "own[given] ??= 1;",
    "own[name]++;",
    'own["__proto__"].isStaff = true;',
    "own.__proto__ = given;",
    "own[given.a][given.b] = 1;",
    "[own[name], list] = [1, list];",
    "({ a: own[name] } = given);",
    "for (own[name] of list) list.pop();",
    "export const made = { [name]: 1 };",
    "Object.assign(own, given);",
    "Object.assign(own, JSON.parse(name));",
    "Object.assign(own, {} as Record<string, string>);",
    "Object.defineProperty(own, name, { value: 1 });",
    "export const made = Object.fromEntries(list.map((one) => [one, 1]));",
    "Reflect.set(own, name, 1);",
  ]) {
    assert.ok(found(breach).length > 0, breach);
  }
});

test("lists, words of ours, maps, and objects without a prototype are left alone", () => {
  for (const fine of [
    "for (let at = 0; at < 3; at++) list[at] = name;",
    'own.left = given; own[side] = given; own["right"] = given;',
    "export const made = { [side]: 1, ...given };",
    "new Map([[name, 1]]).set(name, 2);",
    "const bare = Object.create(null); bare[name] = 1; Object.assign(bare, given);",
    "Object.assign(own, { left: 1 });",
  ]) {
    assert.deepEqual(found(fine), [], fine);
  }
});
