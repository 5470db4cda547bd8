// In which order records arrived, of all kinds together, held against the order in which people gave them. The server's own rows
// tell it: each record that a device keeps gets one in the moment in which it counts.

import { expect } from "@playwright/test";
import type { City } from "./city";
import type { Kiosk } from "./kiosk";

/** `supported`: for each record of a person's own device the proposal that it would support. */
export function checkOrder(city: City, kiosk: Kiosk, supported: readonly number[]): void {
  const rows = city.rows();
  const proposals = rows.of("proposal");
  const titles = new Map(proposals.map(({ id, title }) => [Number(id), String(title)]));
  const words = new Map(proposals.map(({ submission, title }) => [submission, title]));
  for (const { submission, text } of rows.of("comment")) words.set(submission, text);

  /** The number of a record in our own list, by what came of it. */
  const numberOf = (path: string): number => {
    const [place = "", id = ""] = path.split(" ");
    if (place === "receipt") return Number(/^(?:Kaos|Kiosk):? (\d+)/.exec(String(words.get(id)))?.[1]);
    if (place === "proposal") return supported.indexOf(Number(id)) + 1;
    return kiosk.said.find(({ kind, on }) => kind === "support" && on === titles.get(Number(id)))?.number ?? NaN;
  };

  const delivered = rows.of("delivery");
  const numbers = new Map(delivered.map(({ record, path }) => [record, numberOf(String(path))]));
  const ofKiosk = rows.of("kiosk_record");
  const kioskRecords = new Set(ofKiosk.map(({ record }) => record));
  const own = delivered.filter(({ record }) => !kioskRecords.has(record)).map(({ record }) => numbers.get(record) ?? NaN);
  expectOrder(own, "what a person's own device keeps arrives in the order in which it was written, whatever it is");

  expectOrder(ofKiosk.map(({ number }) => Number(number)), "a kiosk sends its records in the order of their numbers");
  const visitors = ofKiosk.map(({ record }) => numbers.get(record) ?? NaN);
  expectOrder(visitors, "the numbers of a kiosk are in the order in which its visitors gave something, whatever it is");
  console.log(`in order: ${own.length} of a person's own device, ${visitors.length} of the kiosk`);
}

function expectOrder(found: number[], what: string): void {
  expect(found.length, `${what}: there are some`).toBeGreaterThan(0);
  expect(found.filter((number) => !(number > 0)), `${what}: each is one of ours`).toEqual([]);
  expect(found, what).toEqual([...new Set(found)].sort((a, b) => a - b));
}
