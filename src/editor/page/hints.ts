// What a text lacks, beside it, while somebody writes: the server looks, which knows the rules of each language.

import type { Preview } from "../contract";
import { Source } from "../ui/source";
import type { Block } from "./block";

/** Milliseconds without a letter: whoever is in the middle of a word is not interrupted. */
const PAUSE = 800;

export class Hints {
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ask: (block: Block, body: string) => Promise<Preview | null>) {}

  typed(block: Block, body: string): void {
    clearTimeout(this.waiting);
    // Source text asks by itself, for what readers will see as well; a closed block is looked at when it is saved.
    if (!block.surface || block.surface instanceof Source) return;
    this.waiting = setTimeout(() => void this.look(block, body), PAUSE);
  }

  /** An answer about words that are no longer there, or that are saved meanwhile, is none. */
  private async look(block: Block, body: string): Promise<void> {
    const made = await this.ask(block, body).catch(() => null);
    if (made && block.surface && block.text.body === body) block.warn(made.warnings);
  }
}
