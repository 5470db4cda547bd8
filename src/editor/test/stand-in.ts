// A small server that keeps the contract of edit mode, with the real style of the site: `node stand-in.mjs PORT FILE`.
// It can be killed and started again; the file holds everything. Not the real one: no rights, no history, one page.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import markdownIt from "markdown-it";
import { PARTS, type Presence } from "../contract";
import type { Answer } from "../sync/queue";
import { tidy } from "../sync/text";
import { joined, parted } from "../text/beside";
import { cropIn } from "../text/crop";
import { root } from "./bodies";
import { Page, type State } from "./stand-in-page";

// `delay`: so many milliseconds later others hear what happened; a real server looks every second.
const [port = "0", file = "", built = "", delay = "0"] = process.argv.slice(2);

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const reader = markdownIt("commonmark", { html: false }).enable("table");
reader.renderer.rules.th_open = () => "<th>";
reader.renderer.rules.td_open = () => "<td>";

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function rendered(kind: string, body: string): string {
  if (PARTS.includes(kind)) return escaped(body);
  const content = reader.render(body);
  const look = kind === "facts" || kind === "steps" ? kind : kind === "lead" ? "prose prose--lead" : "prose";
  const inner = kind === "image" ? picture(body) : `<div class="${look}">${content}</div>`;
  const all = kind === "callout" ? `<div class="notice notice--info"><div class="notice__text">${inner}</div></div>` : inner;
  return `<section class="block block--${kind}">${all}</section>`;
}

/** A picture that is 400 to 300, whatever is chosen. */
function picture(body: string): string {
  const crop = cropIn(body);
  const shape = crop && { "16:9": "wide", "4:3": "classic", "1:1": "square", "3:4": "tall" }[crop.shape];
  // Only 16:9 is wider than they are.
  const at = crop?.shape === "16:9" ? crop.down : (crop?.across ?? 0);
  const look = crop ? ` crop crop--${shape} crop--tens-${Math.floor(at / 10)} crop--ones-${at % 10}` : "";
  const image = `<img class="picture-block__image${look}" src="/icons.svg" alt="Ein Boot" width="400" height="300">`;
  return /^Bild: \S/m.test(body) ? `<figure class="picture-block">${image}</figure>` : "";
}

/** The real rules are tested where they are. */
const hints = (body: string) => (body.includes("Partizipation") ? [{ code: "foreign-word", words: "Fremdwort ohne Erklärung", excerpt: "Partizipation" }] : []);

/** The text of a block as the real server would answer it; `null` for a file that it would not take. */
function uploaded({ text = "", art = "", datei = "", beigabe = "", stelle = "" }: Record<string, string | undefined>): string | null {
  const key = "0".repeat(32);
  const { head, text: words } = parted(text);
  const lines = head.split("\n").filter(Boolean);
  const name = { mp4: "Gebärdensprache", mp3: "Vorlesen" }[beigabe.split(".").at(-1) ?? ""];
  if (stelle === "beigabe") return name ? joined([...lines.filter((line) => !line.startsWith(name)), `${name}: ${key}`].join("\n"), words) : null;
  const gone = { gebaerdensprache: "Gebärdensprache", vorlesen: "Vorlesen" }[stelle];
  if (gone) return joined(lines.filter((line) => !line.startsWith(gone)).join("\n"), words);
  if (art === "files") return datei.endsWith(".pdf") ? `${text.trim() === "Datei:" ? "" : `${text}\n`}Datei: ${key} ${datei}` : null;
  return datei.endsWith(".jpg") ? text.replace("Bild:", `Bild: ${key}`) : null;
}

/** What is there already. */
const held = [
  { key: "1".repeat(32), name: "Hafen", facts: "Bild, 340 kB", alt: "Ein rotes Boot im Hafen", picture: true, kinds: ["image", "video", "files"] },
  { key: "2".repeat(32), name: "Rundgang", facts: "Video, 4,1 MB", alt: null, picture: false, kinds: ["video"] },
];

