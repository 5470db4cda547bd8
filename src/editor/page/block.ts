// One block of the page: what stands there, its tools, its remarks, and the editor while it is open.

import type { EditorState } from "prosemirror-state";
import { FOLDED, NAMING, PARTS, TEXTS, type Preview, type Warning } from "../contract";
import type { Text } from "../sync/text";
import { joined, parted } from "../text/beside";
import { canBeShown } from "../text/markdown";
import { Plain } from "../ui/plain";
import { Rich, type Host, type Point, type Surface } from "../ui/rich";
import { Source } from "../ui/source";
import { h, icon, roving, spoken } from "../ui/dom";
import { fill, type Words } from "../words";

export type BlockActions = {
  edit: (block: Block, point?: Point) => void;
  move: (block: Block, step: -1 | 1) => void;
  insert: (block: Block) => void;
  beside: (block: Block) => void;
  duplicate: (block: Block) => void;
  remove: (block: Block) => void;
  dragged: (event: DragEvent, block: Block) => void;
};

export class Block {
  surface: Surface | null = null;
  /** Why the server took the last save not. */
  errors: string[] = [];
  /** What goes along was made for other words. */
  isOlder = false;
  private memory: EditorState | null = null;
  private html: string | null = null;
  private readonly bar: HTMLElement;
  private readonly settle: () => void;
  private readonly notes = h("div", { class: "edit-notes", lang: spoken() });
  private readonly who = h("div", { class: "edit-who", lang: spoken(), hidden: true });

