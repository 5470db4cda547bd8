// What the answer to a form tells of its record. A status tells nothing: the wall of a company, the login page of a hotel and
// a proxy that thinks there was too much of it answer a form in the place of the server, with 403, 404, 429 or 200.

import { SUPPORT_BUTTON } from "./forms.js";
import { isSigned } from "./sender.js";

/** Here the server signs that it took nothing of the form with this id. */
export const RETURNED = "x-wegmarken-returned";

/**
 * "returned": the server's signed word that nothing of it was taken; the page says why and has what was typed.
 * "taken": so it seems, but anybody can make such an answer.
 * "unknown": somebody answered, and whether anything arrived nobody knows.
 * @typedef {"returned" | "taken" | "unknown"} Told
 */

/**
 * @param {Response} answer Is not used up.
 * @param {{ path: string, id: string, key: CryptoKey }} asked Where the form went, without language, and under which id.
 * @returns {Promise<Told>}
 */
export async function toldBy(answer, { path, id, key }) {
  const signature = answer.headers.get(RETURNED);
  if (signature !== null && (await isSigned(key, `wegmarken-form-1|${id}|returned`, signature))) return "returned";
  return (await seemsTaken(answer, path)) ? "taken" : "unknown";
}

/**
 * Forms are answered by a redirect, the button by a number and whether it counts.
 * @param {Response} answer
 * @param {string} path
 */
async function seemsTaken(answer, path) {
  if (path !== SUPPORT_BUTTON) return answer.type === "opaqueredirect";
  try {
    return answer.status === 200 && Array.isArray(await answer.clone().json());
  } catch {
    return false;
  }
}
