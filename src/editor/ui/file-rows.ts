// The files that people may take along: each has a name that everybody reads, and its place in the list.

import { filesOf, type Listed, withFiles } from "../text/chosen";
import { fill } from "../words";
import { announce, h, spoken } from "./dom";
import type { Form, Part } from "./lined";
import { inOneLine, labelled, type Input } from "./written";

export class FileRows implements Part {
  readonly element = h("ol", { class: "edit-files", lang: spoken() });
  private keys: string[] = [];
  private inputs: HTMLInputElement[] = [];
  private isLocked = false;

  constructor(private readonly form: Form) {}

  private files(body: string): Listed[] {
    return filesOf(this.form.lines, body);
  }

  private bodyWith(files: readonly Listed[]): string {
    const { lines, body } = this.form;
    return withFiles(lines, body(), files);
  }

  show(body: string, put: (input: Input, now: string) => void): void {
    const files = this.files(body);
    if (files.map(({ key }) => key).join() !== this.keys.join()) this.draw(files);
    files.forEach(({ name }, i) => {
      const input = this.inputs[i];
      if (input && input.value.trim() !== name) put(input, name);
    });
  }

  private draw(files: readonly Listed[]): void {
    this.keys = files.map(({ key }) => key);
    const rows = files.map((_, i) => this.row(i));
    this.inputs = rows.map(({ input }) => input);
    this.element.replaceChildren(...rows.map(({ element }) => element));
    this.lock(this.isLocked);
  }

  private row(i: number): { element: HTMLElement; input: HTMLInputElement } {
    const { words, body, typed } = this.form;
    const { file } = words.lined;
    const number = { n: i + 1 };
    const input = h("input", { class: "input", autocomplete: "off" });
    inOneLine(input);
    input.addEventListener("input", () => typed(this.bodyWith(this.files(body()).map((file, at) => (at === i ? { ...file, name: input.value } : file)))));
    const tool = (label: string, act: () => void) => h("button", { type: "button", class: "button button--secondary", onclick: act }, label);
    const tools = [i > 0 && tool(fill(file.up, number), () => this.up(i)), tool(fill(file.away, number), () => this.away(i))];
    const field = labelled(input, fill(file.label, number), file.hint);
    return { element: h("li", {}, field, h("div", { class: "button-row" }, ...tools)), input };
  }

  private up(i: number): void {
    const { form } = this;
    const files = this.files(form.body());
    const [file] = files.splice(i, 1);
    if (file) files.splice(i - 1, 0, file);
    form.did(this.bodyWith(files));
    announce(fill(form.words.moved, { n: i, all: files.length }));
    this.inputs[i - 1]?.focus();
  }

  private away(i: number): void {
    const { form } = this;
    form.did(this.bodyWith(this.files(form.body()).filter((_, at) => at !== i)));
    announce(form.words.lined.takenAway);
    const next = this.inputs[i] ?? this.inputs.at(-1) ?? this.element.parentElement?.querySelector<HTMLElement>("input[type=file]");
    next?.focus();
  }

  lock(is: boolean): void {
    this.isLocked = is;
    for (const input of this.inputs) input.readOnly = is;
    for (const button of this.element.querySelectorAll("button")) button.disabled = is;
  }

  focus(): void {
    this.inputs[0]?.focus();
  }
}
