// A question takes the caret: when it opens in the middle of a word, the rest of the word lands in its answer. What comes by
// itself waits until nobody writes.

/** Whoever pressed no key for so long has finished a word. */
const BREATH = 1_500;

const FIELDS = "input, textarea, select, [contenteditable=true]";

export class Calm {
  private last = -Infinity;
  /** Between the keys of one sign, and with a block in the hand. */
  private isHeld = false;

  constructor(
    on: EventTarget,
    private readonly now: () => number = () => performance.now(),
  ) {
    for (const name of ["keydown", "input", "pointerdown"]) on.addEventListener(name, (event) => this.heard(event), true);
    for (const name of ["compositionstart", "dragstart"]) on.addEventListener(name, () => (this.isHeld = true), true);
    for (const name of ["compositionend", "dragend", "drop"]) on.addEventListener(name, () => this.letGo(), true);
  }

  /** Somebody is about to write. */
  begin(): void {
    this.last = this.now();
  }

  /** Until nobody writes. */
  async come(): Promise<void> {
    for (;;) {
      const left = this.isHeld ? BREATH : this.last + BREATH - this.now();
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  private letGo(): void {
    this.isHeld = false;
    this.begin();
  }

  private heard(event: Event): void {
    // That key leaves the text.
    if ((event as KeyboardEvent).key === "Escape") this.last = -Infinity;
    else if ((event.target as Element | null)?.closest?.(FIELDS)) this.begin();
  }
}
