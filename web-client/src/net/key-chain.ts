// SPDX-License-Identifier: Apache-2.0
import { fromBase64Url, toBase64Url } from './base64url';
import { verify } from './identity';
import { thumbprint } from './thumbprint';

/** Keys of which so many must sign (docs/ban-list-format.md section 4); by their fingerprints. */
export interface KeySet {
  version: number;
  threshold: number;
  keys: readonly string[];
}

const TYPE = 'freehold.keys/1';
const MAX_STEPS = 1000;
const MAX_KEYS = 16;
const MAX_VERSION = 1_000_000;
const FINGERPRINT = /^[A-Za-z0-9_-]{43}$/;

/** Trust in one key, whatever versions there were. */
export function pinned(fingerprint: string): KeySet {
  return { version: 0, threshold: 1, keys: [fingerprint] };
}

/**
 * The set to which the keys at hand lead by a chain of key sets: older steps are passed over, and from the first that follows on each must
 * follow. Undefined when none does, or the chain breaks off.
 *
 * @param chain what stands at `/.well-known/freehold.keys`
 */
export function follow(from: KeySet, chain: unknown): KeySet | undefined {
  const { documents } = (typeof chain === 'object' && chain !== null ? chain : {}) as { documents?: unknown };
  if (!Array.isArray(documents) || documents.length > MAX_STEPS) {
    return undefined;
  }
  let last: KeySet | undefined;
  for (const step of documents as unknown[]) {
    const next = nextSet(last ?? from, step);
    if (next === undefined && last !== undefined) {
      return undefined;
    }
    last = next;
  }
  return last;
}

function nextSet(before: KeySet, step: unknown): KeySet | undefined {
  const { document, jws } = (typeof step === 'object' && step !== null ? step : {}) as Record<string, unknown>;
  const bytes = typeof document === 'string' ? fromBase64Url(document) : undefined;
  if (bytes === undefined || typeof jws !== 'string') {
    return undefined;
  }
  const text = new TextDecoder().decode(bytes);
  const signers = signersOf(text, jws);
  if (signers === undefined || !isEnough(before, signers)) {
    return undefined;
  }
  const next = readSet(text);
  const follows =
    next !== undefined && isEnough(next, signers) && (before.version === 0 || next.version === before.version + 1);
  return follows ? next : undefined;
}

function isEnough({ keys, threshold }: KeySet, signers: ReadonlySet<string>): boolean {
  return keys.filter((key) => signers.has(key)).length >= threshold;
}

/** Only in its one canonical form (RFC 8785). */
function readSet(text: string): KeySet | undefined {
  const { keys, threshold, version } = parsed(text);
  if (
    !Array.isArray(keys) ||
    typeof threshold !== 'number' ||
    typeof version !== 'number' ||
    JSON.stringify({ keys: keys as unknown[], threshold, type: TYPE, version }) !== text
  ) {
    return undefined;
  }
  const fingerprints = keys.filter((key): key is string => typeof key === 'string' && FINGERPRINT.test(key));
  const sorted = [...new Set(fingerprints)].sort();
  const understood =
    keys.length >= 1 &&
    keys.length <= MAX_KEYS &&
    JSON.stringify(keys) === JSON.stringify(sorted) &&
    Number.isInteger(threshold) &&
    threshold >= 1 &&
    threshold <= keys.length &&
    Number.isInteger(version) &&
    version >= 1 &&
    version <= MAX_VERSION;
  return understood ? { version, threshold, keys: sorted } : undefined;
}

/** Fingerprints of those whose signature is right; undefined when one is wrong or of another form. */
function signersOf(content: string, jws: string): ReadonlySet<string> | undefined {
  const signatures = jws.startsWith('{') ? severalOf(jws) : [jws.split('..')];
  const signers = new Set<string>();
  for (const [header, signature, ...more] of signatures) {
    const signer = header === undefined || more.length > 0 ? undefined : signerOf(header);
    if (signer === undefined || signature === undefined || !verify(signer, `${header}.${content}`, signature)) {
      return undefined;
    }
    signers.add(thumbprint(signer));
  }
  return signers.size === 0 ? undefined : signers;
}

function severalOf(jws: string): string[][] {
  const { signatures } = parsed(jws);
  return Array.isArray(signatures) && signatures.length <= MAX_KEYS
    ? (signatures as Record<string, unknown>[]).map((each) => [String(each['protected']), String(each['signature'])])
    : [];
}

/** The public key in a header of the one form that there is (docs/ban-list-format.md section 1). */
function signerOf(header: string): string | undefined {
  const bytes = fromBase64Url(header);
  const text = bytes === undefined ? '' : new TextDecoder().decode(bytes);
  const { alg, jwk } = parsed(text);
  const { x } = (typeof jwk === 'object' && jwk !== null ? jwk : {}) as Record<string, unknown>;
  if (typeof x !== 'string' || (alg !== 'Ed25519' && alg !== 'EdDSA')) {
    return undefined;
  }
  const members = { alg, b64: false, crit: ['b64'], jwk: { crv: 'Ed25519', kty: 'OKP', x }, kid: thumbprint(x) };
  return JSON.stringify(members) === text && toBase64Url(bytes!) === header ? x : undefined;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
