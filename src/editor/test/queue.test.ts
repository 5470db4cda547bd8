import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { Refused, Saved } from "../contract";
import { Queue, type Answer, type Condition, type Job } from "../sync/queue";
import { Text } from "../sync/text";
import { bothBelow } from "../text/merge";
import { randomFrom, type Random } from "./random";
import { Page } from "./stand-in-page";

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await Promise.resolve();
};

/** What keeps words, to be switched off: what the device keeps, that a conflict is shown. */
type Mechanism = "device" | "conflict";

/** One person at one block, with a network that loses what is sent, loses answers, and brings things twice. */
class Editor {
  text: Text;
  jobs: Job[] = [];
  queue: Queue;
  condition: Condition = "idle";
  shown: string[] = [];
  private later: (() => void)[] = [];
  private lives = 0;

  constructor(
    private readonly page: Page,
    private readonly key: string,
    private readonly name: string,
    private readonly random: Random,
    public trouble: number,
    private readonly without?: Mechanism,
  ) {
    const { revision, body } = page.block(key);
    this.text = new Text({ revision, body }, body);
    this.queue = this.opened();
    page.told.push(({ event, data }) => {
      const { revision, body } = data as { revision: number; body: string };
      // Events come late, sometimes after newer ones, sometimes never.
      const bring = () => event === "block" && void this.text.foreign(revision, body);
      if (random.next() < this.trouble / 2) return;
      if (random.next() < this.trouble) this.later.push(bring);
      else queueMicrotask(bring);
    });
  }

  private opened(): Queue {
    const life = ++this.lives;
    const hasEnded = () => life !== this.lives;
    const queue: Queue = new Queue({
      send: async (job) => {
        if (hasEnded()) return { status: 200, data: null };
        if (this.random.next() < this.trouble) throw new Error("lost on its way");
        const answer = this.arrives(job);
        // The network brought it twice.
        if (this.random.next() < this.trouble) this.arrives(job);
        await turns(this.random.below(6));
        if (this.random.next() < this.trouble) throw new Error("the answer is lost");
        return structuredClone(answer);
      },
      prepare: (job) => {
        if (hasEnded() || !this.text.wantsSave) return null;
        this.text.send(this.text.body);
        return { ...job, body: this.text.body, revision: this.text.stored.revision, base: this.text.stored.body };
      },
      settled: (_job, { status, data }) => {
        if (hasEnded()) return;
        if (status === 200) this.text.saved(data as Saved);
        else this.text.refused(data as Refused);
        if (this.without === "conflict" && this.text.conflict) this.text.resolve(this.text.conflict.theirs, this.text.conflict);
      },
      keep: async (jobs) => {
        if (!hasEnded()) this.jobs = structuredClone([...jobs]);
      },
      condition: (condition) => (this.condition = condition),
      pause: () => turns(3),
    });
    return queue;
  }

  private arrives(job: Job): Answer {
    return this.page.save(this.key, { save: job.id, body: job.body }, job.revision ?? null, this.name);
  }

  save(): void {
    this.queue.add({ id: randomUUID(), kind: "save", key: this.key });
  }

  type(word: string): void {
    const parts = this.text.body.split(" ");
    parts.splice(this.random.below(parts.length + 1), 0, word);
    this.text.body = parts.join(" ");
  }

  /** The tab crashes and comes back with what the device has. */
  reload(): void {
    const now = this.page.block(this.key);
    if (this.without === "device") {
      this.text = new Text({ revision: now.revision, body: now.body }, now.body);
      this.queue = this.opened();
      return;
    }
    const { body, stored } = this.text;
    const open = this.jobs;
    const sent = open.find((job) => job.isSent);
    this.text = new Text(sent ? { revision: sent.revision ?? 0, body: sent.base ?? null } : stored, body);
    if (sent) this.text.send(sent.body ?? "");
    this.text.foreign(now.revision, now.body);
    this.queue = this.opened();
    this.queue.restore(open);
  }

  catchUp(): void {
    for (const bring of this.later.splice(0)) bring();
  }

  decide(): void {
    if (!this.text.conflict) return;
    const { base, theirs } = this.text.conflict;
    this.shown.push(this.text.body, theirs);
    this.text.resolve(bothBelow(base, this.text.body, theirs), this.text.conflict);
    this.save();
  }
}

