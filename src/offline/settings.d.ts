// What the server writes before the worker.

declare const SETTINGS: {
  version: string;
  /** By which we know the server's word. */
  key: string;
  /** Addresses of pages and files that are there before anything was read. */
  shell: string[];
  words: Record<string, import("./cache.js").AgeWords & import("./unsent.js").UnsentWords>;
};
