// Files that somebody drags onto the page or pastes: a picture, a film or documents become a block below, a recording goes
// along with the block. The same upload as with the button; what is not taken says why, where it was let go.

import { NAMING } from "../contract";
import { announce } from "../ui/dom";
import { areFiles, filesIn } from "../ui/pasted";
import { fill } from "../words";
import { wish } from "./beside";
import type { Block } from "./block";
import type { Session } from "./session";

const NOTE = "brought";

type Kind = "image" | "video" | "files" | "beside";

function kindOf({ type, name }: File): Kind {
  if (/^image\//.test(type)) return "image";
  if (/^audio\//.test(type) || /\.(mp3|ogg|oga|opus|m4a)$/i.test(name)) return "beside";
  if (/^video\//.test(type)) return "video";
  return "files";
}

export class Files {
  private marked: HTMLElement | null = null;

  constructor(private readonly session: Session) {
    const { page } = session;
    page.addEventListener("dragover", (event) => this.over(event));
    page.addEventListener("dragleave", () => this.mark(null));
    page.addEventListener("drop", (event) => this.dropped(event));
    // Before the open text takes it.
    page.addEventListener("paste", (event) => this.pasted(event), { capture: true });
  }

  private blockAt(event: Event): Block | undefined {
    const element = (event.target as Element).closest<HTMLElement>(".edit-block");
    return element ? this.session.blocks.get(element.dataset.block ?? "") : undefined;
  }

  private mark(element: HTMLElement | null): void {
    if (this.marked === element) return;
    this.marked?.classList.remove("edit-block--below");
    element?.classList.add("edit-block--below");
    this.marked = element;
  }

  private over(event: DragEvent): void {
    const { dataTransfer } = event;
    if (!areFiles(dataTransfer)) return;
    // Otherwise the browser would leave the page and show the file.
    event.preventDefault();
    dataTransfer.dropEffect = "copy";
    this.mark(this.blockAt(event)?.element ?? null);
  }

  private dropped(event: DragEvent): void {
    const files = filesIn(event.dataTransfer);
    this.mark(null);
    if (files.length === 0) return;
    event.preventDefault();
    const block = this.blockAt(event) ?? [...this.session.blocks.values()].at(-1);
    if (block) void this.bring(block, files);
  }

  private pasted(event: ClipboardEvent): void {
    // The form of a block for files takes it by itself.
    if ((event.target as Element).closest(".edit-source")) return;
    const files = filesIn(event.clipboardData);
    const block = this.blockAt(event);
    if (files.length === 0 || !block) return;
    event.preventDefault();
    event.stopPropagation();
    void this.bring(block, files);
  }

  /** One after the other, each below what came before; documents that come together stand in one list. */
  private async bring(block: Block, files: readonly File[]): Promise<void> {
    const { session } = this;
    const { words } = session;
    let above = block;
    let list: string | null = null;
    let last: Block | null = null;
    block.forget(NOTE);
    for (const file of files) {
      announce(fill(words.bringing, { name: file.name }));
      const kind = kindOf(file);
      if (kind === "beside") {
        this.tell(block, file, await wish(session, block, "beigabe", file), words.besideThere);
        continue;
      }
      if (session.isFixed) {
        this.tell(block, file, words.onPageItself);
        continue;
      }
      const body: string = kind === "files" ? (list ?? NAMING.files ?? "") : (NAMING[kind] ?? "");
      const answer = await session.api.upload(kind, body, file).catch(() => null);
      if (!answer || "error" in answer) this.tell(block, file, answer?.error ?? words.notUploaded);
      else if (kind === "files") list = answer.body;
      else {
        above = session.structure.insert(kind, above, answer.body);
        last = above;
        void above.showTyped((kind, body) => session.api.preview(kind, body));
      }
    }
    if (list !== null) {
      const below = session.structure.insert("files", above, list);
      void below.showTyped((kind, body) => session.api.preview(kind, body));
    }
    // A picture needs words for those who do not see it.
    if (last) session.edit(last);
  }

  private tell(block: Block, file: File, wrong: string | null, done = ""): void {
    const { words } = this.session;
    if (wrong === null) return announce(done);
    const told = fill(words.notTaken, { name: file.name, why: wrong });
    announce(told);
    block.note(NOTE, told, [words.close, () => block.forget(NOTE)]);
  }
}
