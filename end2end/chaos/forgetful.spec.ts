// What the storm would say of a device that answers "stored" and has kept nothing: its worker is changed on the way, so that its
// database takes the first record and does not keep it.

import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Proxy } from "../support/proxy";
import { City } from "./city";
import { Device } from "./device";
import { expectOnce, proposalsIn, type Said, writes } from "./person";

const PORT = Number(process.env.WEGMARKEN_CHAOS_PORT ?? 3290) + 30;

const FORGETS = `forgetful
{
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (entry) {
    return entry.title === "Kaos 1 am Hafen" ? this.get(0) : add.call(this, entry);
  };
}`;

test("it is noticed when a device says stored, has kept nothing, and is killed", async () => {
  test.setTimeout(120_000);
  const city = new City(PORT + 1);
  const proxy = new Proxy(PORT, PORT + 1);
  const device = new Device(join(city.folder, "profile"), proxy.origin);
  const said: Said[] = [];
  const write = async (number: number) => {
    const isStored = await writes(device.page, { number, kind: "proposal", target: 0, stamp: "", supported: 0 });
    said.push({ number, kind: "proposal", isStored });
  };
  const arrived = async () => proposalsIn(await city.read("/vorschlaege/export.csv"));
  try {
    city.prepare();
    await city.start();
    proxy.version = FORGETS;
    await proxy.start();
    await device.start();
    await device.open("/ausgang");
    proxy.fault = () => "cut";
    await write(1);
    await device.kill();
    proxy.fault = () => "none";
    await device.start();
    await device.open("/ausgang");
    await write(2);
    expect(said.map(({ isStored }) => isStored), "both are said to be stored").toEqual([true, true]);
    // The first one would have come before it.
    await expect.poll(arrived, { timeout: 60_000 }).toContain(2);
    const found = await arrived();
    expect(() => expectOnce("proposal", said, found)).toThrow("none of those that were stored is missing");
  } finally {
    await device.kill().catch(() => undefined);
    await proxy.stop().catch(() => undefined);
    await city.end().catch(() => undefined);
  }
});
