// SPDX-License-Identifier: Apache-2.0
import * as ed25519 from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url } from './base64url';
import type { KeyStore } from './key-store';

/** A visitor's key for one domain. */
export interface Identity {
  /** Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** Signature over the UTF-8 of `statement`, base64url. */
  sign(statement: string): Promise<string>;
  /** `browser`: the secret never leaves WebCrypto. `library`: WebCrypto is hidden (plain http) or lacks Ed25519. */
  readonly kind: 'browser' | 'library';
  /** False when nothing could be stored: the key is forgotten with this page. */
  readonly stored: boolean;
}

interface BrowserKey {
  kind: 'browser';
  publicKey: string;
  key: CryptoKey;
}

interface LibraryKey {
  kind: 'library';
  secret: Uint8Array;
}

// The library asks for its hash function instead of using WebCrypto's, which plain http hides.
ed25519.hashes.sha512 = sha512;

/**
 * The key kept for the domain, or a new one.
 *
 * @param subtle undefined on plain http, except on this machine
 * @param store undefined when the browser keeps nothing
 */
export async function identityFor(
  domainKey: string,
  store: KeyStore | undefined,
  subtle: SubtleCrypto | undefined,
): Promise<Identity> {
  const slot = slotOf(domainKey);
  const kept = await store?.get(slot).catch(() => undefined);
  if (isBrowserKey(kept) && subtle !== undefined) {
    return browserIdentity(kept, subtle, true);
  }
  if (isLibraryKey(kept)) {
    return libraryIdentity(kept, true);
  }
  const made = (await newBrowserKey(subtle)) ?? newLibraryKey();
  const stored = await keep(store, slot, made);
  if (made.kind === 'browser' && subtle !== undefined) {
    return browserIdentity(made, subtle, stored);
  }
  return libraryIdentity(made.kind === 'library' ? made : newLibraryKey(), stored);
}

/** After a change of the domain's key: the visitor's key stays the same. One that was made for the new key already is left. */
export async function moveIdentity(from: string, to: string, store: KeyStore | undefined): Promise<void> {
  const kept = await store?.get(slotOf(from)).catch(() => undefined);
  const made = await store?.get(slotOf(to)).catch(() => undefined);
  if ((isBrowserKey(kept) || isLibraryKey(kept)) && made === undefined) {
    await store?.put(slotOf(to), kept).catch(() => undefined);
  }
}

function slotOf(domainKey: string): string {
  return `visitor:${domainKey}`;
}

/** Whether `signature` is the key's over `statement`; false for malformed ones too. */
export function verify(publicKey: string, statement: string, signature: string): boolean {
  const key = fromBase64Url(publicKey);
  const bytes = fromBase64Url(signature);
  if (key?.length !== 32 || bytes?.length !== 64) {
    return false;
  }
  try {
    return ed25519.verify(bytes, new TextEncoder().encode(statement), key);
  } catch {
    // The key is not a point of the curve.
    return false;
  }
}

async function newBrowserKey(subtle: SubtleCrypto | undefined): Promise<BrowserKey | undefined> {
  try {
    const pair = await subtle?.generateKey('Ed25519', false, ['sign', 'verify']);
    if (pair === undefined || !('privateKey' in pair)) {
      return undefined;
    }
    const raw = await subtle!.exportKey('raw', pair.publicKey);
    return { kind: 'browser', publicKey: toBase64Url(new Uint8Array(raw)), key: pair.privateKey };
  } catch {
    // Older browsers have WebCrypto without Ed25519.
    return undefined;
  }
}

function newLibraryKey(): LibraryKey {
  return { kind: 'library', secret: ed25519.utils.randomSecretKey() };
}

async function keep(store: KeyStore | undefined, slot: string, key: BrowserKey | LibraryKey): Promise<boolean> {
  try {
    await store?.put(slot, key);
    return store !== undefined;
  } catch {
    return false;
  }
}

function browserIdentity({ publicKey, key }: BrowserKey, subtle: SubtleCrypto, stored: boolean): Identity {
  return {
    publicKey,
    kind: 'browser',
    stored,
    sign: async (statement) =>
      toBase64Url(new Uint8Array(await subtle.sign('Ed25519', key, new TextEncoder().encode(statement)))),
  };
}

function libraryIdentity({ secret }: LibraryKey, stored: boolean): Identity {
  return {
    publicKey: toBase64Url(ed25519.getPublicKey(secret)),
    kind: 'library',
    stored,
    sign: async (statement) => toBase64Url(ed25519.sign(new TextEncoder().encode(statement), secret)),
  };
}

function isBrowserKey(value: unknown): value is BrowserKey {
  const key = value as Partial<BrowserKey> | undefined | null;
  return key?.kind === 'browser' && typeof key.publicKey === 'string' && key.key !== undefined;
}

function isLibraryKey(value: unknown): value is LibraryKey {
  const key = value as Partial<LibraryKey> | undefined | null;
  return key?.kind === 'library' && key.secret instanceof Uint8Array && key.secret.length === 32;
}
