// What can be undone, for as long as this tab is there: a page that is loaded again goes on where it was. It goes with the
// tab: on a shared device nothing of it stays.

export type Step =
  | { kind: "text"; key: string; from: string; to: string }
  /** Below which block it stood, and stands. */
  | { kind: "move"; key: string; from: string | null; to: string | null }
  | { kind: "insert" | "remove"; key: string };

/** A block that was taken away here; what brings it back has to know where it stood. */
export type Gone = { key: string; kind: string; body: string; after: string | null };

export type Remembered<Steps = Step[]> = { past: Steps; future: Steps; gone: Gone[] };

/** So many letters: what is written at each step must not be felt. */
const MOST = 400_000;

export class Memory {
  constructor(
    private readonly name: string,
    private readonly storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem"> = () => sessionStorage,
  ) {}

  /** Of too much the oldest steps go first. */
  keep(all: Remembered<readonly Step[]>): void {
    let { past } = all;
    let written = JSON.stringify(all);
    while (written.length > MOST && past.length > 0) {
      past = past.slice(Math.ceil(past.length / 2));
      written = JSON.stringify({ ...all, past });
    }
    try {
      // What is out of date is worse than nothing.
      this.storage().removeItem(this.name);
      if (written.length <= MOST) this.storage().setItem(this.name, written);
    } catch {
      // Then undo reaches back to when the page was loaded.
    }
  }

  left(): Remembered {
    try {
      const written = this.storage().getItem(this.name);
      if (written) return JSON.parse(written) as Remembered;
    } catch {
      // As above.
    }
    return { past: [], future: [], gone: [] };
  }
}
