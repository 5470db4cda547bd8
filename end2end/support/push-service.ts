// What stands between the server and a browser: the push service that a browser names. The real ones belong to the
// makers of browsers and are not to be had in a test; this one takes messages and opens them as the browser would.

import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";

const HEADER = 16 + 4 + 1;

export class PushService {
  /** What has arrived, opened. */
  readonly messages: string[] = [];
  private readonly keys = createECDH("prime256v1");
  private readonly auth = randomBytes(16);
  private readonly server: Server;

  constructor(private readonly port: number) {
    this.keys.generateKeys();
    this.server = createServer(async (request, answer) => {
      try {
        this.messages.push(this.open(await bodyOf(request)));
        answer.writeHead(201).end();
      } catch {
        answer.writeHead(400).end();
      }
    });
  }

  start(): Promise<void> {
    return new Promise((started) => this.server.listen(this.port, "127.0.0.1", started));
  }

  stop(): Promise<unknown> {
    return new Promise((stopped) => this.server.close(stopped));
  }

  /** As `PushSubscription.toJSON` gives it. */
  subscription() {
    const keys = { p256dh: this.keys.getPublicKey("base64url"), auth: this.auth.toString("base64url") };
    return { endpoint: `http://127.0.0.1:${this.port}/geraet`, keys };
  }

  /** RFC 8291, and RFC 8188 for the one record that a message is. */
  private open(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const end = HEADER + body.readUInt8(20);
    const sender = body.subarray(HEADER, end);
    const secret = this.keys.computeSecret(sender);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.keys.getPublicKey(), sender]);
    const input = Buffer.from(hkdfSync("sha256", secret, this.auth, info, 32));
    const derived = (label: string, length: number) => Buffer.from(hkdfSync("sha256", input, salt, `Content-Encoding: ${label}\0`, length));
    const cipher = createDecipheriv("aes-128-gcm", derived("aes128gcm", 16), derived("nonce", 12));
    cipher.setAuthTag(body.subarray(-16));
    const padded = Buffer.concat([cipher.update(body.subarray(end, -16)), cipher.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
