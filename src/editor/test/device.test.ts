// What the device did not keep is known, whatever it keeps besides.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Nothing, Watched, type Device, type KeptText } from "../sync/device";

const text = (key: string): KeptText => ({ key, body: "Neu", stored: { revision: 1, body: "" }, sequence: 1 });
const job = { id: "1", kind: "save", key: "a" } as const;

function watched(device: Partial<Device>): [Watched, boolean[]] {
  const told: boolean[] = [];
  const seen: Watched = new Watched(Object.assign(new Nothing(), device), () => told.push(seen.isKeeping));
  return [seen, told];
}

test("a text that does not fit is missing until it fits or is stored elsewhere", async () => {
  const full = new Set(["a"]);
  const keepText = async ({ key }: KeptText) => {
    if (full.has(key)) throw new Error("full");
  };
  const [device, told] = watched({ keepText });
  await device.keepText(text("a"));
  await device.keepText(text("b"));
  assert.ok(!device.isKeeping, "another text that fits says nothing about this one");
  full.clear();
  await device.keepText(text("a"));
  assert.ok(device.isKeeping);
  full.add("a");
  await device.keepText(text("a"));
  await device.forgetText("a");
  assert.deepEqual(told, [false, true, false, true], "told once each time that it changes");
});

test("where nothing is kept, jobs are missing as long as there are any", async () => {
  const [device, told] = watched({});
  assert.ok(device.isKeeping, "nothing was given to it");
  await device.keepJobs([job]);
  assert.ok(!device.isKeeping);
  await device.keepJobs([]);
  assert.deepEqual(told, [false, true]);
});

test("a device that does not open has left nothing behind", async () => {
  const [device] = watched({ left: () => Promise.reject(new Error("closed")) });
  assert.deepEqual(await device.left(), { texts: [], jobs: [] });
});
