// What the server signs, and somebody who is not the server.

import { createHash } from "node:crypto";

const how = { name: "ECDSA", namedCurve: "P-256" };
const pair = async () => /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(how, true, ["sign", "verify"]));

export const [ours, strangers] = await Promise.all([pair(), pair()]);

/** As it stands in the settings of the worker. */
export const publicKey = Buffer.from(await crypto.subtle.exportKey("raw", ours.publicKey)).toString("base64url");

/** @param {string} text */
export async function signed(text, keys = ours) {
  const made = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, new TextEncoder().encode(text));
  return Buffer.from(made).toString("base64url");
}

/** That it took or refused this record. @param {{ id: string, content: string }} record */
export async function word({ id, content }, outcome = "accepted", detail = "/beleg/X", keys = ours) {
  const text = ["wegmarken-outbox-1", id, createHash("sha256").update(content).digest("hex"), outcome, detail].join("|");
  return { id, outcome, detail, signature: await signed(text, keys) };
}

/** That the form with this id came back. @param {string} id */
export const returned = (id, keys = ours) => signed(`wegmarken-form-1|${id}|returned`, keys);
