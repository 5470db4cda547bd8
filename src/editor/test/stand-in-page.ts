// What the server does with a page in edit mode, in memory: a stand-in that keeps the contract, for tests.

import { randomUUID } from "node:crypto";
import { PARTS, type StoredBlock, type Typed } from "../contract";
import type { Answer } from "../sync/queue";
import { joinOf, tidy } from "../sync/text";

type Block = { kind: string; bodies: string[]; isGone: boolean };

export type State = {
  order: string[];
  blocks: Record<string, Block>;
  /** Answers by the id of the save. */
  answers: Record<string, Answer>;
  typed: Record<string, Typed>;
};

export type Told = { event: string; data: unknown };

/** As it is stored: title and introduction are one line each. */
const tidied = (kind: string, sent: string): string => (PARTS.includes(kind) ? sent.replace(/\s+/g, " ").trim() : tidy(sent));

type Save = { save?: string; body?: string; kind?: string; key?: string; after?: string | null };

export class Page {
  readonly told: ((told: Told) => void)[] = [];

  constructor(
    readonly state: State,
    private readonly rendered: (kind: string, body: string) => string = () => "",
    private readonly kept: () => void = () => {},
  ) {}

  /** `parts` by their keys: what stands above the blocks. */
  static of(blocks: readonly { kind: string; body: string }[], parts: Readonly<Record<string, { kind: string; body: string }>> = {}): State {
    const state: State = { order: [], blocks: {}, answers: {}, typed: {} };
    for (const { kind, body } of blocks) {
      const key = randomUUID();
      state.order.push(key);
      state.blocks[key] = { kind, bodies: [body], isGone: false };
    }
    for (const [key, { kind, body }] of Object.entries(parts)) state.blocks[key] = { kind, bodies: [body], isGone: false };
    return state;
  }

  get parts(): string[] {
    return Object.entries(this.state.blocks).flatMap(([key, { kind }]) => (PARTS.includes(kind) ? key : []));
  }

  block(key: string, person = ""): StoredBlock {
    const { kind, bodies } = this.found(key);
    const body = bodies.at(-1) ?? "";
    const typed = this.state.typed[`${person}/${key}`];
    return { key, kind, body, revision: bodies.length, html: this.rendered(kind, body), warnings: [], ...(typed && { typed }) };
  }

  draft(person: string) {
    const told = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, this.block(key, person)]));
    return { page: 1, language: "de", title: "Seite", order: this.state.order, blocks: told(this.state.order), parts: told(this.parts) };
  }

  /** Everything that was ever stored of any block. */
  everything(): string {
    return Object.values(this.state.blocks).flatMap(({ bodies }) => bodies).join("\n");
  }

  /** The same id gets the same answer and does nothing more. */
  private once(id: string | undefined, act: () => Answer): Answer {
    if (!id) return { status: 422, data: { errors: ["save fehlt"] } };
    const known = this.state.answers[id];
    if (known) return known;
    const answer = act();
    if (answer.status < 400) {
      this.state.answers[id] = answer;
      this.kept();
    }
    return answer;
  }

  private found(key: string): Block {
    const block = this.state.blocks[key];
    if (!block) throw new Error(`No block ${key}`);
    return block;
  }

  private missing(key: string): Answer | null {
    const block = this.state.blocks[key];
    if (!block) return { status: 404, data: { key } };
    return block.isGone ? { status: 410, data: { key, theirs: block.bodies.at(-1) } } : null;
  }

  private tell(event: string, data: unknown): void {
    for (const listener of this.told) listener({ event, data });
  }

  save(key: string, { save, body: sent = "" }: Save, revision: number | null, by: string): Answer {
    return this.once(save, () => {
      if (revision === null) return { status: 428, data: { error: "If-Match" } };
      const missing = this.missing(key);
      if (missing) return missing;
      const { kind, bodies } = this.found(key);
      const body = tidied(kind, sent);
      if (kind === "title" && !body) return { status: 422, data: { errors: ["Bitte gib einen Titel an."] } };
      const [base = "", theirs = ""] = [bodies[revision - 1], bodies.at(-1)];
      const joined = joinOf(kind)(base, body, theirs);
      if (joined === null) return { status: 409, data: { key, revision: bodies.length, base, mine: body, theirs, html_theirs: "" } };
      if (joined !== theirs) {
        bodies.push(joined);
        this.tell("block", { ...this.block(key), by });
      }
      const { typed: _typed, kind: _, ...block } = this.block(key);
      return { status: 200, data: { ...block, merged: joined !== body } };
    });
  }

  insert({ save, key, kind = "text", body = "", after = null }: Save, by: string): Answer {
    return this.once(save, () => {
      if (!key || (after !== null && !this.state.order.includes(after))) return { status: 404, data: { key: after } };
      this.state.blocks[key] = { kind, bodies: [tidy(body)], isGone: false };
      this.place(key, after);
      this.tell("block", { ...this.block(key), by });
      this.tell("order", { order: this.state.order });
      return { status: 201, data: this.block(key) };
    });
  }

  move(key: string, { save, after = null }: Save): Answer {
    return this.once(save, () => {
      if (after !== null && !this.state.order.includes(after)) return { status: 404, data: { key: after } };
      const missing = this.missing(key);
      if (missing) return missing;
      this.place(key, after);
      this.tell("order", { order: this.state.order });
      return { status: 200, data: { order: this.state.order } };
    });
  }

  remove(key: string, revision: number | null, by: string): Answer {
    const block = this.state.blocks[key];
    if (!block) return { status: 404, data: { key } };
    if (revision === null) return { status: 428, data: { error: "If-Match" } };
    const [base = "", theirs = ""] = [block.bodies[revision - 1], block.bodies.at(-1)];
    if (base !== theirs) return { status: 409, data: { key, revision: block.bodies.length, base, mine: "", theirs } };
    block.isGone = true;
    this.state.order = this.state.order.filter((other) => other !== key);
    this.kept();
    this.tell("gone", { key, by });
    return { status: 200, data: { order: this.state.order } };
  }

  bringBack(key: string, { save }: Save, by: string): Answer {
    return this.once(save, () => {
      const block = this.state.blocks[key];
      if (!block) return { status: 404, data: { key } };
      if (block.isGone) this.state.order.push(key);
      block.isGone = false;
      this.tell("block", { ...this.block(key), by });
      this.tell("order", { order: this.state.order });
      return { status: 200, data: this.block(key) };
    });
  }

  keepTyped(key: string, person: string, typed: Typed): Answer {
    const known = this.state.typed[`${person}/${key}`];
    if (!known || known.sequence < typed.sequence) this.state.typed[`${person}/${key}`] = typed;
    this.kept();
    return { status: 204, data: null };
  }

  forgetTyped(key: string, person: string): Answer {
    delete this.state.typed[`${person}/${key}`];
    this.kept();
    return { status: 204, data: null };
  }

  private place(key: string, after: string | null): void {
    const order = this.state.order.filter((other) => other !== key);
    order.splice(after === null ? 0 : order.indexOf(after) + 1, 0, key);
    this.state.order = order;
  }
}
