// What goes to the server: one thing after the other, each with an id, sent again until there is an answer.

export type Job = {
  /** The server answers the same id the same way, however often it comes. */
  id: string;
  kind: "save" | "insert" | "move" | "remove" | "restore";
  key: string;
  body?: string;
  blockKind?: string;
  after?: string | null;
  revision?: number;
  /** What the text began with, so that a return after a crash can go on. */
  base?: string | null;
  /** Whether it may have arrived already: then it never changes. */
  isSent?: boolean;
};

export type Answer = { status: number; data: unknown };

/** `waiting`: the network or the server is away; `signed-out`: somebody has to sign in again. */
export type Condition = "idle" | "sending" | "waiting" | "signed-out";

export type Surroundings = {
  /** Throws when there was no answer. */
  send: (job: Job) => Promise<Answer>;
  /** Fills in what is known only now, before the first time; nothing when there is no need any more. */
  prepare: (job: Job) => Job | null;
  settled: (job: Job, answer: Answer) => void;
  /** Keeps what is open on the device. */
  keep: (jobs: readonly Job[]) => Promise<void>;
  condition: (condition: Condition) => void;
  /** Ends after so many milliseconds, or when `wake` was called. */
  pause: (milliseconds: number) => Promise<void>;
};

const isForLater = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429;

export class Queue {
  private jobs: Job[] = [];
  private isRunning = false;
  private tries = 0;

  constructor(private readonly around: Surroundings) {}

  get open(): readonly Job[] {
    return this.jobs;
  }

  has(key: string, kind?: Job["kind"]): boolean {
    return this.jobs.some((job) => job.key === key && (!kind || job.kind === kind));
  }

  /** What an earlier visit left behind comes first. */
  restore(jobs: readonly Job[]): void {
    this.jobs = [...jobs, ...this.jobs];
    void this.run();
  }

  add(job: Job): void {
    // A save that has not left yet takes the newer text.
    const waiting = this.jobs.find((other) => other.kind === "save" && other.key === job.key && !other.isSent);
    if (job.kind === "save" && waiting && this.jobs.at(-1) === waiting) waiting.body = job.body;
    else this.jobs.push(job);
    void this.around.keep(this.jobs);
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      for (let job = this.jobs[0]; job; job = this.jobs[0]) await this.step(job);
    } finally {
      this.isRunning = false;
      this.around.condition("idle");
    }
  }

  private async step(job: Job): Promise<void> {
    if (!job.isSent) {
      const ready = this.around.prepare(job);
      if (!ready) return this.drop(job);
      Object.assign(job, ready, { isSent: true });
      // Before it leaves: if the answer never comes, the next visit asks with the same id.
      await this.around.keep(this.jobs);
    }
    if (this.tries === 0) this.around.condition("sending");
    let answer: Answer;
    try {
      answer = await this.around.send(job);
    } catch {
      return this.later("waiting");
    }
    if (answer.status === 401) return this.later("signed-out");
    if (isForLater(answer.status)) return this.later("waiting");
    this.tries = 0;
    this.jobs = this.jobs.filter((other) => other !== job);
    this.around.settled(job, answer);
    await this.around.keep(this.jobs);
  }

  private async drop(job: Job): Promise<void> {
    this.jobs = this.jobs.filter((other) => other !== job);
    await this.around.keep(this.jobs);
  }

  private async later(condition: Condition): Promise<void> {
    this.around.condition(condition);
    this.tries++;
    await this.around.pause(Math.min(30_000, 500 * 2 ** Math.min(this.tries, 6)));
  }
}

/** A pause that somebody can end: the network is back, the window has the focus again. */
export class Pause {
  private end: (() => void) | null = null;

  readonly for = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), milliseconds);
      this.end = () => {
        clearTimeout(timer);
        this.end = null;
        resolve();
      };
    });

  wake(): void {
    this.end?.();
  }
}
