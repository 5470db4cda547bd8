// Contributions that a journey needs to be there before it begins, made through the public interface.

import { randomBytes } from "node:crypto";
import { port, wegmarken } from "./server";

const api = `http://127.0.0.1:${port}/api/v1`;

export type Proposal = { id: number; receipt: string; title: string; path: string };

type Draft = { title: string; text: string; theme: string; goals: string[]; district: string; email: string; author: string; place_note: string };

/** A proposal of somebody, published unless it should still wait. */
export async function proposal(draft: Partial<Draft> & { title: string }, publish = true): Promise<Proposal> {
  const { id, receipt } = await post(`${api}/proposals`, {
    text: "Das fehlt hier seit Jahren. Viele Menschen kommen jeden Tag vorbei und hätten etwas davon.",
    theme: "infrastruktur",
    goals: ["verbindend"],
    ...draft,
  });
  if (publish) wegmarken("moderation", "publish", "proposal", String(id));
  return { id, receipt, title: draft.title, path: `/vorschlaege/${id}` };
}

/** A comment of somebody, published. */
export async function comment(on: Proposal, text: string, author = "Frieda"): Promise<{ id: number; receipt: string }> {
  const made = await post(`${api}/proposals/${on.id}/comments`, { text, stance: "note", author });
  wegmarken("moderation", "publish", "comment", String(made.id));
  return made;
}

/** The number of a contribution that waits for a check and says this. */
export function waiting(kind: "proposal" | "comment" | "place-mark", words: string): string {
  const line = wegmarken("moderation", "list")
    .split("\n")
    .find((line) => line.startsWith(kind) && line.includes(words));
  const id = line?.match(/\s(\d+)\s/)?.[1];
  if (!id) throw new Error(`No ${kind} with “${words}” waits for a check`);
  return id;
}

async function post(address: string, body: object): Promise<{ id: number; receipt: string }> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ submission: randomBytes(16).toString("hex"), ...body }),
  });
  if (answer.status !== 201) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: number; receipt: string };
}
