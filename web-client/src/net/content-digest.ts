// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url } from './base64url';

/** At the end of an address: what its content must be (docs/protocol.md section 11.6). */
const PIN = '#sha-256=';
const SHA_256_BYTES = 32;
const IN_HEADER = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]+)=*:/g;

/** The SHA-256 that an address asks of its content, base64url; undefined where it asks for none, `malformed` where it is none. */
export function pinOf(address: URL): string | 'malformed' | undefined {
  return address.hash.startsWith(PIN) ? (digest(address.hash.slice(PIN.length)) ?? 'malformed') : undefined;
}

/**
 * The SHA-256 of what an answer carries, base64url, as its `Repr-Digest` (RFC 9530) says; undefined where nobody could check it: it is about
 * bytes as they were sent, and a browser hands out only what it has unpacked.
 */
export function promisedBy(answer: Response): string | undefined {
  if (answer.status !== 200 || answer.headers.has('content-encoding')) {
    return undefined;
  }
  const last = [...(answer.headers.get('repr-digest') ?? '').matchAll(IN_HEADER)].at(-1)?.[1];
  return last === undefined ? undefined : digest(last.replaceAll('+', '-').replaceAll('/', '_'));
}

/**
 * The SHA-256 of some bytes, base64url.
 *
 * @param subtle undefined on plain http, which hides it: the page's own thread works then
 */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>, subtle: SubtleCrypto | undefined): Promise<string> {
  return toBase64Url(subtle === undefined ? sha256(bytes) : new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

/** In the one way to write it. */
function digest(text: string): string | undefined {
  const bytes = fromBase64Url(text);
  return bytes?.length === SHA_256_BYTES ? toBase64Url(bytes) : undefined;
}