function taken({ text = "", art = "", wahl = "" }: Record<string, string | undefined>): string | null {
  const file = held.find(({ key, kinds }) => key === wahl && kinds.includes(art));
  if (!file) return null;
  if (art === "video") return text.replace(file.picture ? "Vorschaubild:" : "Video:", (line) => `${line} ${wahl}`);
  const named = text.replace("Bild:", `Bild: ${wahl}`);
  return file.alt ? named.replace(/^Alternativtext:$/m, `Alternativtext: ${file.alt}`) : named;
}

const pages = new Map<string, Page>();
const state = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) as Record<string, State>;

function keep(): void {
  if (!file) return;
  const all = Object.fromEntries([...pages].map(([name, page]) => [name, page.state]));
  writeFileSync(`${file}.new`, JSON.stringify({ ...state, ...all }));
  renameSync(`${file}.new`, file);
}

const DEFAULT = [
  { kind: "lead", body: "Rostock liegt am Wasser. Hier steht, was sich *am Hafen* ändert." },
  { kind: "text", body: "## Der Stadthafen\n\nIm **Stadthafen** liegen Boote und Bühnen. Mehr steht bei den [Zielen](/ziele).\n\n- eine Promenade\n- zwölf Bänke\n\n| Ort | Zahl |\n|---|---|\n| Bänke | 12 |" },
  { kind: "callout", body: "Hier wird ausprobiert. Dabei darf etwas schiefgehen." },
  { kind: "facts", body: "- **31** Ortsteile\n- **4** Kernziele" },
  { kind: "steps", body: "1. **Lesen.** Sieh Dir an, was geplant ist.\n2. **Sagen.** Schreib Deine Meinung." },
  { kind: "goals", body: "## Vier Ziele\n\nWoran soll man es merken?" },
  { kind: "text", body: "## Noch ein Text\n\nEr steht weiter unten, damit zwei Menschen sich nicht stören müssen." },
];

const OPENING = {
  titel: { kind: "title", body: "Rostock am Wasser" },
  einleitung: { kind: "introduction", body: "Was sich am Hafen ändert, und wo man mitreden kann." },
};

function pageOf(name: string): Page {
  const known = pages.get(name);
  if (known) return known;
  const page = new Page(state[name] ?? Page.of(DEFAULT, OPENING), rendered, keep);
  pages.set(name, page);
  keep();
  return page;
}

/** Who is where: by tab, on which page. */
const here = new Map<string, Presence & { page: string }>();
const lines = new Map<ServerResponse, string>();

function tell(name: string, event: string, data: unknown): void {
  const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  for (const [line, page] of lines) if (page === name) setTimeout(() => line.write(text), Number(delay));
}

function tellPresence(name: string): void {
  tell(name, "presence", [...here.values()].filter(({ page }) => page === name).map(({ person, tab, block }) => ({ person, tab, block })));
}

function html(name: string, person: string, language: string, account: string): string {
  const page = pageOf(name);
  const blocks = page.state.order.map((key) => {
    const { kind, revision, html } = page.block(key);
    return `<div class="edit-block" data-block="${key}" data-kind="${kind}" data-revision="${revision}">${html}<a class="edit-block-open" href="/bearbeiten/${name}/bloecke/${key}">Bearbeiten</a></div>`;
  });
  const edited = `<div class="edit-page" data-edit-page="${name}" data-language="${language}" data-account="${account}" data-person="${person}">${blocks.join("")}</div>`;
  return document(language, edited, page.parts.map((key) => part(page, key)).join(""));
}

/** Title or introduction where visitors see it. */
function part(page: Page, key: string, more = ""): string {
  const { kind, body, revision } = page.block(key);
  const words = kind === "title" && !more ? `<h1 data-words>${escaped(body)}</h1>` : `<p class="lead" data-words>${escaped(body)}</p>`;
  return `<div class="edit-part" data-part="${key}" data-kind="${kind}" data-revision="${revision}"${more}>${words}<a class="edit-block-open" href="/titel">Bearbeiten</a></div>`;
}

