// What the server has of the kiosk, held against what its visitors were told.

import { expect } from "@playwright/test";
import type { City } from "./city";
import type { Kiosk, Kind } from "./kiosk";

export async function checkKiosk(city: City, { said, visitors }: Kiosk): Promise<void> {
  const ids = await numbersOf(city);
  const of = (kind: Kind) => said.filter((one) => one.kind === kind);
  const idOf = (title: string) => ids.get(title) ?? -1;

  const proposals = [...ids].flatMap(([title, id]) => {
    const number = /^Kiosk (\d+) am/.exec(title)?.[1];
    return number ? [{ id, number: Number(number) }] : [];
  });
  proposals.sort((a, b) => a.id - b.id);
  expectOnce("proposal", proposals.map(({ number }) => number));

  const comments: number[] = [];
  for (const title of new Set(of("comment").map(({ on }) => on))) {
    const found = await commentsOn(city, idOf(title));
    expect(found, `comments on "${title}" are in order`).toEqual([...found].sort((a, b) => a - b));
    comments.push(...found);
  }
  expectOnce("comment", comments.sort((a, b) => a - b));

  const supports: number[] = [];
  for (const { number, on } of of("support")) {
    const one = JSON.parse(await city.read(`/api/v1/proposals/${idOf(on)}`)) as { supports: number };
    expect(one.supports, `supports of "${on}"`).toBeLessThanOrEqual(1);
    if (one.supports === 1) supports.push(number);
  }
  expectOnce("support", supports);

  const told = /(\d+) arrived, the last is number (\d+), (\d+) missing, (\d+) repeated with other content, (\d+) unreadable/;
  const [arrived, last, missing, repeated, unreadable] = (told.exec(city.command("kiosk", "list")) ?? []).slice(1).map(Number);
  const all = proposals.length + comments.length + supports.length;
  const counted = { arrived, last, missing, repeated, unreadable };
  expect(counted, "the numbers of the device have no gaps").toEqual({ arrived: all, last: all, missing: 0, repeated: 0, unreadable: 0 });
  console.log(`kiosk: ${visitors} visitors left nothing behind`);

  function expectOnce(kind: Kind, found: number[]): void {
    const told = (isStored: boolean) => of(kind).filter((one) => one.isStored === isStored).map(({ number }) => number);
    const [sure, never] = [told(true), told(false)];
    expect(found, `kiosk, ${kind}: in order, and none twice`).toEqual([...new Set(found)].sort((a, b) => a - b));
    expect(found, `kiosk, ${kind}: none of those that were stored is missing`).toEqual(expect.arrayContaining(sure));
    expect(found.filter((number) => never.includes(number)), `kiosk, ${kind}: what was said not to be stored is not there`).toEqual([]);
    console.log(`kiosk, ${kind}: ${sure.length} stored, ${found.length} arrived, ${never.length} refused to the person`);
  }
}

/** The numbers of the proposals that visitors of the kiosk wrote or could touch, by their titles. */
async function numbersOf(city: City): Promise<Map<string, number>> {
  const list = await city.read("/vorschlaege/export.csv");
  const titles = /^(\d+),"?((?:Ein Kioskweg Nummer|Kaos|Kiosk) \d+ am \S+?)"?,/gm;
  return new Map([...list.matchAll(titles)].map(([, id, title]) => [title ?? "", Number(id)]));
}

async function commentsOn(city: City, proposal: number): Promise<number[]> {
  const found: number[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const html = await city.read(`/vorschlaege/${proposal}?beitragsseite=${page}`);
    found.push(...[...html.matchAll(/Kiosk: (\d+)!/g)].map(([, number]) => Number(number)));
    pages = Number(/Seite \d+ von (\d+)/.exec(html)?.[1] ?? 1);
  }
  return found;
}
