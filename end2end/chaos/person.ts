// A person at their own device: what they send off, what they are told, and what has to be true of it in the end.

import { expect, type Page } from "@playwright/test";
import type { Kind } from "./kiosk";

export type Said = { number: number; kind: Kind; /** Undefined when nobody lived to hear it. */ isStored: boolean | undefined };

export type Writing = {
  number: number;
  kind: Kind;
  /** The proposal that is commented on, and what its form carries. */
  target: number;
  stamp: string;
  /** The proposal that is supported. */
  supported: number;
};

/** As the pages do it: the form of the proposal, the button, the page for a whole proposal. */
export async function writes(page: Page, { number, kind, target, stamp, supported }: Writing): Promise<boolean | undefined> {
  const fields = {
    proposal: {
      titel: `Kaos ${number} am Hafen`,
      text: `Kaos ${number}: Am Stadthafen fehlen Bänke im Schatten, und das seit vielen Jahren.`,
      thema: "verkehr",
    },
    comment: { haltung: "for", text: `Kaos: ${number}!`, name: "", antwort: "", stempel: stamp, webseite: "" },
    support: {},
  }[kind];
  try {
    return await page.evaluate(async ({ kind, fields, target, supported }) => {
      const send = async (path: string, body: URLSearchParams | string): Promise<boolean> => {
        const headers = typeof body === "string" ? { "content-type": "application/json" } : undefined;
        try {
          const answer = await fetch(path, { method: "POST", body, headers, redirect: "manual" });
          // 202: the device has it. A redirect, or the number of supports: the server has it.
          if (answer.status === 202 || answer.type === "opaqueredirect") return true;
          return kind === "support" && answer.status === 200 && Array.isArray(await answer.json());
        } catch {
          return false;
        }
      };
      if (kind === "support") return send("/api/fn/support", JSON.stringify({ proposal: supported, support: true }));
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      if (kind === "proposal") return send("/ausgang/schreiben", form);
      form.set("einsendung", crypto.randomUUID().replace(/-/g, ""));
      return send(`/vorschlaege/${target}/beitraege`, form);
    }, { kind, fields, target, supported });
  } catch {
    return undefined;
  }
}

/** Of what was told to be stored everything arrived, and nothing twice, whatever was told. */
export function expectOnce(kind: Kind, said: Said[], found: number[]): void {
  const told = (isStored: boolean) => said.filter((one) => one.kind === kind && one.isStored === isStored).map(({ number }) => number);
  const [sure, never] = [told(true), told(false)];
  expect(found, `${kind}: in order, and none twice`).toEqual([...new Set(found)].sort((a, b) => a - b));
  expect(found, `${kind}: none of those that were stored is missing`).toEqual(expect.arrayContaining(sure));
  console.log(`${kind}: ${sure.length} stored, ${found.length} arrived, ${never.length} refused to the person`);
}

/** The numbers of whole proposals, in the order in which they arrived, out of what everybody can read. */
export function proposalsIn(csv: string): number[] {
  const found = [...csv.matchAll(/(\d+)[^\n]*?Kaos (\d+) am Hafen/g)].map(([, id, number]) => ({ id: Number(id), number: Number(number) }));
  return found.sort((a, b) => a.id - b.id).map(({ number }) => number);
}
