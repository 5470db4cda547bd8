import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";

import { bundle } from "./bundle.js";

test("the modules of the worker fit into one script without a name that two of them have", () => {
  const script = bundle();
  assert.doesNotThrow(() => new vm.Script(script));
  assert.doesNotMatch(script, /^\s*(import|export) /m);
  // Of two functions of one name a script takes the later one and says nothing.
  const names = [...script.matchAll(/^(?:async )?function (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), []);
});
