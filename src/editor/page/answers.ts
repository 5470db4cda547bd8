// What the server said to a job.

import type { Refused, Saved, StoredBlock } from "../contract";
import type { Answer, Job } from "../sync/queue";
import { announce } from "../ui/dom";
import type { Block } from "./block";
import type { Session } from "./session";

/** The server's words for why not, whatever their shape. */
function reasons(data: unknown): string[] {
  const { errors, error } = (data ?? {}) as { errors?: string[]; error?: string };
  return errors ?? (error ? [error] : []);
}

/** There are other reasons for a 409 than two people at one place. */
const isRefused = (data: unknown): data is Refused => typeof (data as Refused | null)?.theirs === "string";

export function settle(session: Session, job: Job, { status, data }: Answer): void {
  const block = session.find(job.key);
  if (job.kind === "remove") return removed(session, job, block, status, data);
  if (!block) return;
  if (status === 404 || status === 410) return missing(session, job, block);
  if (status === 409 && isRefused(data)) return session.refused(block, data);
  if (status >= 400) return failed(session, block, status, data);
  switch (job.kind) {
    case "save":
      return session.saved(block, data as Saved);
    case "insert":
      session.structure.fallBehind();
      return session.saved(block, { ...(data as StoredBlock), merged: false });
    case "restore":
      session.structure.fallBehind();
      return back(session, block, data as StoredBlock);
    case "move":
      // The order in the answer may be older than one that was heard meanwhile.
      session.structure.fallBehind();
  }
}

/** The words for it, which are said as well: whoever does not see the block has to know. */
function refusal(session: Session, block: Block, status: number, data: unknown): string {
  const why = [session.words.notSaved, ...reasons(data)].join(" ");
  const words = status === 422 ? why : `${why} (${status})`;
  announce(`${block.label}: ${words}`);
  return words;
}

function failed(session: Session, block: Block, status: number, data: unknown): void {
  const before = block.text.body;
  session.came(block, block.text.failed(), before);
  block.note("error", refusal(session, block, status, data), [session.words.save, () => session.save(block)]);
}

function missing(session: Session, job: Job, block: Block): void {
  const before = block.text.body;
  session.came(block, block.text.failed(), before);
  // Its neighbour went while it was on its way: it goes to where there is one.
  if (job.kind === "insert" || job.kind === "move") {
    // It went while the line was cut, so nobody told; asked again beside it, the answer would be the same for ever.
    if (job.after) session.structure.gone(job.after, "");
    if (job.kind === "insert") session.queue.add({ ...job, id: crypto.randomUUID(), isSent: false });
    session.structure.fallBehind();
  } else if (job.kind === "restore") {
    // The server has forgotten it for good: it stands there as a new one.
    session.queue.add({ id: crypto.randomUUID(), kind: "insert", key: block.key, blockKind: block.kind });
  } else session.structure.gone(block.key, "");
}

function removed(session: Session, job: Job, block: Block | undefined, status: number, data: unknown): void {
  session.structure.fallBehind();
  if (status === 409 && block && isRefused(data)) {
    // Somebody changed it meanwhile: it stays, with what they wrote.
    const { revision, theirs } = data;
    session.structure.stays(job.key);
    session.came(block, block.text.foreign(revision, theirs), block.text.body);
  } else if (status >= 400 && status !== 404 && status !== 410 && session.structure.stays(job.key)) {
    if (block) refusal(session, block, status, data);
  }
}

function back(session: Session, block: Block, stored: StoredBlock): void {
  const before = block.text.body;
  // The server knows newer words where it was taken away before the page was loaded again.
  const effect = block.text.foreign(stored.revision, stored.body);
  block.text.stored = { revision: stored.revision, body: stored.body };
  block.forget("gone");
  block.show(stored.html, stored.revision);
  block.warn(stored.warnings);
  session.came(block, effect, before);
  session.save(block);
}
