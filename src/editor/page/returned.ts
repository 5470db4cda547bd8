// What an earlier visit left: on this device, on the server, on its way. Each text goes on from where it was.

import type { Draft, StoredBlock } from "../contract";
import type { KeptText } from "../sync/device";
import type { Job } from "../sync/queue";
import { joinOf, Text, tidy } from "../sync/text";
import { bothBelow, merged } from "../text/merge";

export type Left = { texts: KeptText[]; jobs: Job[] };

export type Returned = {
  texts: Map<string, Text>;
  /** Not saved and back again: since when it lay there. */
  restored: Map<string, number>;
  /** Blocks that are gone, with what was typed in them. */
  orphans: KeptText[];
};

export function returned(draft: Draft, left: Left): Returned {
  const result: Returned = { texts: new Map(), restored: new Map(), orphans: [] };
  for (const block of Object.values(draft.blocks)) {
    const [text, since] = textOf(block, left);
    result.texts.set(block.key, text);
    if (text.isDirty) result.restored.set(block.key, since);
  }
  for (const kept of left.texts) {
    const isNew = left.jobs.some(({ kind, key }) => kind === "insert" && key === kept.key);
    if (!draft.blocks[kept.key] && !isNew) result.orphans.push(kept);
  }
  return result;
}

function textOf(block: StoredBlock, left: Left): [Text, number] {
  const now = { revision: block.revision, body: block.body };
  // What stands there already need not come back.
  const isNews = ({ body }: { body: string }) => tidy(body) !== tidy(block.body);
  const kept = left.texts.filter((text) => text.key === block.key && isNews(text)).sort((a, b) => b.sequence - a.sequence);
  const typed = block.typed && isNews(block.typed) ? block.typed : undefined;
  const sent = left.jobs.find((job) => job.kind === "save" && job.key === block.key && job.isSent);
  const [newest, ...older] = kept;
  let since = newest?.sequence ?? 0;
  const join = joinOf(block.kind);
  let text: Text;
  if (sent) {
    text = new Text({ revision: sent.revision ?? now.revision, body: sent.base ?? null }, newest?.body ?? sent.body ?? block.body, join);
    text.send(sent.body ?? "");
  } else if (newest) text = new Text(newest.stored, newest.body, join);
  else if (typed) {
    const { base_revision, body, sequence } = typed;
    since = sequence;
    text = new Text({ revision: base_revision, body: base_revision === now.revision ? now.body : null }, body, join);
  } else text = new Text(now, now.body, join);
  // Two windows, or this device and another one: both texts stay.
  for (const other of older) text.body = together(other.stored.body, text.body, other.body);
  if (kept.length > 0 && typed && typed.sequence > since) {
    text.body = together(text.stored.revision === typed.base_revision ? text.stored.body : null, text.body, typed.body);
    since = typed.sequence;
  }
  if (!sent || text.stored.revision < now.revision) text.foreign(now.revision, now.body);
  return [text, since];
}

function together(base: string | null, one: string, other: string): string {
  if (one === other || other === base) return one;
  return merged(base ?? "", one, other) ?? bothBelow(base ?? "", one, other);
}
