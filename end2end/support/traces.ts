// What a browser left on the disk.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of a profile folder in which one of these words stands, every byte of each looked at. */
export function traces(profile: string, ...words: string[]): string[] {
  const wanted = words.flatMap((word) => [Buffer.from(word, "utf8"), Buffer.from(word, "utf16le"), Buffer.from(word, "latin1")]);
  return filesIn(profile).filter((path) => {
    const bytes = unlessGone(() => readFileSync(path)) ?? Buffer.alloc(0);
    return wanted.some((one) => bytes.includes(one));
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

/** Run in a page: keeps words on the disk on purpose, so that a search that finds nothing is known to search. */
export async function leaveTrace(words: string): Promise<void> {
  await new Promise((done) => {
    const asked = indexedDB.open("kontrolle", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("worte");
    asked.onsuccess = () => {
      const tx = asked.result.transaction("worte", "readwrite", { durability: "strict" });
      tx.objectStore("worte").put(words, 1);
      tx.oncomplete = done;
    };
  });
}
