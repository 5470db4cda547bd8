// What has no look of its own while it is edited: a form beside what readers will see.

import { WITH_FILES, type Preview, type Uploaded } from "../contract";
import { firstOf, lined } from "../text/lines";
import { merged } from "../text/merge";
import { CropFrame } from "./crop";
import { announce, freshId, h, spoken } from "./dom";
import { LineFields } from "./lined";
import { askLibrary } from "./library";
import { filesIn } from "./pasted";
import { PictureFields } from "./picture";
import type { Host, Surface } from "./rich";
import { TextField, type Written } from "./written";

const REST = 400;

export class Source implements Surface {
  private readonly element: HTMLElement;
  private readonly input: Written;
  private readonly crop: CropFrame | null;
  private readonly kind: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly host: Host,
    block: HTMLElement,
    body: string,
    private readonly preview: (body: string) => Promise<Preview | null>,
    private readonly show: (preview: Preview) => void,
    { kind = "", hint = null }: { kind?: string; hint?: string | null } = {},
  ) {
    const { words, label } = host;
    this.kind = kind;
    const typed = () => {
      host.typed(this.input.value);
      this.crop?.draw();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.look(), REST);
    };
    const lines = lined(kind);
    if (kind === "image") this.input = new PictureFields(words, body, typed);
    else if (lines) this.input = new LineFields(kind, lines, host, body, typed);
    else this.input = new TextField(words.source.replace("{block}", label), hint, body, typed);
    this.crop = kind === "image" ? new CropFrame(host, block, this.input) : null;
    const name = words.editing.replace("{block}", label);
    this.element = h("div", { class: "edit-source", role: lines ? "group" : null, "aria-label": lines ? name : null });
    const about = lines && hint ? h("p", { class: "field__hint", lang: spoken() }, hint) : null;
    const chooser = WITH_FILES[kind] ? this.chooser(kind) : null;
    this.element.append(
      // First the file, then what is said of it.
      ...[about, chooser, ...this.input.parts, this.crop?.tools].filter((part) => part instanceof HTMLElement),
      h("div", { class: "button-row" }, h("button", { type: "button", class: "button button--primary", onclick: host.close }, words.done)),
    );
    const pressed = (event: KeyboardEvent) => {
      const isSave = (event.ctrlKey || event.metaKey) && event.key === "s";
      if (event.key !== "Escape" && !isSave) return;
      event.preventDefault();
      if (isSave) host.save();
      else host.close();
    };
    for (const place of [this.element, this.crop?.frame]) place?.addEventListener("keydown", pressed);
    block.prepend(this.element);
    this.crop?.look();
  }

  /** A file that is chosen is brought at once; its line stands in the text then. */
  private chooser(kind: string): HTMLElement {
    const { words } = this.host;
    const [id, error] = [freshId("file"), freshId("file-error")];
    const problem = h("p", { id: error, class: "field__error" });
    const input = h("input", { id, type: "file", class: "input input--file", accept: WITH_FILES[kind], "aria-describedby": error });
    const bring = (event: Event, file: File | undefined) => {
      if (!file || input.disabled) return;
      event.preventDefault();
      event.stopPropagation();
      announce(words.uploading);
      void this.bring(() => this.host.upload(kind, this.input.value, file), input, problem, () => words.uploaded);
    };
    const choose = async () => {
      const held = await askLibrary(words, (query) => this.host.library(kind, query), kind === "video" ? words.libraryPoster : null);
      if (!held || !this.element.isConnected) return;
      const before = this.input.value;
      const isOffered = (body: string) => held.alt !== null && body.includes(held.alt) && !before.includes(held.alt);
      const told = (body: string) => (isOffered(body) ? words.altOffered : words.taken);
      await this.bring(() => this.host.take(kind, before, held.key), input, problem, told);
    };
    input.addEventListener("change", (event) => bring(event, input.files?.[0]));
    // Dragged or pasted here it belongs here, and not below.
    this.element.addEventListener("drop", (event) => bring(event, filesIn(event.dataTransfer)[0]));
    this.element.addEventListener("paste", (event) => bring(event, filesIn(event.clipboardData)[0]));
    return h(
      "div",
      { class: "field", lang: spoken() },
      h("label", { class: "field__label", for: id }, words.chooseFile),
      problem,
      input,
      h("div", { class: "button-row" }, h("button", { type: "button", class: "button button--secondary", onclick: () => void choose() }, words.fromLibrary)),
    );
  }

  private async bring(ask: () => Promise<Uploaded | null>, input: HTMLInputElement, problem: HTMLElement, told: (body: string) => string): Promise<void> {
    problem.textContent = "";
    const sent = this.input.value;
    // What is typed meanwhile could be at odds with the answer.
    this.input.readOnly = true;
    input.disabled = true;
    const answer = await ask().catch(() => null);
    this.input.readOnly = false;
    input.disabled = false;
    input.value = "";
    if (!this.element.isConnected) return;
    // The answer knows nothing of what others wrote while the file was on its way.
    const body = answer && "body" in answer ? merged(sent, this.input.value, answer.body) : null;
    if (body !== null) {
      this.input.value = body;
      this.host.typed(body);
      announce(told(body));
      void this.look();
    } else {
      problem.textContent = answer && "error" in answer ? answer.error : this.host.words.notUploaded;
      input.focus();
    }
  }

  private async look(): Promise<void> {
    const asked = ++this.asked;
    const preview = await this.preview(this.input.value).catch(() => null);
    if (!preview || asked !== this.asked || !this.element.isConnected) return;
    this.show(preview);
    this.crop?.look();
  }

  become(body: string): void {
    if (this.input.value === body) return;
    this.crop?.stop();
    this.input.become(body);
    this.crop?.draw();
    void this.look();
  }

  /** A file comes before what is said of it. */
  focus(): void {
    const [chooser, field] = [this.element.querySelector<HTMLElement>("input[type=file]"), firstOf(this.kind)];
    const isWithout = chooser && field && !lined(this.kind)?.valueOf(this.input.value, field);
    if (isWithout) chooser.focus();
    else this.input.focus();
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.crop?.destroy();
    this.element.remove();
  }
}
