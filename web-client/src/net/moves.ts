// SPDX-License-Identifier: Apache-2.0
import type { Quat, Vec3 } from '../world/model';

/** The frame of docs/protocol.md section 7 that says where held things are. Big-endian. */
const KIND_MOVES = 2;
const HEAD_BYTES = 4;
const MOVE_BYTES = 18;
/** The server takes no more at a time. */
export const MOST_MOVES = 110;
const BITS = 10;
const HIGHEST = (1 << BITS) - 1;

/** Where a held thing is now, in world coordinates. */
export interface Move {
  handle: number;
  position: Vec3;
  rotation: Quat;
}

/** @param moves at most {@link MOST_MOVES} */
export function encodeMoves(moves: readonly Move[], sequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + moves.length * MOVE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, KIND_MOVES);
  view.setUint8(1, moves.length);
  view.setUint16(2, sequence & 0xffff);
  moves.forEach(({ handle, position, rotation }, i) => {
    const at = HEAD_BYTES + i * MOVE_BYTES;
    view.setUint16(at, handle);
    view.setFloat32(at + 2, position.x);
    view.setFloat32(at + 6, position.y);
    view.setFloat32(at + 10, position.z);
    view.setUint32(at + 14, smallestThree(rotation));
  });
  return bytes;
}

/** Of a unit quaternion; which component is the largest is told in the two highest bits, and its sign not at all. */
function smallestThree({ x, y, z, w }: Quat): number {
  const all = [x, y, z, w];
  let which = 3;
  for (let i = 2; i >= 0; i--) {
    if (Math.abs(all[i]!) > Math.abs(all[which]!)) {
      which = i;
    }
  }
  const sign = all[which]! < 0 ? -1 : 1;
  return all
    .filter((_, i) => i !== which)
    .reduce((packed, part) => packed * (HIGHEST + 1) + smallPart(sign * part), which);
}

function smallPart(value: number): number {
  return Math.max(0, Math.min(HIGHEST, Math.round(((value * Math.SQRT2 + 1) / 2) * HIGHEST)));
}