async function story(seed: number, trouble: number, rounds: number, without?: Mechanism): Promise<void> {
  const random = randomFrom(seed);
  const page = new Page(Page.of([{ kind: "text", body: "Am Hafen stehen zwölf Bänke und drei alte Linden.\n\nSie brauchen Wasser." }]));
  const key = page.state.order[0] as string;
  const people = ["Ada", "Jona"].map((name) => new Editor(page, key, name, random, trouble, without));
  const typed: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const person = random.of(people);
    const word = `w${seed}x${round}`;
    typed.push(word);
    person.type(word);
    if (random.below(2)) person.save();
    if (random.below(6) === 0) person.catchUp();
    if (random.below(12) === 0) person.reload();
    if (random.below(3) === 0) person.decide();
    await turns(random.below(12));
  }
  for (const person of people) person.trouble = 0;
  for (let i = 0; i < 40; i++) {
    for (const person of people) {
      person.catchUp();
      person.decide();
      if (person.text.wantsSave) person.save();
      await turns(200);
    }
  }
  const shown = page.everything() + people.flatMap((person) => person.shown).join("\n");
  for (const word of typed) assert.ok(new RegExp(`${word}(?!\\d)`).test(shown), `seed ${seed}: ${word} is lost`);
  for (const person of people) assert.ok(!person.text.isDirty, `seed ${seed}: something is not saved`);
}

test("no word is lost, whatever the network and the other person do", async () => {
  for (let seed = 1; seed <= 200; seed++) await story(seed, 0.25, 40);
});

for (const [without, noticed] of [["device", /is lost/], ["conflict", /is lost/]] as const) {
  test(`the stories notice when words are not kept: ${without}`, async () => {
    const stories = async () => {
      for (let seed = 1; seed <= 200; seed++) await story(seed, 0.25, 40, without);
    };
    await assert.rejects(stories, noticed);
  });
}

test("without trouble it is the same", async () => {
  for (let seed = 1; seed <= 50; seed++) await story(seed, 0, 40);
});

test("an answer that got lost is asked for again with the same id and stores nothing twice", async () => {
  const page = new Page(Page.of([{ kind: "text", body: "Eins" }]));
  const key = page.state.order[0] as string;
  let lost = 3;
  const ids: string[] = [];
  const settled: number[] = [];
  const queue = new Queue({
    send: async (job) => {
      ids.push(job.id);
      const answer = page.save(key, { save: job.id, body: "Eins zwei" }, 1, "Ada");
      if (lost-- > 0) throw new Error("lost");
      return answer;
    },
    prepare: (job) => job,
    settled: (_job, { status }) => settled.push(status),
    keep: async () => {},
    condition: () => {},
    pause: async () => {},
  });
  queue.add({ id: randomUUID(), kind: "save", key });
  await turns(100);
  assert.equal(new Set(ids).size, 1);
  assert.deepEqual(settled, [200]);
  assert.equal(page.block(key).revision, 2);
});

test("who was signed out loses nothing and goes on after signing in", async () => {
  const page = new Page(Page.of([{ kind: "text", body: "Eins" }]));
  const key = page.state.order[0] as string;
  let isSignedIn = false;
  const conditions: Condition[] = [];
  const queue = new Queue({
    send: async (job) => (isSignedIn ? page.save(key, { save: job.id, body: "Zwei" }, 1, "Ada") : { status: 401, data: null }),
    prepare: (job) => job,
    settled: () => {},
    keep: async () => {},
    condition: (condition) => conditions.push(condition),
    pause: () => turns(2),
  });
  queue.add({ id: randomUUID(), kind: "save", key });
  await turns(30);
  assert.ok(conditions.includes("signed-out"));
  isSignedIn = true;
  await turns(50);
  assert.equal(page.block(key).body, "Zwei");
});

test("everything arrives in the order in which it was done", async () => {
  const random = randomFrom(9);
  const arrived: number[] = [];
  const queue = new Queue({
    send: async (job) => {
      await turns(random.below(5));
      if (random.below(3) === 0) throw new Error("lost");
      arrived.push(Number(job.body));
      return { status: 200, data: null };
    },
    prepare: (job) => job,
    settled: () => {},
    keep: async () => {},
    condition: () => {},
    pause: () => turns(1),
  });
  for (let i = 0; i < 20; i++) queue.add({ id: randomUUID(), kind: "move", key: "a", body: String(i) });
  await turns(3000);
  assert.deepEqual(arrived, Array.from({ length: 20 }, (_, i) => i));
});
