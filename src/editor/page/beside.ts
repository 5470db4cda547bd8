// What goes along with a block: brought, replaced and taken away beside the page, like a text that somebody types.

import type { Wish } from "../contract";
import { parted } from "../text/beside";
import { showBeside } from "../ui/beside";
import type { Block } from "./block";
import type { Session } from "./session";

/** The text of a block becomes what the server makes of it; the answer is what went wrong, in words. */
export async function wish(session: Session, block: Block, wanted: Wish, file: File | null): Promise<string | null> {
  const { words } = session;
  const from = block.text.body;
  const answer = await session.api.upload(block.kind, from, file, wanted).catch(() => null);
  if (!answer || "error" in answer) return answer?.error ?? words.notUploaded;
  const to = answer.body;
  // Others may have written on meanwhile: both stay, or nothing happens.
  if (!session.change(block.key, from, to)) return words.changedMeanwhile;
  if (wanted === "passt") block.isOlder = false;
  session.history.did({ kind: "text", key: block.key, from, to });
  return null;
}

export function beside(session: Session, block: Block): void {
  session.close();
  showBeside(session.words, block.label, {
    there: () => parted(block.text.body).there,
    isOlder: () => block.isOlder,
    act: (wanted, file) => wish(session, block, wanted, file),
    closed: () => block.focusBar(),
  });
}
