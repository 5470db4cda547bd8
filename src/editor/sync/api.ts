// The requests of edit mode.

import type { Draft, Library, Preview, Typed, Uploaded, Wish } from "../contract";
import type { Answer, Job } from "./queue";

/** A server that says nothing for so long is asked again: with the same id that does no harm. */
const PATIENCE = 20_000;

/** A film takes its time. */
const PATIENCE_WITH_FILES = 300_000;

export class Api {
  constructor(private readonly root: string) {}

  async send(job: Job): Promise<Answer> {
    const at = `bloecke/${job.key}`;
    switch (job.kind) {
      case "save":
        return this.ask("PUT", at, { save: job.id, body: job.body }, job.revision);
      case "insert":
        return this.ask("POST", "bloecke", { save: job.id, key: job.key, kind: job.blockKind, body: job.body, after: job.after ?? null });
      case "move":
        return this.ask("POST", `${at}/verschieben`, { save: job.id, after: job.after ?? null });
      case "remove":
        return this.ask("DELETE", at, undefined, job.revision);
      case "restore":
        return this.ask("POST", `${at}/zurueckholen`, { save: job.id });
    }
  }

  async draft(): Promise<Draft | number> {
    const { status, data } = await this.ask("GET", "entwurf.json");
    if (status !== 200) return status;
    const draft = data as Draft;
    // From here on they are blocks that stand somewhere else.
    return { ...draft, blocks: { ...draft.blocks, ...draft.parts } };
  }

  /** `after` is the block above, `""` at the top: which headings fit depends on it. */
  async preview(kind: string, body: string, after?: string): Promise<Preview | null> {
    const { status, data } = await this.ask("POST", "vorschau", { kind, body, after });
    return status === 200 ? (data as Preview) : null;
  }

  /** Brings a file, or changes what goes along (`wish`); the answer is the text of the block as it was wished. */
  async upload(kind: string, body: string, file: File | null, wish: Wish = ""): Promise<Uploaded | null> {
    return this.form({ art: kind, text: body, stelle: wish }, file && [wish === "" ? "datei" : "beigabe", file]);
  }

  /** What is there already for a block of this kind. */
  async library(kind: string, query: string): Promise<Library | null> {
    const { status, data } = await this.ask("GET", `medien?${new URLSearchParams({ art: kind, q: query })}`);
    return status === 200 ? (data as Library) : null;
  }

  /** The text of the block with a file of the library in it. */
  async take(kind: string, body: string, key: string): Promise<Uploaded | null> {
    return this.form({ art: kind, text: body, wahl: key });
  }

  private async form(texts: Record<string, string>, file: [string, File] | null = null): Promise<Uploaded | null> {
    const form = new FormData();
    for (const [name, text] of Object.entries(texts)) form.append(name, text);
    if (file) form.append(...file);
    const headers = { accept: "application/json" };
    const signal = AbortSignal.timeout(PATIENCE_WITH_FILES);
    const response = await fetch(`${this.root}/medien`, { method: "POST", headers, body: form, credentials: "same-origin", redirect: "error", signal });
    return response.headers.get("content-type")?.includes("json") ? ((await response.json()) as Uploaded) : null;
  }

  async keepTyped(key: string, typed: Typed, leaving = false): Promise<number> {
    return (await this.ask("PUT", `getippt/${key}`, typed, undefined, leaving)).status;
  }

  async forgetTyped(key: string): Promise<void> {
    await this.ask("DELETE", `getippt/${key}`);
  }

  async present(tab: string, block: string | null): Promise<void> {
    await this.ask("POST", "anwesend", { tab, block });
  }

  leave(tab: string): void {
    navigator.sendBeacon(`${this.root}/anwesend`, new Blob([JSON.stringify({ tab, gone: true })], { type: "application/json" }));
  }

  /** `since` is the change up to which everything is known. */
  events(since: number | undefined): EventSource {
    return new EventSource(`${this.root}/ereignisse${since === undefined ? "" : `?seit=${since}`}`);
  }

  private async ask(method: string, path: string, body?: unknown, revision?: number, leaving = false): Promise<Answer> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (revision !== undefined) headers["if-match"] = `"${revision}"`;
    const response = await fetch(`${this.root}/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      // A page of signing in is no answer.
      redirect: "error",
      keepalive: leaving,
      signal: leaving ? undefined : AbortSignal.timeout(PATIENCE),
    });
    const isJson = response.status !== 204 && response.headers.get("content-type")?.includes("json");
    return { status: response.status, data: isJson ? await response.json() : null };
  }
}
