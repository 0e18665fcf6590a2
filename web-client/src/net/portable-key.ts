// SPDX-License-Identifier: Apache-2.0
import * as ed25519 from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url } from './base64url';
import type { KeyStore } from './key-store';

ed25519.hashes.sha512 = sha512;

const TYPE = 'freehold.key/1';
const KDF = 'PBKDF2-SHA-256';
const CIPHER = 'AES-256-GCM';
const ROUNDS = 600_000;
/** More would be a file that is made to keep its reader busy. */
const MAX_ROUNDS = 10_000_000;
const MAX_CHARACTERS = 4096;
export const MIN_PASSPHRASE = 8;

/** A file as `freehold key new` writes it (docs/protocol.md section 3.2). */
interface KeyFile {
  type: typeof TYPE;
  key: string;
  kdf: typeof KDF;
  rounds: number;
  salt: string;
  cipher: typeof CIPHER;
  nonce: string;
  secret: string;
}

/** A key that its holder may show in more than one domain. */
export interface PortableKey {
  /** Ed25519 public key, base64url. */
  readonly publicKey: string;
  readonly secret: Uint8Array<ArrayBuffer>;
  /** The protected file, to be exported again without asking for the passphrase. */
  readonly file: string;
}

/** `wrong-file`: of another form. `wrong-passphrase`: or the file was changed. */
export type OpenFault = 'wrong-file' | 'wrong-passphrase';

/** A new key, protected by the passphrase. */
export async function makePortableKey(passphrase: string, subtle: SubtleCrypto): Promise<PortableKey> {
  const secret = Uint8Array.from(ed25519.utils.randomSecretKey());
  const publicKey = toBase64Url(ed25519.getPublicKey(secret));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const wrapping = await wrappingKey(passphrase, salt, ROUNDS, subtle);
  const sealed = await subtle.encrypt(sealing(nonce, publicKey), wrapping, secret);
  const file: KeyFile = {
    type: TYPE,
    key: publicKey,
    kdf: KDF,
    rounds: ROUNDS,
    salt: toBase64Url(salt),
    cipher: CIPHER,
    nonce: toBase64Url(nonce),
    secret: toBase64Url(new Uint8Array(sealed)),
  };
  return { publicKey, secret, file: `${JSON.stringify(file, undefined, 2)}\n` };
}

/** The key in a file. */
export async function openPortableKey(
  file: string,
  passphrase: string,
  subtle: SubtleCrypto,
): Promise<PortableKey | OpenFault> {
  const parts = readFile(file);
  if (parts === undefined) {
    return 'wrong-file';
  }
  const { publicKey, rounds, salt, nonce, sealed } = parts;
  const wrapping = await wrappingKey(passphrase, salt, rounds, subtle);
  try {
    const secret = new Uint8Array(await subtle.decrypt(sealing(nonce, publicKey), wrapping, sealed));
    return toBase64Url(ed25519.getPublicKey(secret)) === publicKey ? { publicKey, secret, file } : 'wrong-file';
  } catch {
    // WebCrypto says no more than that it did not work.
    return 'wrong-passphrase';
  }
}

/** Signature over the UTF-8 of `statement`, base64url. */
export function signPortably(key: PortableKey, statement: string): string {
  return toBase64Url(ed25519.sign(new TextEncoder().encode(statement), key.secret));
}

const SLOT = 'portable';

/** What this browser keeps for this site. */
export interface KeptPortableKey {
  key: PortableKey;
  /** Whether the person said that this domain may know it. */
  shown: boolean;
}

export async function keptPortableKey(store: KeyStore | undefined): Promise<KeptPortableKey | undefined> {
  const kept = (await store?.get(SLOT).catch(() => undefined)) as Partial<KeptPortableKey> | undefined | null;
  return kept?.key?.secret instanceof Uint8Array ? { key: kept.key, shown: kept.shown === true } : undefined;
}

/** False when the browser keeps nothing for this site. */
export async function keepPortableKey(store: KeyStore | undefined, kept: KeptPortableKey | undefined): Promise<boolean> {
  try {
    await store?.put(SLOT, kept ?? null);
    return store !== undefined;
  } catch {
    return false;
  }
}

function sealing(nonce: Uint8Array<ArrayBuffer>, publicKey: string): AesGcmParams {
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(publicKey) };
}

async function wrappingKey(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  subtle: SubtleCrypto,
): Promise<CryptoKey> {
  const base = await subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

interface FileParts {
  publicKey: string;
  rounds: number;
  salt: Uint8Array<ArrayBuffer>;
  nonce: Uint8Array<ArrayBuffer>;
  sealed: Uint8Array<ArrayBuffer>;
}

function readFile(text: string): FileParts | undefined {
  if (text.length > MAX_CHARACTERS) {
    return undefined;
  }
  try {
    const { type, key, kdf, rounds, salt, cipher, nonce, secret } = JSON.parse(text) as Partial<KeyFile>;
    const parts = {
      publicKey: String(key),
      rounds: Number(rounds),
      salt: fromBase64Url(String(salt)),
      nonce: fromBase64Url(String(nonce)),
      sealed: fromBase64Url(String(secret)),
    };
    const understood =
      type === TYPE &&
      kdf === KDF &&
      cipher === CIPHER &&
      Number.isInteger(parts.rounds) &&
      parts.rounds >= ROUNDS &&
      parts.rounds <= MAX_ROUNDS &&
      fromBase64Url(parts.publicKey)?.length === 32 &&
      (parts.salt?.length ?? 0) >= 16 &&
      parts.nonce?.length === 12 &&
      parts.sealed?.length === 48;
    return understood ? (parts as FileParts) : undefined;
  } catch {
    return undefined;
  }
}
