// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Quat } from '../world/model';
import { encodeMoves } from './moves';
import { setSmallestThree } from './poses';

interface Vector {
  about: string;
  frame: string;
  moves: { sequence: number; things: { handle: number; position: [number, number, number]; rotation: [number, number, number, number] }[] } | null;
}

const vectors = Object.values(
  import.meta.glob<Vector[]>('../../../docs/vectors/client-moves.json', { eager: true, import: 'default' }),
)[0]!;

describe('moves', () => {
  it.each(vectors.filter(({ moves }) => moves !== null))('are written as in the golden vector: $about', ({ frame, moves }) => {
    const written = encodeMoves(
      moves!.things.map(({ handle, position: [x, y, z], rotation: [qx, qy, qz, qw] }) => ({
        handle,
        position: { x, y, z },
        rotation: { x: qx, y: qy, z: qz, w: qw },
      })),
      moves!.sequence,
    );
    expect(hex(written)).toBe(frame);
  });

  it('turn a rotation by less than a quarter of a degree', () => {
    const read: Quat = { x: 0, y: 0, z: 0, w: 1 };
    for (let i = 0; i < 1_000; i++) {
      const rotation = unit(Math.sin(i), Math.sin(2 * i + 1), Math.sin(3 * i + 2), Math.sin(5 * i + 3));
      const frame = encodeMoves([{ handle: 1, position: { x: 0, y: 0, z: 0 }, rotation }], 0);
      setSmallestThree(read, new DataView(frame.buffer).getUint32(18), 10);
      const cosine = read.x * rotation.x + read.y * rotation.y + read.z * rotation.z + read.w * rotation.w;
      expect(2 * Math.acos(Math.min(1, Math.abs(cosine)))).toBeLessThan(Math.PI / 720);
    }
  });

  it('count beyond 65535 from zero again', () => {
    expect(hex(encodeMoves([], 65_536 + 5))).toBe('02000005');
  });
});

function unit(x: number, y: number, z: number, w: number): Quat {
  const length = Math.hypot(x, y, z, w);
  return { x: x / length, y: y / length, z: z / length, w: w / length };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
