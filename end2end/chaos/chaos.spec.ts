// Whatever a person was told to be stored or sent arrives exactly once and in order: while the network is cut, delayed,
// repeated and forged, the browsers and the server are killed, clocks jump, there is no room left, and the workers are
// replaced. Most of it comes from a person's own device, a part from a kiosk that strangers share. The oracle is a list that
// this program keeps; the server is asked at the end. `WEGMARKEN_SEED` repeats a run.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { Proxy, type Fault } from "../support/proxy";
import { Chance } from "./chance";
import { City } from "./city";
import { Device } from "./device";
import { Kiosk, type Kind } from "./kiosk";
import { checkKiosk } from "./kiosk-check";
import { checkOrder } from "./order-check";
import { expectOnce, proposalsIn, type Said, writes } from "./person";

const RECORDS = Number(process.env.WEGMARKEN_RECORDS ?? 100);
const FAULTS = Number(process.env.WEGMARKEN_FAULTS ?? 10);
const SEED = Number(process.env.WEGMARKEN_SEED ?? Date.now() % 1_000_000);
const PORT = Number(process.env.WEGMARKEN_CHAOS_PORT ?? 3290);

/** What the network does to single requests, when it is bad. */
const BAD: Fault[] = ["cut", "lost", "half", "twice", "slow", "late", "500", "503", "403", "404", "429", "hotel", "forged", "redirect"];

/** How far a clock is wrong from one moment to the next. */
const JUMPS = [-36, -1.5, 1.5, 36].map((hours) => hours * 3_600_000);

/** All come up before one comes up again, so that a short run has nearly each of them. */
const STRIKES = ["away", "bad", "bad", "browser", "browser", "kiosk", "kiosk", "server", "server", "worker", "clock", "full"] as const;

/** What falls within a record, between the tap and its answer. */
type Kill = "browser" | "server";

