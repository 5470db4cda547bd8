// Undo and redo for the whole page: by the bar, by keys, and still after the page was loaded again.

import type { Gone, Memory, Step } from "../sync/memory";
import { announce } from "../ui/dom";
import type { Session } from "./session";
import { History } from "./undo";

export class Steps {
  private readonly history: History;
  private readonly gone: readonly Gone[];

  constructor(
    private readonly session: Session,
    memory: Memory,
  ) {
    const { past, future, gone } = memory.left();
    this.gone = gone;
    const changed = (past: readonly Step[], future: readonly Step[]) => {
      session.bar.can(past.length > 0, future.length > 0);
      memory.keep({ past, future, gone: session.structure.takenIn([...past, ...future]) });
    };
    this.history = new History((step, isBack) => this.go(step, isBack), changed, past, future);
  }

  /** Once the page is there: what it took away before can come back. */
  resume(): void {
    for (const gone of this.gone) if (!this.session.find(gone.key)) this.session.structure.wasTaken(gone);
    this.history.tell();
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  did(step: Step): void {
    this.history.did(step);
  }

  private go(step: Step, isBack: boolean): boolean {
    if (step.kind !== "text") return this.session.structure.go(step, isBack);
    const [from, to] = isBack ? [step.to, step.from] : [step.from, step.to];
    return this.session.change(step.key, from, to);
  }

  /** By keyboard also where nobody writes. */
  private pressed(event: KeyboardEvent): void {
    const isWriting = (event.target as Element).closest("input, textarea, select, [contenteditable], dialog");
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isWriting) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.redo();
    else this.undo();
  }

  undo(): void {
    const { undone, nothingToUndo, cannotUndo } = this.session.words;
    announce({ done: undone, nothing: nothingToUndo, impossible: cannotUndo }[this.history.undo()]);
  }

  redo(): void {
    const { redone, nothingToUndo, cannotUndo } = this.session.words;
    announce({ done: redone, nothing: nothingToUndo, impossible: cannotUndo }[this.history.redo()]);
  }
}
