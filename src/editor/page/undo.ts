// What was done on the page, in its order, so that it can be undone and done again. Steps are plain data: a page that is
// loaded again has them still.

import type { Step } from "../sync/memory";

export class History {
  constructor(
    private readonly go: (step: Step, isBack: boolean) => boolean,
    private readonly changed: (past: readonly Step[], future: readonly Step[]) => void = () => {},
    private readonly past: Step[] = [],
    private readonly future: Step[] = [],
  ) {}

  did(step: Step): void {
    this.past.push(step);
    this.future.length = 0;
    this.tell();
  }

  /** Whether there was something, and whether it went. */
  undo(): "done" | "nothing" | "impossible" {
    return this.turn(this.past, this.future, true);
  }

  redo(): "done" | "nothing" | "impossible" {
    return this.turn(this.future, this.past, false);
  }

  private turn(from: Step[], to: Step[], isBack: boolean): "done" | "nothing" | "impossible" {
    const step = from.pop();
    if (!step) return "nothing";
    const went = this.go(step, isBack);
    if (went) to.push(step);
    this.tell();
    return went ? "done" : "impossible";
  }

  tell(): void {
    this.changed(this.past, this.future);
  }
}
