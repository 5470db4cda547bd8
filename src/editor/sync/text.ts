// One text between the person who types it and the server: what was stored, what is typed, what others stored meanwhile.
// No clock, no network, no document: the same answers always lead to the same text.

import { merged } from "../text/merge";

/** A stored state. After a return its words may be unknown; then only the server can join it with others. */
export type Stored = { revision: number; body: string | null };

export type Conflict = { revision: number; base: string; theirs: string };

/** Two texts that started from the same one as one; nothing where a person has to decide. */
export type Join = (base: string, mine: string, theirs: string) => string | null;

/** A title says one thing: two new ones are not put together of their words. */
const whole: Join = (base, mine, theirs) => {
  if (mine === base || mine === theirs) return theirs;
  return theirs === base ? mine : null;
};

export const joinOf = (kind: string): Join => (kind === "title" ? whole : merged);

export type Effect = "none" | "changed" | "conflict";

/** A text as the server stores it: what stands at its edges and cannot be seen is no change. */
export const tidy = (body: string): string => body.replace(/\r\n/g, "\n").replace(/[\r\0]/g, "").trimEnd().replace(/^\n+/, "");

export class Text {
  conflict: Conflict | null = null;
  /** What is on its way to the server. */
  private sent: string | null = null;
  private waiting: { revision: number; body: string } | null = null;

  constructor(
    public stored: Stored,
    public body: string,
    readonly join: Join = merged,
  ) {}

  get isDirty(): boolean {
    return this.stored.body === null || tidy(this.body) !== tidy(this.stored.body);
  }

  /** Whether a save would change something and may be sent. */
  get wantsSave(): boolean {
    return this.isDirty && !this.conflict;
  }

  /** The text goes to the server as it is now. */
  send(body: string): void {
    this.sent = body;
  }

  /** The server has it, joined with what others stored. What was typed since comes on top. */
  saved(answer: { revision: number; body: string }): Effect {
    const sent = this.sent ?? this.body;
    this.sent = null;
    const before = this.body;
    const joined = merged(sent, this.body, answer.body);
    if (joined === null) {
      // What it began with stays: whoever comes back before deciding is asked again.
      this.conflict = { revision: answer.revision, base: sent, theirs: answer.body };
      this.catchUp();
      return "conflict";
    }
    this.body = joined;
    this.stored = { revision: answer.revision, body: answer.body };
    const later = this.catchUp();
    return later === "none" && this.body !== before ? "changed" : later;
  }

  /** The server has it not: the text stays typed. */
  failed(): Effect {
    this.sent = null;
    return this.catchUp();
  }

  /** Both changed the same place. */
  refused(answer: { revision: number; base: string; theirs: string }): Effect {
    this.sent = null;
    if (answer.theirs === this.body) {
      this.stored = { revision: answer.revision, body: answer.theirs };
      this.catchUp();
      return "none";
    }
    this.conflict = { revision: answer.revision, base: answer.base, theirs: answer.theirs };
    this.catchUp();
    return "conflict";
  }

  /** Somebody else stored something. */
  foreign(revision: number, body: string): Effect {
    if (this.sent !== null) {
      if (revision > (this.waiting?.revision ?? 0)) this.waiting = { revision, body };
      return "none";
    }
    if (revision <= this.stored.revision && !(this.conflict && revision > this.conflict.revision)) return "none";
    if (this.conflict) {
      if (revision > this.conflict.revision) this.conflict = { ...this.conflict, revision, theirs: body };
      return "none";
    }
    // Without the words that it began with, the server has to join it when it is saved.
    if (this.stored.body === null) return "none";
    const joined = this.join(this.stored.body, this.body, body);
    // Nobody is interrupted while typing: the next save says it.
    if (joined === null) return "none";
    const isNew = joined !== this.body;
    this.body = joined;
    this.stored = { revision, body };
    return isNew ? "changed" : "none";
  }

  /** A person decided between what was shown. What was stored since then was not, so it is joined again. */
  resolve(body: string, shown: Conflict): Effect {
    const newest = this.conflict;
    this.stored = { revision: shown.revision, body: shown.theirs };
    this.conflict = null;
    this.body = body;
    return newest && newest.revision > shown.revision ? this.foreign(newest.revision, newest.theirs) : "none";
  }

  private catchUp(): Effect {
    const waiting = this.waiting;
    this.waiting = null;
    return waiting ? this.foreign(waiting.revision, waiting.body) : "none";
  }
}
