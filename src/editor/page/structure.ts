// Blocks come, go and move.

import { INSERTABLE, NAMING } from "../contract";
import type { KeptText } from "../sync/device";
import type { Gone, Step } from "../sync/memory";
import type { Job } from "../sync/queue";
import { Text } from "../sync/text";
import { askOne } from "../ui/dialog";
import { announce, h, icon, spoken } from "../ui/dom";
import { fill } from "../words";
import { beside } from "./beside";
import { Block, emptyBlock, type BlockActions } from "./block";
import type { Session } from "./session";

const DRAGGED = "application/x-wegmarken-block";
const STRUCTURAL: readonly Job["kind"][] = ["insert", "move", "remove", "restore"];

export class Structure {
  /** Whether the order of the server has to be asked for, once it knows ours. */
  isBehind = false;
  /** How often something happened to the order, here or there: what was asked for before is old. */
  turns = 0;
  /** Above the first block, and where there is none yet. */
  private readonly first: HTMLElement;

  readonly actions: BlockActions = {
    edit: (block, point) => this.session.edit(block, point),
    move: (block, step) => this.step(block, step),
    insert: (block) => void this.ask(block),
    beside: (block) => beside(this.session, block),
    duplicate: (block) => this.duplicate(block),
    remove: (block) => this.remove(block),
    dragged: (event, block) => {
      event.dataTransfer?.setData(DRAGGED, block.key);
      event.dataTransfer?.setDragImage(block.element, 0, 0);
    },
  };

  constructor(private readonly session: Session) {
    const { page, words } = session;
    this.first = h("button", { type: "button", class: "edit-tool", onclick: () => void this.ask(null) }, icon("plus"), words.insertFirst);
    if (!session.isFixed) page.prepend(h("div", { class: "edit-first", lang: spoken() }, this.first));
    page.addEventListener("dragover", (event) => this.over(event));
    page.addEventListener("dragleave", () => this.mark(null));
    page.addEventListener("drop", (event) => this.dropped(event));
  }

  /** The server knows our order now, and perhaps others. */
  fallBehind(): void {
    this.turns++;
    this.isBehind = true;
  }

  get isOnItsWay(): boolean {
    return this.session.queue.open.some(({ kind }) => STRUCTURAL.includes(kind));
  }

  private add(kind: Job["kind"], key: string, more: Partial<Job> = {}): void {
    this.turns++;
    this.session.queue.add({ id: crypto.randomUUID(), kind, key, ...more });
    this.session.tell();
  }

  private get elements(): HTMLElement[] {
    return [...this.session.page.querySelectorAll<HTMLElement>(".edit-block")];
  }

  private before(block: Block): string | null {
    const { elements } = this;
    return elements[elements.indexOf(block.element) - 1]?.dataset.block ?? null;
  }

  /** The next one above that the server already knows. */
  storedBefore(block: Block): string | null {
    const { elements } = this;
    for (let i = elements.indexOf(block.element) - 1; i >= 0; i--) {
      const key = elements[i]?.dataset.block ?? "";
      const above = this.session.blocks.get(key);
      if (above && !above.has("gone") && !this.session.queue.has(key, "insert")) return key;
    }
    return null;
  }

  private place(element: HTMLElement, after: string | null): void {
    const { page, blocks } = this.session;
    const above = after === null ? null : blocks.get(after)?.element;
    if (above) above.after(element);
    else if (after === null && this.elements[0]) this.elements[0].before(element);
    else page.querySelector(".edit-page-bar")?.before(element);
    this.named();
  }

  private named(): void {
    for (const block of this.session.blocks.values()) block.name();
  }

  private async ask(above: Block | null): Promise<void> {
    const { words } = this.session;
    const kind = await askOne(words, above ? words.insertWhat : words.insertFirstWhat, INSERTABLE.map((kind) => [kind, words.kinds[kind] ?? kind]));
    if (kind) this.insert(kind, above);
  }

  insert(kind: string, above: Block | null, copied?: string): Block {
    const { session } = this;
    const key = crypto.randomUUID();
    const body = copied ?? NAMING[kind] ?? "";
    const block = this.made(key, kind, body, above?.key ?? null);
    this.add("insert", key, { blockKind: kind, body });
    session.history.did({ kind: "insert", key });
    if (copied === undefined) session.edit(block);
    announce(fill(session.words.inserted, { kind: session.words.kinds[kind] ?? kind }));
    return block;
  }