/** The same page beside another language: each block with a plain field, which the editor takes away. */
function sides(name: string, person: string): string {
  const page = pageOf(name);
  const row = (name: string, key: string, own: string) => {
    const text = escaped(page.block(key).body);
    return `<section class="edit-row"><h2>${name}</h2><div class="edit-sides"><div class="edit-side"><h3>Deutsch</h3><p>${text}</p></div>
<div class="edit-side"><h3>In dieser Sprache</h3>${own}
<div class="field" data-plain><label for="text-${key}">${name}</label><textarea class="input" id="text-${key}" name="text-${key}">\n${text}</textarea></div></div></div></section>`;
  };
  const label = (name: string) => ` data-label="${name}, in dieser Sprache" hidden`;
  const opening = page.parts.map((key) => {
    const name = key === "titel" ? "Titel" : "Einleitung";
    return row(name, key, part(page, key, label(name)));
  });
  const blocks = page.state.order.map((key, i) => {
    const { kind, revision, html } = page.block(key);
    const name = `Block ${i + 1}`;
    return row(name, key, `<div class="edit-block" data-block="${key}" data-kind="${kind}" data-revision="${revision}"${label(name)}>${html}</div>`);
  });
  const rows = [...opening, ...blocks];
  const saves = `<div data-plain><button class="button button--primary">Alles speichern</button></div>`;
  return document("ls", `<div class="edit-page" data-edit-page="${name}" data-language="de" data-account="1" data-person="${person}" data-fixed>${rows.join("")}${saves}</div>`);
}

function document(language: string, edited: string, opening = "<h1>Rostock am Wasser</h1>"): string {
  return `<!doctype html><html lang="${language === "en" ? "en" : "de"}" class="${language === "ls" ? "language-ls" : ""}"><head><meta charset="utf-8"><title>Seite</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/blocks.css"><link rel="stylesheet" href="/editor/editor.css"><script type="module" src="/editor/editor.js"></script></head>
<body><header class="container"><p><a href="/">Wegmarken</a></p></header><main><div class="page-head"><div class="container">${opening}</div></div>
<div class="container content">${edited}</div></main></body></html>`;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, never>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  if (request.headers["content-type"]?.startsWith("multipart/")) {
    const fields = text.matchAll(/name="(\w+)"(?:; filename="([^"]*)")?[^]*?\r\n\r\n([^]*?)\r\n--/g);
    return Object.fromEntries([...fields].map(([, name = "", file, value]) => [name, file ?? value])) as Record<string, never>;
  }
  return text ? (JSON.parse(text) as Record<string, never>) : {};
}

