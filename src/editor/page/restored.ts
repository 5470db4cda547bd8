// What an earlier visit left and nobody saved: it is back, and whoever wrote it keeps it or lets it go.

import { joinOf, Text } from "../sync/text";
import { announce } from "../ui/dom";
import { fill } from "../words";
import type { Block } from "./block";
import type { Session } from "./session";

export function restored(session: Session, block: Block | undefined, since: number): void {
  if (!block) return;
  const { words, language, api } = session;
  const when = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "de-DE", { dateStyle: "short", timeStyle: "short" }).format(since || Date.now());
  const shown = () => void block.showTyped((kind, body) => api.preview(kind, body));
  const discard = () => {
    block.forget("restored");
    const stored = block.text.stored.body;
    if (stored === null) return void forgetAndReload(session, block);
    block.text.body = stored;
    session.typing.done(block.key, block.text);
    shown();
    session.tell();
  };
  const save = () => {
    block.forget("restored");
    session.save(block);
  };
  const told = fill(words.restored, { when });
  announce(`${block.label}: ${told}`);
  block.note("restored", told, [words.save, save], [words.discard, discard]);
  shown();
}

async function forgetAndReload(session: Session, block: Block): Promise<void> {
  const draft = await session.api.draft().catch(() => 0);
  const now = typeof draft === "object" ? draft.blocks[block.key] : undefined;
  if (!now) return;
  block.text = new Text({ revision: now.revision, body: now.body }, now.body, joinOf(now.kind));
  session.typing.done(block.key, block.text);
  block.show(now.html, now.revision);
}
