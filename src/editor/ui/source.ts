// What has no look of its own while it is edited: its source text beside what readers will see.

import type { Preview } from "../contract";
import { freshId, h } from "./dom";
import type { Host, Surface } from "./rich";

const REST = 400;

export class Source implements Surface {
  private readonly element: HTMLElement;
  private readonly input: HTMLTextAreaElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly host: Host,
    block: HTMLElement,
    body: string,
    private readonly preview: (body: string) => Promise<Preview | null>,
    private readonly show: (preview: Preview) => void,
  ) {
    const { words, label } = host;
    const id = freshId("source");
    this.input = h("textarea", { id, class: "input edit-source__text", rows: Math.min(18, Math.max(5, body.split("\n").length + 1)), spellcheck: "true" });
    this.input.value = body;
    this.input.addEventListener("input", () => {
      host.typed(this.input.value);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.look(), REST);
    });
    this.element = h(
      "div",
      { class: "edit-source" },
      h("label", { class: "field__label", for: id }, words.source.replace("{block}", label)),
      this.input,
      h("div", { class: "button-row" }, h("button", { type: "button", class: "button button--primary", onclick: host.close }, words.done)),
    );
    this.element.addEventListener("keydown", (event) => {
      const isSave = (event.ctrlKey || event.metaKey) && event.key === "s";
      if (event.key !== "Escape" && !isSave) return;
      event.preventDefault();
      if (isSave) host.save();
      else host.close();
    });
    block.prepend(this.element);
  }

  private async look(): Promise<void> {
    const asked = ++this.asked;
    const preview = await this.preview(this.input.value).catch(() => null);
    if (preview && asked === this.asked && this.element.isConnected) this.show(preview);
  }

  become(body: string): void {
    if (this.input.value === body) return;
    const { value, selectionStart, selectionEnd } = this.input;
    // The caret stays behind the same words.
    let same = 0;
    while (same < value.length && value[same] === body[same]) same++;
    const shift = (at: number) => (at <= same ? at : Math.max(same, at + body.length - value.length));
    this.input.value = body;
    this.input.setSelectionRange(shift(selectionStart), shift(selectionEnd));
    void this.look();
  }

  focus(): void {
    this.input.focus();
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.element.remove();
  }
}
