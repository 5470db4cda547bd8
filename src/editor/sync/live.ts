// What others do: heard as it happens, and who is here is told.

import type { BlockEvent, Presence } from "../contract";
import type { Api } from "./api";

export type Heard = {
  presence: (people: Presence[]) => void;
  block: (event: BlockEvent) => void;
  order: (order: string[]) => void;
  gone: (key: string, by: string) => void;
  /** The line was cut: something may have been missed. */
  again: () => void;
};

const BEAT = 15_000;
/** After a server was started again somebody hears within five seconds what others do. */
const AGAIN = 2_000;

export class Live {
  private source: EventSource | null = null;
  private block: string | null = null;
  private wasOpen = false;

  constructor(
    private readonly api: Api,
    private readonly tab: string,
    private readonly heard: Heard,
  ) {}

  start(since: number | undefined): void {
    this.listen(since);
    this.beat();
    setInterval(() => this.beat(), BEAT);
    addEventListener("pagehide", () => this.api.leave(this.tab));
    addEventListener("pageshow", (event) => event.persisted && this.beat());
  }

  /** In which block one writes. */
  at(block: string | null): void {
    this.block = block;
    this.beat();
  }

  /** Nobody waits for the browser to try. After the network was away, a line that seems open may be dead. */
  wake(wasAway: boolean): void {
    if (!wasAway && this.source?.readyState === EventSource.OPEN) return;
    this.source?.close();
    this.listen();
  }

  private beat(): void {
    void this.api.present(this.tab, this.block).catch(() => {});
  }

  private listen(since?: number): void {
    const source = this.api.events(since);
    this.source = source;
    const on = <T>(name: string, act: (data: T) => void) =>
      source.addEventListener(name, (event) => act(JSON.parse((event as MessageEvent<string>).data) as T));
    on<Presence[]>("presence", (people) => this.heard.presence(people.filter(({ tab }) => tab !== this.tab)));
    on<BlockEvent>("block", this.heard.block);
    on<{ order: string[] }>("order", ({ order }) => this.heard.order(order));
    on<{ key: string; by: string }>("gone", ({ key, by }) => this.heard.gone(key, by));
    source.addEventListener("open", () => {
      if (this.wasOpen) {
        this.heard.again();
        this.beat();
      }
      this.wasOpen = true;
    });
    source.addEventListener("error", () => {
      // A line that was refused does not come back by itself.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.source === source && this.listen(), AGAIN);
    });
  }
}