test(`${RECORDS} records over ${FAULTS} faults arrive exactly once each and in order`, async () => {
  test.setTimeout(RECORDS * 2_500 + FAULTS * 15_000 + 240_000);
  console.log(`WEGMARKEN_SEED=${SEED} WEGMARKEN_RECORDS=${RECORDS} WEGMARKEN_FAULTS=${FAULTS}`);
  const chance = new Chance(SEED);
  const city = new City(PORT + 1);
  const proxy = new Proxy(PORT, PORT + 1);
  const device = new Device(join(city.folder, "profile"), proxy.origin);
  const kiosk = new Kiosk(join(city.folder, "kiosk"), proxy.origin, chance);
  const said: Said[] = [];
  const strikes: (typeof STRIKES)[number][] = [];
  const kills = { browser: 0, server: 0, unheard: 0 };
  let isFull = false;
  const began = Date.now();
  try {
    city.prepare();
    await city.start();
    await proxy.start();
    await device.start();
    const target = await published(city);
    const supported = await others(city, target, RECORDS);
    // The newest, so that they are among those which a kiosk has with it.
    for (let number = 1; number <= 12; number++) await propose(city, `Ein Kioskweg Nummer ${number} am Fluss`);
    await device.open(`/vorschlaege/${target}`);
    const stamp = /name="stempel" value="([^"]+)"/.exec(await city.read(`/vorschlaege/${target}`))?.[1] ?? "";
    // Who is faster than three seconds is doubted and waits for a check.
    await Promise.all([pause(3_200), kiosk.start(city.addKiosk())]);

    const due = new Set<number>();
    while (due.size < FAULTS) due.add(1 + chance.below(RECORDS - 1));
    for (let number = 1; number <= RECORDS; number++) {
      const kill = due.has(number) ? await strike() : undefined;
      const kind = chance.of<Kind>(["proposal", "comment", "comment", "support"]);
      // About a fifth of them.
      if (kill !== "browser" && (kiosk.isBusy || chance.next() < 0.12)) {
        if (kill) kiosk.meanwhile = (answer) => serverDies(answer);
        await kiosk.write(number, kind);
      } else {
        const isStored = kill ? await dies(kill, number, kind) : await write(number, kind);
        said.push({ number, kind, isStored });
      }
    }

    proxy.fault = () => "none";
    await makeRoom();
    await kiosk.finish();
    await device.open("/ausgang");
    await expect
      .poll(() => device.page.locator("[data-state=waiting]").count(), { timeout: 90_000, message: "still waiting" })
      .toBe(0);
    expect(await device.page.locator("[data-state=refused]").allTextContents()).toEqual([]);
    await check(target, supported);
    await checkKiosk(city, kiosk);
    checkOrder(city, kiosk, supported);
    // A short run may be unlucky.
    if (kills.browser + kills.server >= 8) expect(kills.unheard, "kills that fell before the answer").toBeGreaterThan(0);
    const met = [...proxy.met].filter(([fault]) => fault !== "none").map(([fault, n]) => `${fault} ${n}`);
    console.log(`${Math.round((Date.now() - began) / 1000)} s; requests that met a fault: ${met.join(", ")}`);
    console.log(`within a record: ${kills.browser} kills of the browser, ${kills.server} of the server; ${kills.unheard} before its answer`);

    /** One fault, and what follows from it; a kill waits for the next record and falls within it. */
    async function strike(): Promise<Kill | undefined> {
      if (strikes.length === 0) strikes.push(...STRIKES);
      const [what] = strikes.splice(chance.below(strikes.length), 1);
      console.log(`before ${said.length + kiosk.said.length + 1}: ${what}`);
      await makeRoom();
      if (what === "away") proxy.fault = () => "cut";
      // Mostly the requests by which something is sent, now and then any.
      if (what === "bad") {
        proxy.fault = (path, method) =>
          method === "POST" || chance.next() < 0.2 ? (chance.next() < 0.7 ? chance.of(BAD) : "none") : "none";
      }
      if (what === "kiosk") {
        if (kiosk.isBusy) await kiosk.restart();
        kiosk.dies = chance.below(60);
      }
      if (what === "clock") {
        const by = chance.of(JUMPS);
        await device.jump(by);
        await kiosk.jump(by);
      }
      if (what === "full") {
        isFull = true;
        await device.fill(true);
        await kiosk.fill(true);
      }
      if (what === "worker") {
        proxy.version = `version ${said.length + kiosk.said.length}`;
        await kiosk.update();
        await device.page
          .evaluate(async () => void (await navigator.serviceWorker.getRegistration())?.update().catch(() => null))
          .catch(() => undefined);
      }
      // Between two faults the network is good again, more often than not.
      if (what !== "away" && what !== "bad" && chance.next() < 0.6) proxy.fault = () => "none";
      return what === "browser" || what === "server" ? what : undefined;
    }

    /** A record that meets a kill. What its writer heard before counts: who heard nothing may find it there once, or not at all. */
    async function dies(kill: Kill, number: number, kind: Kind): Promise<boolean | undefined> {
      if (kill === "server") {
        // Now and then nobody is there from the first tap on.
        const isGone = chance.next() < 0.3;
        if (isGone) await city.kill();
        const answer = write(number, kind);
        await serverDies(answer);
        return answer;
      }
      const answer = write(number, kind);
      await within("browser", answer);
      await device.kill();
      const isStored = await answer;
      await device.start();
      await arrive();
      return isStored;
    }

    async function serverDies(answer: Promise<unknown>): Promise<void> {
      await within("server", answer);
      await city.kill();
      await city.start();
    }

    /** Somewhere between the tap and the answer: after a while, or when something is just on its way; at the latest right after it. */
    async function within(kill: Kill, answer: Promise<unknown>): Promise<void> {
      let isHeard = false;
      const heard = answer.then(() => (isHeard = true));
      const millis = chance.below(120);
      await Promise.race([chance.next() < 0.5 ? pause(millis) : onItsWay().then(() => pause(millis / 4)), heard]);
      kills[kill] += 1;
      if (!isHeard) kills.unheard += 1;
    }

    /** Until the next form or record passes through the network, whatever becomes of it there. */
    function onItsWay(): Promise<void> {
      const before = proxy.fault;
      return new Promise((passes) => {
        proxy.fault = (path, method) => {
          if (method === "POST") passes();
          return before(path, method);
        };
      });
    }

    async function makeRoom(): Promise<void> {
      if (!isFull) return;
      isFull = false;
      await device.fill(false);
      await kiosk.fill(false);
    }

    /** A page of the site, out of the memory of the device when there is no network. */
    async function arrive(): Promise<void> {
      for (let turn = 0; ; turn++) {
        try {
          return await device.open("/ausgang");
        } catch (error) {
          if (turn > 20) throw error;
          await pause(250);
        }
      }
    }

    function write(number: number, kind: Kind): Promise<boolean | undefined> {
      return writes(device.page, { number, kind, target, stamp, supported: supported[number - 1] ?? 0 });
    }

    async function check(target: number, supported: number[]): Promise<void> {
      expectOnce("proposal", said, proposalsIn(await city.read("/vorschlaege/export.csv")));

      const comments: number[] = [];
      for (let page = 1, pages = 1; page <= pages; page++) {
        const html = await city.read(`/vorschlaege/${target}?beitragsseite=${page}`);
        comments.push(...[...html.matchAll(/Kaos: (\d+)!/g)].map(([, number]) => Number(number)));
        pages = Number(/Seite \d+ von (\d+)/.exec(html)?.[1] ?? 1);
      }
      expectOnce("comment", said, comments);

      const supports: number[] = [];
      for (const { number } of said.filter(({ kind }) => kind === "support")) {
        const one = JSON.parse(await city.read(`/api/v1/proposals/${supported[number - 1]}`)) as { supports: number };
        expect(one.supports, `supports of record ${number}`).toBeLessThanOrEqual(1);
        if (one.supports === 1) supports.push(number);
      }
      expectOnce("support", said, supports);
    }
  } finally {
    proxy.fault = () => "none";
    await device.kill().catch(() => undefined);
    await kiosk.kill().catch(() => undefined);
    await proxy.stop().catch(() => undefined);
    await city.end().catch(() => undefined);
    rmSync(city.folder, { recursive: true, force: true });
  }
});

async function published(city: City): Promise<number> {
  return (await propose(city, "Ein Steg für alle am Stadtrand")).id;
}

/** A proposal for each support, so that each of them can be told from the others. */
async function others(city: City, after: number, many: number): Promise<number[]> {
  const made: number[] = [];
  for (let number = 0; number < many; number++) made.push((await propose(city, `Ein Weg Nummer ${number} am Fluss`)).id);
  expect(made.every((id) => id > after)).toBe(true);
  return made;
}

async function propose(city: City, title: string): Promise<{ id: number }> {
  const answer = await fetch(`http://127.0.0.1:${city.port}/api/v1/proposals`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      submission: crypto.randomUUID(),
      title,
      text: "Das fehlt hier seit Jahren. Viele Menschen kommen jeden Tag vorbei und hätten etwas davon.",
      theme: "verkehr",
    }),
  });
  return (await answer.json()) as { id: number };
}
