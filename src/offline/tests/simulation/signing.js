// What a device and the server sign with. Most stories take something cheap, which keeps its promises as long as nobody looks
// into the keys; every now and then one takes what browsers have.

import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";

/**
 * @typedef {object} Cryptography
 * @property {(text: string, whose?: "ours" | "strangers" | "device") => string} signed base64url
 * @property {string} voice By which the server's word is known, as it is told to devices.
 * @property {{ privateKey: any, publicKey: any }} device The key of a kiosk.
 * @property {(text: string, signature: string, whose: "ours" | "device") => boolean} isSigned
 * @property {Record<string, (...how: any[]) => Promise<any>>} subtle
 */

/** @param {string | Uint8Array} text */
export const hash = (text) => createHash("sha256").update(text).digest("hex");

const digest = async (/** @type {string} */ _how, /** @type {Uint8Array} */ bytes) => {
  const made = createHash("sha256").update(bytes).digest();
  return made.buffer.slice(made.byteOffset, made.byteOffset + made.length);
};

/** @param {Record<"ours" | "strangers" | "device", { privateKey: any, publicKey: any }>} pairs
 * @param {(key: any, bytes: Uint8Array) => Buffer} made @param {(key: any, bytes: Uint8Array, signature: Uint8Array) => boolean} fits
 * @param {(bytes: Uint8Array) => any} keyOf @param {string} voice @returns {Cryptography} */
function cryptography(pairs, made, fits, keyOf, voice) {
  return {
    signed: (text, whose = "ours") => made(pairs[whose].privateKey, Buffer.from(text)).toString("base64url"),
    voice,
    device: pairs.device,
    isSigned: (text, signature, whose) => fits(pairs[whose].publicKey, Buffer.from(text), Buffer.from(signature, "base64url")),
    subtle: {
      digest,
      importKey: async (_form, bytes) => keyOf(bytes),
      verify: async (_how, key, signature, bytes) => fits(key, bytes, signature),
      sign: async (_how, key, bytes) => made(key, bytes),
    },
  };
}

const secret = (/** @type {string} */ name) => ({ privateKey: name, publicKey: name });
const cheaply = (/** @type {string} */ key, /** @type {Uint8Array} */ bytes) => createHash("sha256").update(key).update(bytes).digest();

export const cheap = cryptography(
  { ours: secret("ours"), strangers: secret("strangers"), device: secret("device") },
  cheaply,
  (key, bytes, signature) => cheaply(key, bytes).equals(signature),
  (bytes) => Buffer.from(bytes).toString(),
  Buffer.from("ours").toString("base64url"),
);

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const [ours, strangers, device] = [pair(), pair(), pair()];
const ieee = /** @type {const} */ ("ieee-p1363");

/** The uncompressed point at the end of how Node writes a key. */
const voice = ours.publicKey.export({ type: "spki", format: "der" }).subarray(-65).toString("base64url");

/** @param {Uint8Array} point */
function publicKeyOf(point) {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => Buffer.from(half).toString("base64url"));
  return createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y } });
}

/** ECDSA on P-256, as browsers have it. */
export const real = cryptography(
  { ours, strangers, device },
  (key, bytes) => sign("sha256", bytes, { key, dsaEncoding: ieee }),
  (key, bytes, signature) => verify("sha256", bytes, { key, dsaEncoding: ieee }, signature),
  publicKeyOf,
  voice,
);
