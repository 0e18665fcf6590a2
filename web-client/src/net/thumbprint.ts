// SPDX-License-Identifier: Apache-2.0
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from './base64url';

/** The fingerprint of an Ed25519 key, by which people and lists mean its holder: RFC 7638 with RFC 8037. */
export function thumbprint(publicKey: string): string {
  return toBase64Url(sha256(new TextEncoder().encode(`{"crv":"Ed25519","kty":"OKP","x":"${publicKey}"}`)));
}
