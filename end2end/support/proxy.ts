// A bad network between a browser and the server: it cuts, delays, repeats and forges. The browser's own switch for "no
// network" does not reach service workers reliably, so it is not used.

import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** What happens to one request. */
export type Fault =
  | "none"
  /** It reaches nobody. */
  | "cut"
  /** It arrives, and its answer is lost. */
  | "lost"
  /** It arrives, and half of its answer comes back. */
  | "half"
  /** It arrives twice; the second answer comes back. */
  | "twice"
  /** It arrives late, or its answer comes late: others overtake it. */
  | "slow"
  | "late"
  | "500"
  | "503"
  /** The wall of a company, a filter, a proxy that counts: in the place of the server, and unsigned. */
  | "403"
  | "404"
  | "429"
  /** The login page of a hotel, with status 200. */
  | "hotel"
  /** The same as JSON that looks like ours. */
  | "forged"
  | "redirect";

/** Of the site, and of a kiosk. */
const WORKERS = ["/sw.js", "/kiosk/sw.js"];

const WALL = "<!doctype html><title>Zugriff gesperrt</title><p>Diese Seite ist in diesem Netz gesperrt.";
const HOTEL = "<!doctype html><title>Hotel Ostsee</title><p>Willkommen im WLAN! Bitte melden Sie sich an.";

export class Proxy {
  /** Decides about each request. */
  fault: (path: string, method: string) => Fault = () => "none";
  /** Stands at the end of the workers: other ones for the browser. */
  version = "";
  /** How many requests met which fault. */
  readonly met = new Map<Fault, number>();
  #server: Server;

  constructor(
    readonly port: number,
    readonly target: number,
  ) {
    this.#server = createServer((asked, answer) => {
      this.#serve(asked, answer).catch(() => asked.socket.destroy());
    });
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  start(): Promise<void> {
    return new Promise((done) => this.#server.listen(this.port, "localhost", done));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const path = new URL(asked.url ?? "/", "http://x").pathname;
    const fault = this.fault(path, asked.method ?? "GET");
    this.met.set(fault, (this.met.get(fault) ?? 0) + 1);
    const say = (status: number, kind: string, text: string, more = {}) =>
      answer.writeHead(status, { "content-type": kind, ...more }).end(text);
    if (fault === "cut") return void asked.socket.destroy();
    if (fault === "500") return void say(500, "text/plain", "Internal Server Error");
    if (fault === "503") return void say(503, "text/plain", "Service Unavailable", { "retry-after": "1" });
    if (fault === "403" || fault === "404" || fault === "429") return void say(Number(fault), "text/html; charset=utf-8", WALL);
    if (fault === "hotel") return void say(200, "text/html; charset=utf-8", HOTEL);
    if (fault === "redirect") return void say(302, "text/plain", "", { location: "http://hotel.example/" });
    if (fault === "forged") {
      const { id, number } = JSON.parse(body.toString() || "{}") as { id?: string; number?: number };
      const signature = Buffer.alloc(64, 7).toString("base64url");
      // A kiosk knows its records by their numbers.
      const word = number === undefined ? { id, outcome: "accepted", detail: "/beleg/FALSCH", signature } : { number, outcome: "accepted", signature };
      return void say(200, "application/json", JSON.stringify(word));
    }
    if (fault === "slow") await pause(1_500);
    if (fault === "twice") await this.#forward(asked, body).catch(() => undefined);
    const { status, headers, bytes } = await this.#forward(asked, body);
    if (fault === "late") await pause(1_500);
    if (fault === "lost") return void asked.socket.destroy();
    let whole = bytes;
    if (WORKERS.includes(path) && status === 200 && this.version) {
      whole = Buffer.concat([bytes, Buffer.from(`\n// ${this.version}\n`)]);
      delete headers.etag;
    }
    delete headers["transfer-encoding"];
    delete headers.connection;
    answer.writeHead(status, { ...headers, "content-length": whole.length });
    if (fault === "half") {
      answer.write(whole.subarray(0, whole.length / 2));
      await pause(20);
      return void asked.socket.destroy();
    }
    answer.end(asked.method === "HEAD" ? undefined : whole);
  }

  #forward(asked: IncomingMessage, body: Buffer) {
    const headers = { ...asked.headers };
    if (WORKERS.includes(asked.url ?? "")) {
      // A worker is changed here, so it must come whole and readable.
      delete headers["accept-encoding"];
      delete headers["if-none-match"];
    }
    return new Promise<{ status: number; headers: Record<string, any>; bytes: Buffer }>((done, fail) => {
      const options = { host: "127.0.0.1", port: this.target, method: asked.method, path: asked.url, headers };
      const sent = request(options, (came) => {
        const parts: Buffer[] = [];
        came.on("data", (part: Buffer) => parts.push(part));
        came.on("end", () => done({ status: came.statusCode ?? 502, headers: { ...came.headers }, bytes: Buffer.concat(parts) }));
        came.on("error", fail);
      });
      sent.on("error", fail);
      sent.end(body);
    });
  }
}