async function answer(request: IncomingMessage, response: ServerResponse, name: string, path: string): Promise<Answer | null> {
  const person = decodeURIComponent(/person=([^;]*)/.exec(request.headers.cookie ?? "")?.[1] ?? "");
  if (!person) return { status: 401, data: { error: "Bitte melde Dich an." } };
  const page = pageOf(name);
  const match = /"(\d+)"/.exec(request.headers["if-match"] ?? "");
  const revision = match ? Number(match[1]) : null;
  const [area = "", key = "", act = ""] = path.split("/");
  const verb = `${request.method} ${area}${key && area !== "bloecke" && area !== "getippt" ? "/…" : ""}${act ? `/${act}` : ""}`;
  const body = request.method === "GET" || request.method === "DELETE" ? {} : await bodyOf(request);
  const given = body as { save?: string; body?: string; kind?: string; tab?: string; block?: string | null; gone?: boolean };
  switch (verb) {
    case "GET alles":
      return { status: 200, data: page.everything() };
    case "GET entwurf.json":
      return { status: 200, data: page.draft(person) };
    case "PUT bloecke":
      if (given.body?.includes("VERBOTEN")) return { status: 422, data: { errors: ["Dieses Wort darf hier nicht stehen."] } };
      return page.save(key, given, revision, person);
    case "POST bloecke":
      return page.insert(body as never, person);
    case "DELETE bloecke":
      return page.remove(key, revision, person);
    case "POST bloecke/verschieben":
      return page.move(key, body as never);
    case "POST bloecke/zurueckholen":
      return page.bringBack(key, body as never, person);
    case "PUT getippt":
      return page.keepTyped(key, person, body as never);
    case "DELETE getippt":
      return page.forgetTyped(key, person);
    case "POST vorschau":
      return { status: 200, data: { html: rendered(given.kind ?? "text", given.body ?? ""), warnings: hints(given.body ?? "") } };
    case "POST medien": {
      // Forms are sent with line ends of their own.
      const sent: Record<string, string> = { ...(body as Record<string, string>), text: tidy((body as { text?: string }).text ?? "") };
      const brought = sent.wahl ? taken(sent) : uploaded(sent);
      return brought === null ? { status: 422, data: { error: "Das ist keine Datei, die wir annehmen." } } : { status: 200, data: { body: brought } };
    }
    case "GET medien": {
      const { art = "", q = "" } = Object.fromEntries(new URL(request.url ?? "", "http://localhost").searchParams);
      const fits = ({ name, alt, kinds }: (typeof held)[number]) => kinds.includes(art) && `${name} ${alt ?? ""}`.toLowerCase().includes(q.toLowerCase());
      return { status: 200, data: { files: held.filter(fits).map(({ kinds: _kinds, ...told }) => told), more: false } };
    }
    case "POST anwesend":
      if (given.gone) here.delete(given.tab ?? "");
      else here.set(given.tab ?? "", { person, tab: given.tab ?? "", block: given.block ?? null, page: name });
      tellPresence(name);
      return { status: 204, data: null };
    case "GET ereignisse":
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", "content-security-policy": POLICY });
      response.write(": da\n\n");
      lines.set(response, name);
      response.on("close", () => lines.delete(response));
      tellPresence(name);
      return null;
    default:
      return { status: 404, data: { error: "Das gibt es nicht." } };
  }
}

const heard = new Set<Page>();

function listen(name: string): void {
  const page = pageOf(name);
  if (heard.has(page)) return;
  heard.add(page);
  page.told.push(({ event, data }) => tell(name, event, data));
}

const kinds: Record<string, string> = { js: "text/javascript", css: "text/css", woff2: "font/woff2", svg: "image/svg+xml" };

createServer((request, response) => {
  const send = (status: number, kind: string, body: string | Buffer, more = {}) => {
    response.writeHead(status, { "content-type": kind, "content-security-policy": POLICY, "cache-control": "no-cache", ...more });
    response.end(body);
  };
  const address = new URL(request.url ?? "/", "http://localhost");
  const [, name, path] = /^(?:\/(?:en|ls))?\/bearbeiten\/([\w-]+)\/(.+)$/.exec(address.pathname) ?? [];
  if (name && path) {
    listen(name);
    void answer(request, response, name, path).then(
      (answer) => answer && send(answer.status, "application/json", answer.status === 204 ? "" : JSON.stringify(answer.data)),
      (error: unknown) => send(500, "application/json", JSON.stringify({ error: String(error) })),
    );
    return;
  }
  const [, area, page] = /^\/(seite|neben)\/([\w-]+)$/.exec(address.pathname) ?? [];
  if (page) {
    const given = (name: string, usual: string) => address.searchParams.get(name) ?? usual;
    const person = given("person", "Ada");
    listen(page);
    const made = area === "neben" ? sides(page, person) : html(page, person, given("language", "de"), given("account", "1"));
    return send(200, "text/html; charset=utf-8", made, { "set-cookie": `person=${encodeURIComponent(person)}; Path=/` });
  }
  const places = [join(built, address.pathname), join(root, "public", address.pathname), join(root, "src/editor", address.pathname)];
  const found = address.pathname.includes("..") ? undefined : places.find((place) => /\.(js|css|woff2|svg)$/.test(place) && existsSync(place));
  if (found) return send(200, kinds[found.split(".").at(-1) ?? ""] ?? "text/plain", readFileSync(found));
  return send(404, "text/plain", "404");
}).listen(Number(port), "127.0.0.1", function (this: import("node:http").Server) {
  const address = this.address();
  console.log(typeof address === "object" ? address?.port : address);
});