  constructor(
    readonly element: HTMLElement,
    readonly key: string,
    readonly kind: string,
    public text: Text,
    private readonly words: Words,
    actions: BlockActions,
    isAtItsPlace: boolean,
  ) {
    const isFixed = isAtItsPlace || this.isPart;
    element.querySelector(":scope > .edit-block-open")?.remove();
    const tool = (name: string, label: string, content: Node | string, act: () => void) =>
      h("button", { type: "button", class: `edit-tool edit-tool--${name}`, "aria-label": typeof content === "string" ? null : label, title: typeof content === "string" ? null : label, onclick: act }, content);
    const grip = h("span", { class: "edit-grip", draggable: "true", title: words.drag, ondragstart: (event: DragEvent) => actions.dragged(event, this) }, icon("grip"));
    const arrange = [
      tool("up", words.up, icon("up"), () => actions.move(this, -1)),
      tool("down", words.down, icon("down"), () => actions.move(this, 1)),
      tool("insert", words.insert, icon("plus"), () => actions.insert(this)),
      tool("duplicate", words.duplicate, icon("copy"), () => actions.duplicate(this)),
      tool("remove", words.remove, icon("trash"), () => actions.remove(this)),
    ];
    this.bar = h(
      "div",
      { role: "toolbar", class: "edit-tools", lang: spoken() },
      tool("edit", words.edit, words.edit, () => actions.edit(this)),
      ...(isFixed ? [] : arrange),
      !this.isPart && tool("beside", words.beside, icon("beside"), () => actions.beside(this)),
      !isFixed && grip,
    );
    this.settle = roving(this.bar);
    element.append(this.who, this.notes, this.bar);
    element.addEventListener("keydown", (event) => {
      if (isFixed || !event.altKey || event.ctrlKey || event.metaKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      event.preventDefault();
      actions.move(this, event.key === "ArrowUp" ? -1 : 1);
    });
    element.addEventListener("click", (event) => {
      const target = event.target as Element;
      if (this.surface || target.closest(".edit-tools, .edit-notes, .edit-toolbar, .edit-source, .beside") || !getSelection()?.isCollapsed) return;
      // Links lead away only when somebody insists.
      if (target.closest("a") && (event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      actions.edit(this, { left: event.clientX, top: event.clientY });
    });
    this.name();
  }

  private get content(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(":scope > .block :is(.prose, .facts, .steps), :scope > [data-words]");
  }

  /** Title or introduction. */
  private get isPart(): boolean {
    return PARTS.includes(this.kind);
  }

  get label(): string {
    // Beside another language a block is called as its row is.
    if (this.element.dataset.label) return this.element.dataset.label;
    if (this.isPart) return this.words.kinds[this.kind] ?? "";
    const all = [...(this.element.closest("[data-edit-page]")?.querySelectorAll(".edit-block") ?? [])];
    const kind = this.words.kinds[this.kind] ?? this.words.kinds.other ?? "";
    return fill(this.words.block, { kind, n: all.indexOf(this.element) + 1, all: all.length });
  }

  private offer(isClosed: boolean): void {
    const edit = this.bar.querySelector<HTMLElement>(".edit-tool--edit");
    if (!edit) return;
    edit.hidden = !isClosed;
    // Of title and introduction it is the only one.
    this.bar.hidden = !isClosed && this.isPart;
    edit.tabIndex = isClosed ? 0 : -1;
    for (const other of this.bar.querySelectorAll("button")) if (other !== edit && isClosed) other.tabIndex = -1;
    this.settle();
  }

  /** After blocks came, went or moved. */
  name(): void {
    this.bar.setAttribute("aria-label", fill(this.words.blockTools, { block: this.label }));
  }

  open(host: Host, preview: (kind: string, body: string) => Promise<Preview | null>, point?: Point): void {
    this.element.classList.add("edit-block--open");
    this.offer(false);
    const { body } = this.text;
    let { head, text } = parted(body);
    const isText = (TEXTS.includes(this.kind) || FOLDED.includes(this.kind)) && canBeShown(text);
    // What is folded away for readers stands open for whoever writes it.
    if (isText && FOLDED.includes(this.kind)) {
      const block = this.element.querySelector(":scope > .block");
      this.html ??= block?.outerHTML ?? null;
      block?.replaceChildren(h("div", { class: "prose" }));
    }
    const shown = this.content;
    if (this.isPart && shown) {
      this.surface = new Plain(host, shown, this.memory, body, (state) => (this.memory = state), point);
    } else if (isText && shown) {
      // The lines of what goes along are no words; they stay where they are.
      const typed = (text: string) => host.typed(joined(head, text));
      const rich = new Rich({ ...host, typed }, shown, this.memory, text, (state) => (this.memory = state), point);
      this.surface = {
        become: (body) => {
          ({ head, text } = parted(body));
          rich.become(text);
        },
        focus: () => rich.focus(),
        destroy: () => rich.destroy(),
      };
    } else {
      this.surface = new Source(host, this.element, body, (body) => preview(this.kind, body), ({ html, warnings }) => {
        this.render(html);
        this.warn(warnings);
      }, { kind: this.kind, hint: NAMING[this.kind] === undefined ? null : (this.words.hints[this.kind] ?? null) });
      this.surface.focus();
    }
  }

  close(): void {
    this.surface?.destroy();
    this.surface = null;
    this.element.classList.remove("edit-block--open");
    this.offer(true);
    if (this.html !== null && !this.text.isDirty) this.render(this.html);
  }

  /** What the server makes of the stored text. While somebody writes here, it waits. */
  show(html: string, revision: number): void {
    this.html = html;
    this.element.dataset.revision = String(revision);
    if (!this.surface && !this.text.isDirty) this.render(html);
  }

  /** Shows a text that is not stored yet, as it will be. */
  async showTyped(preview: (kind: string, body: string) => Promise<Preview | null>): Promise<void> {
    const made = await preview(this.kind, this.text.body).catch(() => null);
    if (made && !this.surface) this.render(made.html);
  }

  private render(html: string): void {
    if (!html && !this.isPart) return;
    const made = h("template");
    // From our own server, which let its sanitiser see it.
    made.innerHTML = html;
    const fresh = made.content.firstElementChild;
    const block = this.element.querySelector(":scope > .block");
    if (fresh?.classList.contains("block") && made.content.children.length === 1) {
      if (block) block.replaceWith(fresh);
      else this.element.prepend(fresh);
    } else this.content?.replaceChildren(made.content);
  }

  warn(warnings: readonly Warning[]): void {
    this.notes.querySelector(".edit-warnings")?.remove();
    this.isOlder = warnings.some(({ code }) => code === "older-than-words");
    if (warnings.length === 0) return;
    const items = warnings.map(({ words, excerpt }) => h("li", {}, words, excerpt ? " " : null, excerpt ? h("q", {}, excerpt) : null));
    this.notes.append(h("div", { class: "edit-warnings" }, h("p", {}, this.words.warnings), h("ul", {}, ...items)));
  }

  /** Something that one has to do or know about this block; a second one of the same kind replaces it. */
  note(kind: string, words: string, ...choices: (readonly [string, () => void])[]): void {
    this.forget(kind);
    const buttons = choices.map(([label, act]) => h("button", { type: "button", class: "button button--secondary", onclick: act }, label));
    this.notes.prepend(h("div", { class: `edit-note edit-note--${kind}`, "data-note": kind }, h("p", {}, words), h("div", { class: "button-row" }, ...buttons)));
  }

  has(kind: string): boolean {
    return this.notes.querySelector(`[data-note="${kind}"]`) !== null;
  }

  forget(kind: string): void {
    this.notes.querySelector(`[data-note="${kind}"]`)?.remove();
  }

  writers(names: readonly string[]): void {
    this.who.hidden = names.length === 0;
    this.who.textContent = names.map((name) => fill(this.words.writes, { name })).join(", ");
    this.element.classList.toggle("edit-block--taken", names.length > 0);
  }

  focusBar(): void {
    this.bar.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
  }
}

/** How a block looks before the server has shown it. */
export function emptyBlock(key: string, kind: string): HTMLElement {
  const content = h("div", { class: kind === "facts" || kind === "steps" ? kind : kind === "lead" ? "prose prose--lead" : "prose" }, h("p"));
  const inner = kind === "callout" ? h("div", { class: "notice notice--info" }, h("div", { class: "notice__text" }, content)) : content;
  return h("div", { class: "edit-block", "data-block": key, "data-kind": kind }, h("section", { class: `block block--${kind}` }, inner));
}
