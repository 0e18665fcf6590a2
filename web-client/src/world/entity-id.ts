// SPDX-License-Identifier: Apache-2.0
import type { EntityId } from './model';

/** A fresh UUID in the protocol's spelling. `crypto.randomUUID` is hidden on plain http, random bytes are not. */
export function newEntityId(random: (count: number) => Uint8Array): EntityId {
  const bytes = random(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}}`;
}
