// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Quat } from '../world/model';
import { decodeCellPoses, decodeSmallestThree, encodeOwnPose, encodeYaw } from './poses';

interface ClientVector {
  about: string;
  frame: string;
  pose: { flags: number; sequence: number; position: Triple; rotation: Quad; velocity: Triple } | null;
}

interface CellVector {
  about: string;
  frame: string;
  time?: number;
  poses: { handle: number; flags: number; position: Triple; rotation: Quad; velocity: Triple }[] | null;
}

type Triple = [number, number, number];
type Quad = [number, number, number, number];

const UPRIGHT = 1;
const vectors = import.meta.glob('../../../docs/vectors/*-poses.json', { eager: true, import: 'default' });
const clientVectors = vectors['../../../docs/vectors/client-poses.json'] as ClientVector[];
const cellVectors = vectors['../../../docs/vectors/cell-poses.json'] as CellVector[];

describe('own poses', () => {
  const upright = clientVectors.filter(({ pose }) => pose !== null && (pose.flags & UPRIGHT) !== 0);

  it.each(upright)('are written as in the golden vector: $about', ({ frame, pose }) => {
    const [x, y, z] = pose!.position;
    const [vx, vy, vz] = pose!.velocity;
    const [, qy, , qw] = pose!.rotation;
    const written = encodeOwnPose(
      {
        position: { x, y, z },
        yaw: 2 * Math.atan2(qy, qw),
        velocity: { x: vx, y: vy, z: vz },
        airborne: (pose!.flags & 8) !== 0,
        jumped: (pose!.flags & 4) !== 0,
      },
      pose!.sequence,
    );
    expect(hex(written)).toBe(frame);
  });

  it('turn any yaw into 16 bits', () => {
    expect(encodeYaw(0)).toBe(0);
    expect(encodeYaw(Math.PI / 2)).toBe(16_384);
    expect(encodeYaw(-Math.PI / 2)).toBe(49_152);
    expect(encodeYaw(9 * Math.PI)).toBe(32_768);
    expect(encodeYaw(2 * Math.PI - 1e-9)).toBe(0);
  });
});

describe('poses of a cell', () => {
  it.each(cellVectors)('are read as in the golden vector: $about', ({ frame, time, poses }) => {
    const read = decodeCellPoses(bytes(frame));
    if (poses === null) {
      expect(read).toBeUndefined();
      return;
    }
    expect(read).toHaveLength(poses.length);
    poses.forEach((expected, i) => {
      const pose = read![i]!;
      const velocity = pose.velocity ?? { x: 0, y: 0, z: 0 };
      expect(pose.time).toBe(time);
      expect(pose.handle).toBe(expected.handle);
      expect(pose.jumped).toBe((expected.flags & 4) !== 0);
      expect(pose.airborne).toBe((expected.flags & 8) !== 0);
      expect([pose.position.x, pose.position.y, pose.position.z]).toEqual(expected.position);
      expect([velocity.x, velocity.y, velocity.z]).toEqual(expected.velocity);
      expect(sameRotation(pose.rotation, expected.rotation)).toBeGreaterThan(0.999_999);
    });
  });

  it('are left out whole when a flag is unknown', () => {
    expect(decodeCellPoses(bytes('010000016fc23ac0000000000000000211100000000800c000'))).toBeUndefined();
  });
});

describe('smallest three', () => {
  it('is finite whatever the bits', () => {
    for (const value of [0, 0xffffffff, 0x3fffffff, 0x80000000, 0xc00803ff]) {
      const { x, y, z, w } = decodeSmallestThree(value);
      expect(Number.isFinite(Math.hypot(x, y, z, w))).toBe(true);
    }
  });
});

function bytes(text: string): ArrayBuffer {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16)).buffer;
}

function hex(frame: Uint8Array): string {
  return Array.from(frame, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** 1 for the same rotation, whichever of the two quaternions says it. */
function sameRotation(a: Quat, [x, y, z, w]: Quad): number {
  return Math.abs(a.x * x + a.y * y + a.z * z + a.w * w);
}
