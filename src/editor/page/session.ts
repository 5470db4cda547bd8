// A page that is being edited: its blocks, what is on its way, what others do.

import type { Draft, Refused, Saved, StoredBlock } from "../contract";
import type { Api } from "../sync/api";
import { Watched, type Device } from "../sync/device";
import { Live } from "../sync/live";
import type { Memory } from "../sync/memory";
import { Pause, Queue, type Condition, type Job } from "../sync/queue";
import { joinOf, Text, tidy, type Effect } from "../sync/text";
import { Typing } from "../sync/typed";
import { Bar } from "../ui/bar";
import { announce } from "../ui/dom";
import { askConflict } from "../ui/dialog";
import type { Point } from "../ui/rich";
import { fill, type Words } from "../words";
import { Block, emptyBlock } from "./block";
import { Calm } from "./calm";
import { Files } from "./files";
import { settle } from "./answers";
import { takeOver } from "./fields";
import { Hints } from "./hints";
import { Opened } from "./opened";
import { restored } from "./restored";
import { returned } from "./returned";
import { Steps } from "./steps";
import { Structure } from "./structure";

export class Session {
  readonly blocks = new Map<string, Block>();
  /** Deleted here, and where they stood. */
  readonly removed = new Map<string, { block: Block; after: string | null }>();
  readonly queue: Queue;
  readonly device: Watched;
  readonly typing: Typing;
  readonly history: Steps;
  readonly structure: Structure;
  readonly bar: Bar;
  private readonly live: Live;
  private readonly pause = new Pause();
  private readonly calm = new Calm(document);
  private readonly hints = new Hints((block, body) => this.api.preview(block.kind, body, this.structure.storedBefore(block) ?? ""));
  private condition: Condition = "idle";
  private opened: Opened | null = null;
  /** What the server said to what was typed last. */
  private kept = 204;

  /** Title and introduction stand outside of the blocks. */
  private readonly parts = new Map([...document.querySelectorAll<HTMLElement>(".edit-part")].map((element) => [element.dataset.part ?? "", element]));

  constructor(
    readonly page: HTMLElement,
    readonly api: Api,
    device: Device,
    readonly words: Words,
    readonly language: string,
    tab: string,
    memory: Memory,
  ) {
    this.bar = new Bar(page, words, () => this.history.undo(), () => this.history.redo());
    this.structure = new Structure(this);
    this.history = new Steps(this, memory);
    new Files(this);
    this.device = new Watched(device, () => this.tell());
    this.typing = new Typing(api, this.device, (status) => {
      this.kept = status;
      this.tell();
    });
    this.queue = new Queue({
      send: (job) => api.send(job),
      prepare: (job) => this.prepare(job),
      settled: (job, answer) => settle(this, job, answer),
      keep: (jobs) => this.device.keepJobs(jobs),
      condition: (condition) => {
        this.condition = condition;
        if (condition === "idle" && this.structure.isBehind) void this.refresh();
        this.tell();
      },
      pause: this.pause.for,
    });
    this.live = new Live(api, tab, {
      presence: (people) => {
        for (const block of this.blocks.values()) block.writers(people.filter((other) => other.block === block.key).map(({ person }) => person));
        this.bar.people([...new Set(people.map(({ person }) => person))]);
      },
      block: ({ key, revision, body, html, by }) => this.heard(key, revision, body, html, by),
      order: (order) => this.structure.follow(order),
      gone: (key, by) => this.structure.gone(key, by),
      again: () => void this.refresh(),
    });
  }

  /** Beside another language each block has its place: they do not come, go or move. */
  get isFixed(): boolean {
    return this.page.dataset.fixed !== undefined;
  }

  async start(): Promise<void> {
    const left = await this.device.left();
    const draft = await this.draft();
    const { texts, restored: unsaved, orphans } = returned(draft, left);
    const elements = new Map([...this.page.querySelectorAll<HTMLElement>(".edit-block")].map((element) => [element.dataset.block ?? "", element]));
    for (const [key, element] of elements) if (!draft.blocks[key]) element.remove();
    for (const [key, element] of this.parts) elements.set(key, element);
    for (const key of [...this.parts.keys(), ...draft.order]) {
      const block = draft.blocks[key];
      if (block) this.adopt(block, texts.get(key), elements.get(key));
    }
    for (const job of left.jobs) if (job.kind === "insert" && !draft.blocks[job.key]) this.structure.again(job, left.texts.find(({ key }) => key === job.key));
    this.history.resume();
    this.structure.follow(draft.order);
    for (const [key, since] of unsaved) restored(this, this.blocks.get(key), since);
    for (const orphan of orphans) this.structure.orphan(orphan);
    this.queue.restore(left.jobs);
    this.live.start(draft.change);
    for (const event of ["online", "focus"]) {
      addEventListener(event, () => {
        this.pause.wake();
        this.live.wake(event === "online");
      });
    }
    addEventListener("pagehide", () => {
      this.opened?.end();
      this.typing.leaving();
    });
    addEventListener("beforeunload", (event) => this.bar.isOnlyHere && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.typing.leaving());
    takeOver(this);
    this.tell();
    this.page.dataset.ready = "yes";
  }