  private fresh(key: string, kind: string, body: string): Block {
    return new Block(emptyBlock(key, kind), key, kind, new Text({ revision: 0, body }, body), this.session.words, this.actions, this.session.isFixed);
  }

  private made(key: string, kind: string, body: string, after: string | null): Block {
    const block = this.fresh(key, kind, body);
    this.session.blocks.set(key, block);
    this.session.removed.delete(key);
    this.place(block.element, after);
    return block;
  }

  private duplicate(block: Block): void {
    this.session.close();
    const copy = this.insert(block.kind, block, block.text.body);
    void copy.showTyped((kind, body) => this.session.api.preview(kind, body));
    announce(this.session.words.duplicated);
    copy.focusBar();
  }

  /** An insertion that did not arrive before the page was left. */
  again(job: Job, kept: KeptText | undefined): void {
    if (this.session.blocks.has(job.key)) return;
    const block = this.made(job.key, job.blockKind ?? "text", job.body ?? "", job.after ?? null);
    if (job.isSent) block.text.send(job.body ?? "");
    if (kept) block.text.body = kept.body;
    void block.showTyped((kind, body) => this.session.api.preview(kind, body));
  }

  /** Typed into a block that is gone: it can stand there again as a new one. */
  orphan({ key, body, stored }: KeptText): void {
    const block = this.made(key, "text", "", this.elements.at(-1)?.dataset.block ?? null);
    block.text = new Text(stored, body);
    this.lost(block);
  }

  private remove(block: Block): void {
    const { session } = this;
    session.close();
    const next = this.elements[this.elements.indexOf(block.element) + 1] ?? this.elements[this.elements.indexOf(block.element) - 1];
    if (!this.take(block.key)) return;
    session.history.did({ kind: "remove", key: block.key });
    const beside = session.blocks.get(next?.dataset.block ?? "");
    if (beside) beside.focusBar();
    else this.first.focus();
    announce(session.words.removed);
  }

  private take(key: string): boolean {
    const { session } = this;
    const block = session.blocks.get(key);
    if (!block) return false;
    if (block.surface) session.close();
    // What was typed in it goes into its history first.
    session.save(block);
    if (block.text.conflict) return false;
    session.removed.set(key, { block, after: this.before(block) });
    session.blocks.delete(key);
    block.element.remove();
    this.add("remove", key);
    this.named();
    return true;
  }

  private bring(key: string): boolean {
    if (!this.stays(key)) return false;
    this.add("restore", key);
    this.add("move", key);
    return true;
  }

  /** Puts a block that was taken away here back to its place. */
  stays(key: string): boolean {
    const { session } = this;
    const found = session.removed.get(key);
    if (!found) return false;
    session.removed.delete(key);
    session.blocks.set(key, found.block);
    this.place(found.block.element, found.after);
    return true;
  }

  /** A step of the history, back or on again. */
  go(step: Exclude<Step, { kind: "text" }>, isBack: boolean): boolean {
    if (step.kind !== "move") return (step.kind === "insert") === isBack ? this.take(step.key) : this.bring(step.key);
    const block = this.session.blocks.get(step.key);
    if (!block) return false;
    this.place(block.element, isBack ? step.from : step.to);
    this.add("move", step.key);
    return true;
  }

  /** What the history has to know to bring back blocks that it took away. */
  takenIn(steps: readonly Step[]): Gone[] {
    return [...new Set(steps.map(({ key }) => key))].flatMap((key) => {
      const taken = this.session.removed.get(key);
      return taken ? [{ key, kind: taken.block.kind, body: taken.block.text.body, after: taken.after }] : [];
    });
  }

  wasTaken({ key, kind, body, after }: Gone): void {
    this.session.removed.set(key, { block: this.fresh(key, kind, body), after });
  }

  private step(block: Block, step: -1 | 1): void {
    const { elements } = this;
    const other = elements[elements.indexOf(block.element) + step];
    if (!other) return;
    const before = this.before(block);
    if (step === 1) other.after(block.element);
    else other.before(block.element);
    this.moved(block, before);
  }

