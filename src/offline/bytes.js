// Bytes as text and back, hashes, ids, how long a record may be: for the worker of the site and for the kiosk, which never load each other.

/** @param {Uint8Array} bytes */
export function base64url(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} text base64url */
export function bytesOf(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** In hexadecimal digits. @param {string} text */
export async function sha256(text) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** 32 hexadecimal digits. @returns {string} */
export function freshId() {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/** The server takes no more bytes of one record. */
export const LONGEST = 64 * 1024;

/** @param {string} text */
const sizeOf = (text) => new TextEncoder().encode(text).length;

/** By how many bytes a record is longer than that: whoever takes away so many signs took away enough. @param {string} content */
export const excessOf = (content) => Math.max(0, sizeOf(content) - LONGEST);

/** Where the longest of these texts stands. @param {string[]} texts */
export function longestOf(texts) {
  const sizes = texts.map(sizeOf);
  return sizes.indexOf(Math.max(...sizes));
}
