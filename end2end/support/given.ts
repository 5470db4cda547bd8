// What visitors of a kiosk type and are shown, remembered as they do it: all of it is looked for in what the browser keeps.

import { type Locator } from "@playwright/test";

/** Numbers and addresses by which somebody is found: they are looked for by themselves, as they may be taken out of a text. */
const PERSONAL = /[\w.+-]+@[\w.-]+\w|\+?\d[\d /-]{6,}\d/g;

export class Given {
  readonly #all = new Set<string>();

  async type(field: Locator, words: string): Promise<void> {
    await field.fill(words);
    this.#all.add(words.trim());
    for (const [one] of words.matchAll(PERSONAL)) this.#all.add(one);
  }

  /** A code that stands on the screen; without its strokes, too. The number of a cover is too short to be looked for. */
  async read(code: Locator): Promise<string> {
    const text = await code.innerText();
    this.#all.add(text);
    this.#all.add(text.replaceAll("-", ""));
    return text;
  }

  forget(): void {
    this.#all.clear();
  }

  get words(): string[] {
    return [...this.#all];
  }
}
