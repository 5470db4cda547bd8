// Seals what a visitor gave for the server alone: HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256
// and AES-256-GCM, built of what the browser brings. The tests hold it against the vectors of the RFC, and the server opens
// what they sealed.

import { base64url, bytesOf } from "../bytes.js";

const subtle = crypto.subtle;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

const INFO = "wegmarken-kiosk-1";

/** The numbers by which RFC 9180 knows the parts. */
const KEM = 0x0010;
const KDF = 0x0001;
const AEAD = { 16: 0x0001, 32: 0x0002 };

const text = (/** @type {string} */ words) => new TextEncoder().encode(words);

/** @param {...Uint8Array} parts @returns {Uint8Array<ArrayBuffer>} */
function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A number of two bytes. @param {number} n */
const two = (n) => Uint8Array.of(n >> 8, n & 0xff);

/** @param {Uint8Array} key @param {Uint8Array} message */
async function hmac(key, message) {
  const how = { name: "HMAC", hash: "SHA-256" };
  const made = await subtle.importKey("raw", join(key.length ? key : new Uint8Array(32)), how, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", made, join(message)));
}

/** @param {Uint8Array} suite */
function labelled(suite) {
  const version = text("HPKE-v1");
  const extract = (/** @type {Uint8Array} */ salt, /** @type {string} */ label, /** @type {Uint8Array} */ secret) =>
    hmac(salt, join(version, suite, text(label), secret));
  /** None of ours is longer than one hash. */
  const expand = async (
    /** @type {Uint8Array} */ secret,
    /** @type {string} */ label,
    /** @type {Uint8Array} */ info,
    /** @type {number} */ length,
  ) => (await hmac(secret, join(two(length), version, suite, text(label), info, Uint8Array.of(1)))).slice(0, length);
  return { extract, expand };
}

const NOTHING = new Uint8Array(0);

/**
 * @param {Uint8Array} receiver Public key, uncompressed.
 * @param {Uint8Array} info
 * @param {Uint8Array} aad
 * @param {Uint8Array} plain
 * @param {{ keyLength?: 16 | 32, pair?: CryptoKeyPair }} [how] Tests bring a key pair and the shorter key of the RFC.
 */
export async function hpke(receiver, info, aad, plain, { keyLength = 32, pair } = {}) {
  const sender = pair ?? /** @type {CryptoKeyPair} */ (await subtle.generateKey(CURVE, true, ["deriveBits"]));
  const encapsulated = new Uint8Array(await subtle.exportKey("raw", sender.publicKey));
  const publicKey = await subtle.importKey("raw", join(receiver), CURVE, true, []);
  const shared = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: publicKey }, sender.privateKey, 256));
  const kem = labelled(join(text("KEM"), two(KEM)));
  const extracted = await kem.extract(NOTHING, "eae_prk", shared);
  const secret = await kem.expand(extracted, "shared_secret", join(encapsulated, receiver), 32);
  const suite = labelled(join(text("HPKE"), two(KEM), two(KDF), two(AEAD[keyLength])));
  const base = Uint8Array.of(0);
  const context = join(base, await suite.extract(NOTHING, "psk_id_hash", NOTHING), await suite.extract(NOTHING, "info_hash", info));
  const scheduled = await suite.extract(secret, "secret", NOTHING);
  const key = await suite.expand(scheduled, "key", context, keyLength);
  const nonce = await suite.expand(scheduled, "base_nonce", context, 12);
  const aes = await subtle.importKey("raw", join(key), "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv: join(nonce), additionalData: join(aad) };
  const sealed = new Uint8Array(await subtle.encrypt(how, aes, join(plain)));
  return { encapsulated, sealed };
}

/**
 * As the record of this number of this kiosk, and as no other.
 * @param {string} receiver The server's key, base64url.
 * @param {number} kiosk
 * @param {number} number
 * @param {string} plain
 */
export async function seal(receiver, kiosk, number, plain) {
  const made = await hpke(bytesOf(receiver), text(INFO), text(`${kiosk}|${number}`), text(plain));
  return base64url(join(made.encapsulated, made.sealed));
}