  /** The state of the page on the server, however long it takes. */
  private async draft(): Promise<Draft> {
    for (;;) {
      const draft = await this.api.draft().catch(() => 0);
      if (typeof draft === "object") return draft;
      this.bar.show(draft === 401 ? "signedOut" : "waiting");
      await this.pause.for(3_000);
    }
  }

  /** What may have been missed while the line was cut. */
  async refresh(): Promise<void> {
    const { turns } = this.structure;
    this.structure.isBehind = false;
    const draft = await this.api.draft().catch(() => 0);
    if (typeof draft !== "object") return;
    if (this.structure.isOnItsWay) {
      this.structure.isBehind = true;
      return;
    }
    if (turns !== this.structure.turns) return this.refresh();
    for (const key of [...this.parts.keys(), ...draft.order]) {
      const stored = draft.blocks[key];
      if (!stored) continue;
      if (this.blocks.has(key)) this.heard(key, stored.revision, stored.body, stored.html, null);
      else if (!this.queue.has(key, "remove")) this.adopt(stored);
    }
    for (const key of [...this.blocks.keys()]) if (!draft.blocks[key] && !this.queue.has(key)) this.structure.gone(key, "");
    this.structure.follow(draft.order);
  }

  adopt(stored: StoredBlock, text = new Text({ revision: stored.revision, body: stored.body }, stored.body, joinOf(stored.kind)), element?: HTMLElement): Block {
    const place = element ?? emptyBlock(stored.key, stored.kind);
    if (!element) this.page.querySelector(".edit-page-bar")?.before(place);
    const block = new Block(place, stored.key, stored.kind, text, this.words, this.structure.actions, this.isFixed);
    this.blocks.set(stored.key, block);
    this.removed.delete(stored.key);
    if (!element) block.show(stored.html, stored.revision);
    block.warn(stored.warnings);
    return block;
  }

  find(key: string): Block | undefined {
    return this.blocks.get(key) ?? this.removed.get(key)?.block;
  }

  private prepare(job: Job): Job | null {
    const block = this.find(job.key);
    if (job.kind === "restore") return job;
    if (!block) return null;
    const { text } = block;
    const place = () => ({ ...job, after: this.structure.storedBefore(block) });
    switch (job.kind) {
      case "save":
        if (!text.wantsSave) return null;
        text.send(tidy(text.body));
        return { ...job, body: tidy(text.body), revision: text.stored.revision, base: text.stored.body };
      case "insert":
        text.send(tidy(text.body));
        return { ...place(), body: tidy(text.body) };
      case "remove":
        return { ...job, revision: text.stored.revision };
      default:
        return this.blocks.has(job.key) ? place() : null;
    }
  }

  edit(block: Block, point?: Point): void {
    this.calm.begin();
    if (block.surface) return block.surface.focus();
    this.close();
    const opened = (this.opened = new Opened(block, this.history));
    const { words } = this;
    block.open(
      {
        label: block.label,
        words,
        typed: (body) => this.typed(block, body),
        save: () => this.save(block),
        close: () => {
          this.close();
          block.focusBar();
        },
        did: (from, to) => opened.did(from, to),
        undo: () => this.history.undo(),
        redo: () => this.history.redo(),
        insert: this.isFixed ? null : (kind) => this.structure.insert(kind, block),
        upload: (kind, body, file) => this.api.upload(kind, body, file),
        library: (kind, query) => this.api.library(kind, query),
        take: (kind, body, key) => this.api.take(kind, body, key),
      },
      (kind, body) => this.api.preview(kind, body, this.structure.storedBefore(block) ?? ""),
      point,
    );
    this.live.at(block.key);
    announce(fill(words.opened, { block: block.label }));
  }

  /** Ends writing in the open block and saves it. */
  close(): void {
    const open = this.opened;
    if (!open) return;
    this.opened = null;
    const { block } = open;
    block.close();
    open.end();
    this.live.at(null);
    // Somebody deleted it meanwhile, and nothing was typed: it goes.
    if (block.has("gone") && !block.text.isDirty) return this.structure.gone(block.key, "");
    this.save(block);
  }

