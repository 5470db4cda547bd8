// What a browser left on the disk.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { joined, unpacked } from "./unpacked";

/** What is shorter stands somewhere by chance: in a profile of some megabytes three digits are everywhere. */
const SHORTEST = 6;

/**
 * The files of a profile folder in which one of these words stands, every byte of each looked at: as it is, in base64, and in
 * what is packed there.
 */
export function traces(profile: string, ...words: string[]): string[] {
  const wanted = shapesOf(words);
  const isIn = (bytes: Buffer) => wanted.some((one) => bytes.includes(one));
  return filesIn(profile).filter((path) => {
    const bytes = unlessGone(() => readFileSync(path)) ?? Buffer.alloc(0);
    if (isIn(bytes) || (path.endsWith(".log") && isIn(joined(bytes)))) return true;
    for (const one of unpacked(bytes)) if (isIn(one)) return true;
    return false;
  });
}

/** How a word can stand there. One that holds another of them is found with it. */
function shapesOf(words: readonly string[]): Buffer[] {
  const long = [...new Set(words)].filter((word) => word.length >= SHORTEST);
  const shortest = long.filter((word) => !long.some((other) => other !== word && word.includes(other)));
  const shapes = shortest.flatMap((word) => {
    const wide = Buffer.from(word, "utf16le");
    // IndexedDB turns the bytes of its keys around.
    const plain = [Buffer.from(word, "utf8"), Buffer.from(word, "latin1"), wide, Buffer.from(wide).swap16()];
    return [...plain, ...plain.flatMap(base64Of)];
  });
  return [...new Map(shapes.map((shape) => [shape.toString("latin1"), shape])).values()];
}

/** The signs that these bytes become in base64, wherever they begin in it; those that depend on their neighbours are left out. */
function base64Of(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").slice(before === 0 ? 0 : before + 1, whole);
    return [text, text.replaceAll("+", "-").replaceAll("/", "_")].map((one) => Buffer.from(one));
  });
}

function filesIn(folder: string): string[] {
  const found = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return found.flatMap((one) => {
    const path = join(folder, one.name);
    return one.isDirectory() ? filesIn(path) : one.isFile() ? [path] : [];
  });
}

/** A browser that runs takes away files of its own while we look. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Where a page can keep something. */
const PLACES = ["database", "cache", "storage"] as const;

/**
 * Keeps words on the disk on purpose, in each place where a page can, so that a search that finds nothing is known to search
 * there. They are found before anybody goes on: a kiosk empties the storage when somebody leaves.
 */
export async function expectSearched(page: Page, profile: string, word: string): Promise<void> {
  const [database, cache, storage] = PLACES.map((place) => `${word}${place}`);
  await page.evaluate(leaveTraces, { database, cache, storage });
  for (const place of PLACES) {
    // The browser writes down its storage some seconds later.
    const found = () => traces(profile, `${word}${place}`).length;
    await expect.poll(found, { timeout: 30_000, message: `the search finds what is in the ${place}` }).toBeGreaterThan(0);
  }
}

/** Run in a page. */
async function leaveTraces({ database = "", cache = "", storage = "" }): Promise<void> {
  localStorage.setItem("kontrolle", storage);
  await (await caches.open("kontrolle")).put("/kontrolle", new Response(cache));
  await new Promise((done) => {
    const asked = indexedDB.open("kontrolle", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("worte");
    asked.onsuccess = () => {
      const tx = asked.result.transaction("worte", "readwrite", { durability: "strict" });
      tx.objectStore("worte").put(database, 1);
      tx.oncomplete = done;
    };
  });
}
