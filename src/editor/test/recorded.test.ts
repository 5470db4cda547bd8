// What an editor sends is recorded for each version: the server answers all of them, those before this one as well.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Api } from "../sync/api";
import { root } from "./bodies";

type Sent = { method: string; path: string; revision?: number; body?: unknown };
type Recorded = Sent & { call: [string, ...unknown[]] };

const ROOT = "/bearbeiten/1";

/** What leaves the browser meanwhile. */
async function sentBy(work: () => unknown): Promise<Sent[]> {
  const sent: Sent[] = [];
  const note = (method: string, address: string, more: Partial<Sent> = {}) => sent.push({ method, path: address.slice(ROOT.length + 1), ...more });
  const beacons: Promise<unknown>[] = [];
  const surroundings = {
    fetch: async (address: string, { method = "GET", headers, body }: RequestInit) => {
      const tag = new Headers(headers).get("if-match");
      note(method, address, {
        ...(tag === null ? {} : { revision: Number(tag.replaceAll('"', "")) }),
        ...(typeof body === "string" ? { body: JSON.parse(body) as unknown } : {}),
      });
      return new Response("{}", { headers: { "content-type": "application/json" } });
    },
    EventSource: class {
      constructor(address: string) {
        note("GET", address);
      }
    },
    navigator: {
      sendBeacon: (address: string, body: Blob) => beacons.push(body.text().then((text) => note("POST", address, { body: JSON.parse(text) as unknown }))) > 0,
    },
  };
  for (const [name, value] of Object.entries(surroundings)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  await work();
  await Promise.all(beacons);
  return sent;
}

test("what an editor sends is what was recorded of this version: a change of it is a new recording beside the old ones", async () => {
  const folder = join(root, "src/editor/recorded");
  const newest = readdirSync(folder).sort().at(-1);
  assert.ok(newest);
  const api = new Api(ROOT) as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const { call, method, path, revision, body } of JSON.parse(readFileSync(join(folder, newest), "utf8")) as Recorded[]) {
    const [name, ...given] = call;
    const sent = await sentBy(() => api[name]?.(...given));
    assert.deepEqual(sent, [{ method, path, ...(revision === undefined ? {} : { revision }), ...(body === undefined ? {} : { body }) }], JSON.stringify(call));
  }
});
