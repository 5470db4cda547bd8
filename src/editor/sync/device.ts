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

const nothingKept = () => new Error("The device keeps nothing");

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? nothingKept());
  });

/** A device that is full may say so only at the end. */
const settled = ({ transaction }: IDBObjectStore): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? nothingKept());
  });

/** A name that nobody else holds as long as this tab lives. */
export const lockOf = (tab: string) => `wegmarken-edit-${tab}`;

export class Browser implements Device {
  private database: Promise<IDBDatabase> | null = null;

  /**
   * `place` is the account and the page: on a shared device nobody gets what another one typed. `older` is where it lay when
   * people were told apart by their names: what still waits there moves over.
   */
  constructor(
    private readonly place: string,
    private readonly tab: string,
    private readonly older: string,
  ) {
    void navigator.locks?.request(lockOf(tab), () => new Promise(() => {})).catch(() => {});
  }

  private open(): Promise<IDBDatabase> {
    this.database ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("wegmarken-edit", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("left", { keyPath: "id" }).createIndex("place", "place");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? nothingKept());
    });
    // There may be room later.
    this.database.catch(() => (this.database = null));
    return this.database;
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return (await this.open()).transaction("left", mode, mode === "readwrite" ? { durability: "strict" } : {}).objectStore("left");
  }

  private row(name: string): Pick<Row, "id" | "place" | "tab" | "at"> {
    return { id: `${this.place}/${this.tab}/${name}`, place: this.place, tab: this.tab, at: Date.now() };
  }

  async keepText(text: KeptText): Promise<void> {
    const store = await this.store("readwrite");
    store.put({ ...this.row(text.key), text });
    await settled(store);
  }

  async forgetText(key: string): Promise<void> {
    await request((await this.store("readwrite")).delete(this.row(key).id));
  }

  async keepJobs(jobs: readonly Job[]): Promise<void> {
    const store = await this.store("readwrite");
    const row = this.row("jobs");
    if (jobs.length > 0) store.put({ ...row, jobs: jobs.map((job) => ({ ...job })) });
    else store.delete(row.id);
    await settled(store);
  }

  async left(): Promise<{ texts: KeptText[]; jobs: Job[] }> {
    const alive = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
    const lain = (await this.store("readonly")).index("place");
    const rows: Row[] = (await Promise.all([this.place, this.older].map((place) => request<Row[]>(lain.getAll(place))))).flat();
    const ours = rows.filter(({ tab }) => tab === this.tab || !alive.has(lockOf(tab))).sort((a, b) => a.at - b.at);
    const texts = ours.flatMap((row) => ("text" in row ? [row.text] : []));
    const jobs = ours.flatMap((row) => ("jobs" in row ? row.jobs : []));
    // First under the own name, then gone under the other: in between it may be there twice, never not at all.
    const strange = ours.filter(({ place, tab }) => place !== this.place || tab !== this.tab);
    const store = await this.store("readwrite");
    for (const row of strange) if ("text" in row) store.put({ ...row, ...this.row(row.text.key), text: row.text });
    if (strange.some((row) => "jobs" in row)) store.put({ ...this.row("jobs"), jobs });
    for (const { id } of strange) store.delete(id);
    return { texts, jobs };
  }
}

/** Where the browser keeps nothing: then only the server does. */
export class Nothing implements Device {
  async keepText(): Promise<void> {
    throw nothingKept();
  }
  async forgetText(): Promise<void> {}
  async keepJobs(): Promise<void> {
    throw nothingKept();
  }
  async left(): Promise<{ texts: KeptText[]; jobs: Job[] }> {
    return { texts: [], jobs: [] };
  }
}

/** Knows what the device did not keep. That is no reason to stop typing, but whoever types has to be told. */
export class Watched implements Device {
  private readonly missing = new Set<string>();

  constructor(
    private readonly device: Device,
    private readonly changed: () => void,
  ) {}

  /** Whether everything that was given to it is there. */
  get isKeeping(): boolean {
    return this.missing.size === 0;
  }

  keepText(text: KeptText): Promise<void> {
    return this.see(text.key, true, this.device.keepText(text));
  }

  forgetText(key: string): Promise<void> {
    return this.see(key, false, this.device.forgetText(key));
  }

  /** Jobs that are done and could not be crossed out do no harm: the server knows their ids. */
  keepJobs(jobs: readonly Job[]): Promise<void> {
    return this.see("jobs", jobs.length > 0, this.device.keepJobs(jobs));
  }

  left(): Promise<{ texts: KeptText[]; jobs: Job[] }> {
    return this.device.left().catch(() => ({ texts: [], jobs: [] }));
  }

  private async see(name: string, isNeeded: boolean, asked: Promise<void>): Promise<void> {
    const isThere = await asked.then(
      () => true,
      () => false,
    );
    const was = this.isKeeping;
    if (isThere || !isNeeded) this.missing.delete(name);
    else this.missing.add(name);
    if (was !== this.isKeeping) this.changed();
  }
}
