// What was done on the page, in its order, so that it can be undone and done again.

export type Step = { undo: () => boolean; redo: () => boolean };

export class History {
  private readonly past: Step[] = [];
  private future: Step[] = [];

  constructor(private readonly changed: (canUndo: boolean, canRedo: boolean) => void = () => {}) {}

  did(step: Step): void {
    this.past.push(step);
    this.future = [];
    this.tell();
  }

  /** Whether there was something, and whether it went. */
  undo(): "done" | "nothing" | "impossible" {
    return this.turn(this.past, this.future, (step) => step.undo());
  }

  redo(): "done" | "nothing" | "impossible" {
    return this.turn(this.future, this.past, (step) => step.redo());
  }

  private turn(from: Step[], to: Step[], act: (step: Step) => boolean): "done" | "nothing" | "impossible" {
    const step = from.pop();
    if (!step) return "nothing";
    const went = act(step);
    if (went) to.push(step);
    this.tell();
    return went ? "done" : "impossible";
  }

  private tell(): void {
    this.changed(this.past.length > 0, this.future.length > 0);
  }
}
