// A server of its own with a database of its own, which can be killed and started again.

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Rows } from "./rows";

export class City {
  readonly folder = mkdtempSync(join(tmpdir(), "wegmarken-chaos-"));
  #process: ChildProcess | null = null;

  constructor(readonly port: number) {}

  #environment() {
    const url = `sqlite://${join(this.folder, "chaos.db")}`;
    const site = process.env.LEPTOS_SITE_ROOT ?? join(import.meta.dirname ?? ".", "../../target/site");
    return {
      ...process.env,
      DATABASE_URL: url,
      WEGMARKEN_ADDR: `127.0.0.1:${this.port}`,
      WEGMARKEN_BASE_URL: `http://localhost:${this.port}`,
      WEGMARKEN_MAIL: `folder:${join(this.folder, "letters")}`,
      WEGMARKEN_RATE_LIMITS: "off",
      WEGMARKEN_SITE_ROOT: existsSync(site) ? site : join(process.cwd(), "../target/site"),
    };
  }

  get #program(): string {
    const program = process.env.WEGMARKEN_BIN;
    if (!program) throw new Error("WEGMARKEN_BIN must name the server binary; script/chaos sets it");
    return program;
  }

  command(...args: string[]): string {
    return execFileSync(this.#program, args, { env: this.#environment(), encoding: "utf8" });
  }

  prepare(): void {
    this.command("seed", "--demo");
    this.command("board", "set", "--moderation", "after", "--flood-limit", "100000");
  }

  /** The code that makes a tablet a kiosk. */
  addKiosk(): string {
    return this.command("kiosk", "add", "Ortsamt im Sturm").split("\n")[0] ?? "";
  }

  async start(): Promise<void> {
    this.#process = spawn(this.#program, ["serve"], { env: this.#environment(), stdio: "ignore" });
    for (let turn = 0; turn < 200; turn++) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await pause(100);
    }
    throw new Error("The server does not start");
  }

  async #leave(signal: NodeJS.Signals): Promise<number | null> {
    const server = this.#process;
    this.#process = null;
    if (!server) return null;
    const gone = new Promise<number | null>((done) => server.once("exit", done));
    server.kill(signal);
    return gone;
  }

  async kill(): Promise<void> {
    await this.#leave("SIGKILL");
  }

  /** As a supervisor asks it to end; with its exit code. */
  stop(): Promise<number | null> {
    return this.#leave("SIGTERM");
  }

  async read(path: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.text();
  }

  /** What the database has now. */
  rows(): Rows {
    const copy = join(this.folder, "copy.db");
    this.command("backup", copy, "--force");
    return new Rows(copy);
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
