// What is kept on this device until the server has it: typed texts and jobs that are open. Each tab has its own, and
// takes over what tabs left behind that are gone.

import type { Job } from "./queue";
import type { Stored } from "./text";

export type KeptText = {
  key: string;
  body: string;
  stored: Stored;
  sequence: number;
};

type Row = { id: string; place: string; tab: string; at: number } & ({ text: KeptText } | { jobs: Job[] });

export interface Device {
  keepText(text: KeptText): Promise<void>;
  forgetText(key: string): Promise<void>;
  keepJobs(jobs: readonly Job[]): Promise<void>;
  /** What this tab, or one that is gone, left behind. */
  left(): Promise<{ texts: KeptText[]; jobs: Job[] }>;
}

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("The device keeps nothing"));
  });

/** A name that nobody else holds as long as this tab lives. */
export const lockOf = (tab: string) => `wegmarken-edit-${tab}`;

export class Browser implements Device {
  private database: Promise<IDBDatabase> | null = null;

  /** `place` is the page and the person: on a shared device nobody gets what another one typed. */
  constructor(
    private readonly place: string,
    private readonly tab: string,
  ) {
    void navigator.locks?.request(lockOf(tab), () => new Promise(() => {})).catch(() => {});
  }

  private open(): Promise<IDBDatabase> {
    this.database ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("wegmarken-edit", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("left", { keyPath: "id" }).createIndex("place", "place");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error("The device keeps nothing"));
    });
    return this.database;
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return (await this.open()).transaction("left", mode, mode === "readwrite" ? { durability: "strict" } : {}).objectStore("left");
  }

  private row(name: string): Pick<Row, "id" | "place" | "tab" | "at"> {
    return { id: `${this.place}/${this.tab}/${name}`, place: this.place, tab: this.tab, at: Date.now() };
  }

  async keepText(text: KeptText): Promise<void> {
    await request((await this.store("readwrite")).put({ ...this.row(text.key), text }));
  }

  async forgetText(key: string): Promise<void> {
    await request((await this.store("readwrite")).delete(this.row(key).id));
  }

  async keepJobs(jobs: readonly Job[]): Promise<void> {
    const store = await this.store("readwrite");
    const row = this.row("jobs");
    if (jobs.length > 0) await request(store.put({ ...row, jobs: jobs.map((job) => ({ ...job })) }));
    else await request(store.delete(row.id));
  }

  async left(): Promise<{ texts: KeptText[]; jobs: Job[] }> {
    const alive = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
    const rows: Row[] = await request((await this.store("readonly")).index("place").getAll(this.place));
    const ours = rows.filter(({ tab }) => tab === this.tab || !alive.has(lockOf(tab))).sort((a, b) => a.at - b.at);
    const texts = ours.flatMap((row) => ("text" in row ? [row.text] : []));
    const jobs = ours.flatMap((row) => ("jobs" in row ? row.jobs : []));
    // First under the own name, then gone under the other: in between it may be there twice, never not at all.
    const strange = ours.filter(({ tab }) => tab !== this.tab);
    const store = await this.store("readwrite");
    for (const row of strange) if ("text" in row) store.put({ ...row, ...this.row(row.text.key), text: row.text });
    if (strange.some((row) => "jobs" in row)) store.put({ ...this.row("jobs"), jobs });
    for (const { id } of strange) store.delete(id);
    return { texts, jobs };
  }
}

/** Where the browser keeps nothing: then only the server does. */
export class Nothing implements Device {
  async keepText(): Promise<void> {}
  async forgetText(): Promise<void> {}
  async keepJobs(): Promise<void> {}
  async left(): Promise<{ texts: KeptText[]; jobs: Job[] }> {
    return { texts: [], jobs: [] };
  }
}
