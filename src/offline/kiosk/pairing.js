// How a device becomes a kiosk, the first time or as another one than before.

import { base64url, sha256 } from "../bytes.js";
import { keyPair, post } from "./device.js";
import { become } from "./queue.js";

/**
 * Becomes the kiosk of this code.
 * @param {string} code
 * @returns {Promise<{ check: string } | { failed: "wrong" | "away" }>}
 */
export async function pair(code) {
  const { publicKey } = await keyPair();
  const public_key = base64url(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  try {
    const answer = await post("/api/v1/kiosk/pairing", { code, public_key });
    if (answer.status === 404 || answer.status === 400 || answer.status === 422) return { failed: "wrong" };
    if (answer.status !== 200) return { failed: "away" };
    const { kiosk, next, seal, voice } = await answer.json();
    if (!Number.isSafeInteger(kiosk) || !Number.isSafeInteger(next)) return { failed: "away" };
    await become({ kiosk, seal, voice }, next);
    // Asks the browser to keep what is here even when it wants room.
    await navigator.storage?.persist?.();
    return { check: checkNumber(await sha256(public_key)) };
  } catch {
    return { failed: "away" };
  }
}

/** Both sides show it. @param {string} hash Hexadecimal digits. */
export function checkNumber(hash) {
  const number = String(Number.parseInt(hash.slice(0, 8), 16) % 1_000_000).padStart(6, "0");
  return `${number.slice(0, 3)} ${number.slice(3)}`;
}