  private moved(block: Block, before: string | null): void {
    const { session } = this;
    const now = this.before(block);
    this.add("move", block.key);
    session.history.did({ kind: "move", key: block.key, from: before, to: now });
    this.named();
    this.focusAgain(block);
    const { elements } = this;
    announce(fill(session.words.moved, { n: elements.indexOf(block.element) + 1, all: elements.length }));
  }

  private focusAgain(block: Block): void {
    if (block.surface) block.surface.focus();
    else block.focusBar();
    block.element.scrollIntoView({ block: "nearest" });
  }

  /** The order of the server, once it knows ours. */
  follow(order: readonly string[]): void {
    const { session } = this;
    this.turns++;
    if (this.isOnItsWay) {
      this.isBehind = true;
      return;
    }
    if (order.some((key) => !session.blocks.has(key) && !session.removed.has(key))) return void session.refresh();
    if (session.isFixed) return;
    const wanted = order.flatMap((key) => session.blocks.get(key)?.element ?? []);
    // A block that is moved loses the caret, and what is typed until it is back: the others move around it.
    const held = Math.max(0, wanted.findIndex((element) => element.contains(document.activeElement)));
    let beside: Element | undefined = wanted[held];
    for (const element of wanted.slice(0, held).reverse()) {
      if (element.nextElementSibling !== beside) beside?.before(element);
      beside = element;
    }
    beside = wanted[held];
    for (const element of wanted.slice(held + 1)) {
      if (element.previousElementSibling !== beside) beside?.after(element);
      beside = element;
    }
    this.named();
  }

  /** Somebody deleted it. What was typed here and is not stored stays on the page. */
  gone(key: string, by: string): void {
    const { session } = this;
    const block = session.blocks.get(key);
    if (!block || session.queue.has(key, "restore") || session.queue.has(key, "insert")) return;
    if (by) announce(fill(session.words.removedBy, { name: by, block: block.label }));
    // Nobody's caret is taken away, also not before the first key.
    if (block.surface || block.text.isDirty) return this.lost(block);
    session.blocks.delete(key);
    session.removed.set(key, { block, after: this.before(block) });
    block.element.remove();
    this.named();
  }

  private lost(block: Block): void {
    const { session } = this;
    const { words } = session;
    const discard = () => {
      session.blocks.delete(block.key);
      block.element.remove();
      block.text.body = block.text.stored.body ?? "";
      session.typing.done(block.key, block.text);
      this.named();
      session.tell();
    };
    const back = () => {
      this.add("restore", block.key);
      // The server puts it where it was; here nobody sees where that is.
      if (!session.isFixed) this.add("move", block.key);
    };
    const told = `${words.goneTitle}. ${words.goneLead}`;
    if (!block.has("gone")) announce(`${block.label}: ${told}`);
    block.note("gone", told, [words.putBack, back], [words.discard, discard]);
    void block.showTyped((kind, body) => session.api.preview(kind, body));
  }

  private target(event: DragEvent): { element: HTMLElement; isAfter: boolean } | null {
    if (!event.dataTransfer?.types.includes(DRAGGED)) return null;
    const element = (event.target as Element).closest<HTMLElement>(".edit-block");
    if (!element) return null;
    const { top, height } = element.getBoundingClientRect();
    return { element, isAfter: event.clientY > top + height / 2 };
  }

  private mark(target: { element: HTMLElement; isAfter: boolean } | null): void {
    for (const element of this.elements) {
      element.classList.toggle("edit-block--above", target?.element === element && !target.isAfter);
      element.classList.toggle("edit-block--below", target?.element === element && target.isAfter);
    }
  }

  private over(event: DragEvent): void {
    const target = this.target(event);
    if (!target) return;
    event.preventDefault();
    this.mark(target);
  }

  private dropped(event: DragEvent): void {
    const target = this.target(event);
    const block = this.session.blocks.get(event.dataTransfer?.getData(DRAGGED) ?? "");
    this.mark(null);
    if (!target || !block) return;
    event.preventDefault();
    const before = this.before(block);
    if (target.element === block.element) return;
    if (target.isAfter) target.element.after(block.element);
    else target.element.before(block.element);
    if (this.before(block) !== before) this.moved(block, before);
  }
}
