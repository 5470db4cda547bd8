import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Calm } from "../page/calm";

/** A page with one field, and a clock that stands still until it is told. */
function stage() {
  mock.timers.enable({ apis: ["setTimeout"] });
  const page = new EventTarget();
  let now = 10_000;
  const calm = new Calm(page, () => now);
  const field = { closest: () => field };
  const happens = (name: string, key?: string) => {
    const event = Object.assign(new Event(name), { key });
    Object.defineProperty(event, "target", { value: field });
    page.dispatchEvent(event);
  };
  const pass = async (ms: number) => {
    now += ms;
    mock.timers.tick(ms);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  const asked = () => {
    const state = { isCalm: false };
    void calm.come().then(() => (state.isCalm = true));
    return state;
  };
  return { calm, happens, pass, asked };
}

test("where nobody writes it is calm at once", async (t) => {
  t.after(() => mock.timers.reset());
  const { pass, asked } = stage();
  const state = asked();
  await pass(0);
  assert.ok(state.isCalm);
});

test("each key puts it off, and a pause ends it", async (t) => {
  t.after(() => mock.timers.reset());
  const { happens, pass, asked } = stage();
  happens("keydown", "W");
  const state = asked();
  for (const key of "ort") {
    await pass(1_400);
    assert.ok(!state.isCalm, key);
    happens("keydown", key);
  }
  await pass(1_499);
  assert.ok(!state.isCalm);
  await pass(1);
  assert.ok(state.isCalm);
});

test("a sign of several keys is one, however long it takes", async (t) => {
  t.after(() => mock.timers.reset());
  const { happens, pass, asked } = stage();
  happens("compositionstart");
  const state = asked();
  await pass(60_000);
  assert.ok(!state.isCalm);
  happens("compositionend");
  await pass(1_500);
  await pass(1_500);
  assert.ok(state.isCalm);
});

test("whoever leaves the text with Escape has finished", async (t) => {
  t.after(() => mock.timers.reset());
  const { happens, pass, asked } = stage();
  happens("keydown", "W");
  happens("keydown", "Escape");
  const state = asked();
  await pass(0);
  assert.ok(state.isCalm);
});
