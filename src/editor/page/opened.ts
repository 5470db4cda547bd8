// The block that somebody writes in, and what of it can be undone.

import { merged } from "../text/merge";
import type { Block } from "./block";
import type { Steps } from "./steps";

export class Opened {
  /** The text up to which everything can be undone already; nothing when it cannot be told any more. */
  private before: string | null;

  constructor(
    readonly block: Block,
    private readonly history: Steps,
  ) {
    this.before = block.text.body;
  }

  /** What a hand did at once is undone by itself, and so is what was typed before it. */
  did(from: string, to: string): void {
    this.step(from);
    this.before = from;
    this.step(to);
    this.before = to;
  }

  /** What was typed since is one step, and what comes is another one. */
  end(): void {
    const { body } = this.block.text;
    this.step(body);
    this.before = body;
  }

  /** What others wrote, or what was undone here, is not undone together with what was typed. */
  came(from: string, to: string): void {
    if (this.before !== null) this.before = merged(from, to, this.before);
  }

  private step(after: string): void {
    const { before, block, history } = this;
    if (before === null || before === after) return;
    history.did({ kind: "text", key: block.key, from: before, to: after });
  }
}