  private typed(block: Block, body: string): void {
    block.text.body = body;
    this.typing.typed(block.key, block.text);
    this.hints.typed(block, body);
    this.tell();
  }

  save(block: Block): void {
    if (block.text.conflict) return void this.ask(block);
    block.forget("restored");
    if (block.text.wantsSave) this.queue.add({ id: crypto.randomUUID(), kind: "save", key: block.key });
    this.tell();
  }

  /** Goes from one text to another where it stands, beside what happened to it since. */
  change(key: string, from: string, to: string): boolean {
    const block = this.blocks.get(key);
    const joined = block?.text.join(from, block.text.body, to);
    if (!block || joined === null || joined === undefined) return false;
    this.typed(block, joined);
    if (block.surface) block.surface.become(joined);
    else void block.showTyped((kind, body) => this.api.preview(kind, body));
    if (this.opened?.block === block) this.opened.came(from, to);
    this.save(block);
    return true;
  }

  /** Something came into the text that was not typed here. */
  came(block: Block, effect: Effect, before: string): void {
    const { text } = block;
    if (effect === "changed") {
      block.surface?.become(text.body);
      // What others wrote is not undone together with what was typed here.
      if (this.opened?.block === block) this.opened.came(before, text.body);
    }
    if (effect === "conflict") this.conflicted(block);
    if (text.isDirty) this.typing.typed(block.key, text);
    else this.typing.done(block.key, text);
    this.tell();
  }

  private heard(key: string, revision: number, body: string, html: string, by: string | null): void {
    const block = this.blocks.get(key);
    if (!block) {
      // Somebody inserted it, or brought it back.
      if (!this.queue.has(key)) void this.refresh();
      return;
    }
    const { text } = block;
    const before = text.body;
    const known = text.stored.revision;
    const effect = text.foreign(revision, body);
    // It cannot be shown beside what is typed here; saving will ask.
    if (by && text.isDirty && revision > known && text.stored.revision === known) announce(fill(this.words.changedBy, { name: by, block: block.label }));
    if (text.stored.revision > known) {
      block.show(html, revision);
      if (effect === "changed") {
        if (by) announce(fill(this.words.changedBy, { name: by, block: block.label }));
        this.came(block, effect, before);
      }
    }
  }

  private conflicted(block: Block): void {
    block.note("conflict", this.words.conflictNote, [this.words.decide, () => void this.decide(block)]);
    announce(this.words.conflictNote);
    void this.ask(block);
  }

  /** By itself, as soon as nobody writes; the note in the block asks at once. */
  private async ask(block: Block): Promise<void> {
    await this.calm.come();
    await this.decide(block);
  }

  async decide(block: Block): Promise<void> {
    const shown = block.text.conflict;
    // One question at a time; the note in the block stays.
    if (!shown || document.querySelector("dialog[open]")) return;
    const before = block.text.body;
    const decided = await askConflict(this.words, block.label, { ...shown, mine: before });
    if (decided === undefined || !block.text.conflict) return;
    block.forget("conflict");
    const effect = block.text.resolve(decided, shown);
    block.surface?.become(block.text.body);
    this.history.did({ kind: "text", key: block.key, from: before, to: decided });
    this.came(block, effect, decided);
    if (!block.surface) void block.showTyped((kind, body) => this.api.preview(kind, body));
    this.save(block);
  }

  saved(block: Block, answer: Saved): void {
    const before = block.text.body;
    const effect = block.text.saved(answer);
    block.forget("error");
    block.warn(answer.warnings);
    this.came(block, effect, before);
    block.show(answer.html, answer.revision);
    if (effect !== "conflict") announce(answer.merged ? this.words.wasMerged : this.words.wasSaved);
    // What was typed while this was on its way, and nobody writes here any more.
    if (!block.surface && block.text.wantsSave) this.save(block);
  }

  refused(block: Block, answer: Refused): void {
    const before = block.text.body;
    this.came(block, block.text.refused(answer), before);
  }

  tell(): void {
    const isDirty = [...this.blocks.values()].some(({ text }) => text.isDirty);
    const { isKeeping } = this.device;
    if (this.condition === "signed-out" || (isDirty && this.kept === 401)) this.bar.show(isKeeping ? "signedOut" : "signedOutHere");
    else if (this.condition === "waiting" || (isDirty && (this.kept === 0 || this.kept >= 500))) this.bar.show(isKeeping ? "waiting" : "waitingHere");
    else if (this.queue.open.length > 0) this.bar.show("sending");
    else if (!isDirty) this.bar.show("saved");
    else this.bar.show(isKeeping ? "typed" : "typedHere");
  }
}
