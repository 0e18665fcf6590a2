// SPDX-License-Identifier: Apache-2.0
import { fromBase64Url } from './base64url';
import { thumbprint } from './thumbprint';

const PATH = /^\/d\/([^/]*)\/?$/;
const KEY_PART_CHARACTERS = 26;
const KEY_PART = /^[a-z2-7]{26}$/;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Where a host behind a router is met (docs/protocol.md section 14.1). */
export interface MeetingLink {
  /** What stands in the link for people to read: not proved by anything. */
  readonly name: string;
  /** What the host's key is checked against. */
  readonly keyPart: string;
}

/**
 * Reads the path of a page. Undefined when the page is no meeting place, `broken` when it is one whose link is not whole.
 *
 * @param pathname such as `/d/harbour-sd5mv7vjwfkwngcub5ymael2el`
 */
export function readMeetingLink(pathname: string): MeetingLink | 'broken' | undefined {
  const segment = PATH.exec(pathname)?.[1];
  if (segment === undefined) {
    return undefined;
  }
  const at = segment.lastIndexOf('-');
  const keyPart = segment.slice(at + 1).toLowerCase();
  return KEY_PART.test(keyPart) ? { name: segment.slice(0, Math.max(0, at)), keyPart } : 'broken';
}

/** The part of a domain's key that its link carries; undefined when it is no key. */
export function keyPartOf(domainKey: string): string | undefined {
  if (fromBase64Url(domainKey)?.length !== 32) {
    return undefined;
  }
  const fingerprint = fromBase64Url(thumbprint(domainKey));
  return fingerprint && toBase32(fingerprint).slice(0, KEY_PART_CHARACTERS);
}

/** RFC 4648 section 6 in lower case, without padding. */
function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(held >>> bits) & 31];
    }
  }
  return bits === 0 ? text : text + BASE32[(held << (5 - bits)) & 31];
}
