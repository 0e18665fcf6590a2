// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url } from './base64url';

/** The parts of a request that its signature covers, in this order (RFC 9421 section 2). */
export type Components = readonly (readonly [name: string, value: string])[];

export interface Signed {
  /** Value of `Signature-Input`, without the label. */
  readonly input: string;
  /** What is signed: RFC 9421 section 2.5. */
  readonly base: string;
}

/** Makes the signature base of some components. `parameters` come after the list, beginning with a semicolon. */
export function signatureBase(components: Components, parameters: string): Signed {
  const input = `(${components.map(([name]) => `"${name}"`).join(' ')})${parameters}`;
  const lines = components.map(([name, value]) => `"${name}": ${value}`);
  return { input, base: [...lines, `"@signature-params": ${input}`].join('\n') };
}

/** Value of `Content-Digest` (RFC 9530). */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${toBase64(sha256(body))}:`;
}

export interface Signer {
  /** Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** Ed25519 signature over the UTF-8 of a text, base64url. */
  sign(text: string): Promise<string>;
}

interface Request {
  method: string;
  /** Host and, unless it is the usual one, port. */
  authority: string;
  path: string;
  /** Fingerprint of the key of the domain that is asked: no other takes the request. */
  domain: string;
  body: Uint8Array;
  /** Seconds since 1970. */
  created: number;
  /** At least 22 characters of base64url, never used before. */
  nonce: string;
}

/** The headers that make a request to the API a signed one. */
export async function signedHeaders(
  { method, authority, path, domain, body, created, nonce }: Request,
  signer: Signer,
): Promise<Record<string, string>> {
  const digest = contentDigest(body);
  const { input, base } = signatureBase(
    [
      ['@method', method],
      ['@authority', authority.toLowerCase()],
      ['@path', path],
      ['content-digest', digest],
      ['freehold-domain', domain],
    ],
    `;created=${created};nonce="${nonce}";keyid="${signer.publicKey}";tag="freehold-api"`,
  );
  const signature = fromBase64Url(await signer.sign(base));
  return {
    'Content-Digest': digest,
    'Freehold-Domain': domain,
    'Signature-Input': `freehold=${input}`,
    Signature: `freehold=:${toBase64(signature ?? new Uint8Array())}:`,
  };
}

/** RFC 4648 section 4, as structured fields (RFC 8941) want it. */
function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
