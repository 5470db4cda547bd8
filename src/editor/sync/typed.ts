// While somebody types: to the device at once, to the server when the hand rests.

import type { Api } from "./api";
import type { Watched } from "./device";
import type { Text } from "./text";

const REST = 800;

type Entry = { text: Text; timer: ReturnType<typeof setTimeout> | undefined; isWriting: boolean; isAgain: boolean; sequence: number };

export class Typing {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly api: Api,
    private readonly device: Watched,
    /** What the server said to what was typed; 0 when it said nothing. */
    private readonly told: (status: number) => void,
  ) {}

  private entry(key: string, text: Text): Entry {
    const found = this.entries.get(key);
    if (found) return Object.assign(found, { text });
    const entry: Entry = { text, timer: undefined, isWriting: false, isAgain: false, sequence: 0 };
    this.entries.set(key, entry);
    return entry;
  }

  typed(key: string, text: Text): void {
    const entry = this.entry(key, text);
    // Later than everything before, also than what an earlier visit sent.
    entry.sequence = Math.max(Date.now(), entry.sequence + 1);
    void this.toDevice(key, entry);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void this.toServer(key, entry), REST);
  }

  /** The server has all of it in the page itself. */
  done(key: string, text: Text): void {
    const entry = this.entry(key, text);
    clearTimeout(entry.timer);
    entry.timer = undefined;
    void this.device.forgetText(key);
    void this.api.forgetTyped(key).catch(() => {});
  }

  /** The window closes: what is still in the hand goes out with it. */
  leaving(): void {
    for (const [key, entry] of this.entries) if (entry.timer !== undefined && entry.text.isDirty) void this.toServer(key, entry, true);
  }

  private async toDevice(key: string, entry: Entry): Promise<void> {
    if (entry.isWriting) {
      entry.isAgain = true;
      return;
    }
    entry.isWriting = true;
    do {
      entry.isAgain = false;
      const { body, stored } = entry.text;
      await this.device.keepText({ key, body, stored, sequence: entry.sequence });
      if (!entry.text.isDirty && !entry.isAgain) await this.device.forgetText(key);
    } while (entry.isAgain);
    entry.isWriting = false;
  }

  private async toServer(key: string, entry: Entry, leaving = false): Promise<void> {
    entry.timer = undefined;
    const { body, stored, isDirty } = entry.text;
    // Undone, or deleted again: it must not come back at the next visit.
    if (!isDirty) return void this.api.forgetTyped(key).catch(() => {});
    const { sequence } = entry;
    try {
      const status = await this.api.keepTyped(key, { body, base_revision: stored.revision, sequence }, leaving);
      // Saved while this was on its way: it must not come back at the next visit.
      if (!entry.text.isDirty) await this.api.forgetTyped(key);
      this.told(status);
    } catch {
      this.told(0);
    }
  }
}
