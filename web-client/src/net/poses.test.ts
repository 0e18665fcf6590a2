// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { HandPose, OwnPose, PoseSample, Quat, Vec3 } from '../world/model';
import { encodeOwnPose, encodeYaw, PoseReader, sameLook, setSmallestThree } from './poses';

interface PoseVector {
  flags: number;
  position: Triple;
  rotation: Quad;
  velocity: Triple;
  head: { yaw: number; pitch: number } | null;
  hands: { position: Triple; rotation: Quad }[] | null;
}

interface ClientVector {
  about: string;
  frame: string;
  pose: (PoseVector & { sequence: number }) | null;
}

interface MessageVector {
  about: string;
  message: string;
  time?: number;
  poses: (PoseVector & { detail: number; handle: number })[] | null;
}

type Triple = [number, number, number];
type Quad = [number, number, number, number];

const UPRIGHT = 1;
const HANDS = 32;
const vectors = import.meta.glob('../../../docs/vectors/*pose*.json', { eager: true, import: 'default' });
const clientVectors = vectors['../../../docs/vectors/client-poses.json'] as ClientVector[];
const messageVectors = vectors['../../../docs/vectors/pose-messages.json'] as MessageVector[];

describe('own poses', () => {
  // Browsers stand upright and have no hands; a head of -128 is read, and written as -127.
  const ours = clientVectors.filter(
    ({ about, pose }) => pose !== null && (pose.flags & (UPRIGHT | HANDS)) === UPRIGHT && !about.includes('-128'),
  );

  it.each(ours)('are written as in the golden vector: $about', ({ frame, pose }) => {
    const [, qy, , qw] = pose!.rotation;
    const written = encodeOwnPose(
      {
        position: vec3(pose!.position),
        yaw: 2 * Math.atan2(qy, qw),
        head: pose!.head ?? { yaw: 0, pitch: 0 },
        velocity: vec3(pose!.velocity),
        airborne: (pose!.flags & 8) !== 0,
        jumped: (pose!.flags & 4) !== 0,
      },
      pose!.sequence,
    );
    expect(hex(written)).toBe(frame);
  });

  it('have a head only when it does not look straight ahead', () => {
    expect(encodeOwnPose(looking(0, 0.001), 0)).toHaveLength(18);
    expect(encodeOwnPose(looking(0, -0.1), 0)).toHaveLength(20);
    expect(hex(encodeOwnPose(looking(9, -9), 0))).toMatch(/7f81$/);
    expect(sameLook({ yaw: 0, pitch: -0.001 }, { yaw: 0, pitch: 0.001 })).toBe(true);
    expect(sameLook({ yaw: 0, pitch: 0.1 }, { yaw: 0, pitch: 0.2 })).toBe(false);
  });

  it('turn any yaw into 16 bits', () => {
    expect(encodeYaw(0)).toBe(0);
    expect(encodeYaw(Math.PI / 2)).toBe(16_384);
    expect(encodeYaw(-Math.PI / 2)).toBe(49_152);
    expect(encodeYaw(9 * Math.PI)).toBe(32_768);
    expect(encodeYaw(2 * Math.PI - 1e-9)).toBe(0);
  });
});

describe('a message of poses', () => {
  it.each(messageVectors)('is read as in the golden vector: $about', ({ message, time, poses }) => {
    const { whole, read } = readAll(bytes(message));
    expect(whole).toBe(poses !== null);
    if (poses === null) {
      return;
    }
    expect(read).toHaveLength(poses.length);
    poses.forEach((expected, i) => {
      const pose = read[i]!;
      expect(pose.time).toBe(time);
      expect(pose.handle).toBe(expected.handle);
      expect(pose.coarse).toBe(expected.detail === 1);
      expect(pose.hasVelocity).toBe((expected.flags & 2) !== 0);
      expect(pose.jumped).toBe((expected.flags & 4) !== 0);
      expect(pose.airborne).toBe((expected.flags & 8) !== 0);
      expectVec3(pose.position, expected.position, 12);
      expectVec3(pose.velocity, expected.velocity, 12);
      expect(sameRotation(pose.rotation, expected.rotation)).toBeGreaterThan(0.999_999);
      expect(pose.hasHead).toBe(expected.head !== null);
      expect(pose.head.yaw).toBeCloseTo(expected.head?.yaw ?? 0, 6);
      expect(pose.head.pitch).toBeCloseTo(expected.head?.pitch ?? 0, 6);
      expect(pose.hasHands).toBe(expected.hands !== null);
      expected.hands?.forEach((hand, side) => expectHand(side === 0 ? pose.leftHand : pose.rightHand, hand));
    });
  });

  it('tells all its poses in the same object', () => {
    const { message } = messageVectors.find(({ poses }) => poses?.length === 3)!;
    const seen = new Set<PoseSample>();
    const reader = new PoseReader();
    reader.read(bytes(message), (pose) => seen.add(pose));
    reader.read(bytes(message), (pose) => seen.add(pose));
    expect(seen.size).toBe(1);
  });

  it('is never read beyond its end, wherever it is cut', () => {
    for (const { message } of messageVectors) {
      for (let length = 0; length < message.length / 2; length++) {
        expect(() => readAll(bytes(message).slice(0, length))).not.toThrow();
      }
    }
  });
});

describe('smallest three', () => {
  it('is finite whatever the bits', () => {
    const out = { x: 0, y: 0, z: 0, w: 1 };
    for (const value of [0, 0xffffffff, 0x3fffffff, 0x80000000, 0xc00803ff]) {
      for (const bits of [7, 10]) {
        setSmallestThree(out, value, bits);
        expect(Number.isFinite(Math.hypot(out.x, out.y, out.z, out.w))).toBe(true);
      }
    }
  });
});

function readAll(message: ArrayBuffer): { whole: boolean; read: PoseSample[] } {
  const read: PoseSample[] = [];
  const whole = new PoseReader().read(message, (pose) => read.push(structuredClone(pose)));
  return { whole, read };
}

function looking(yaw: number, pitch: number): OwnPose {
  const origin = { x: 0, y: 0, z: 0 };
  return { position: origin, yaw: 0, head: { yaw, pitch }, velocity: origin, airborne: false, jumped: false };
}

function expectHand(read: HandPose, expected: { position: Triple; rotation: Quad }): void {
  const [x, y, z] = expected.position;
  // The vectors count from where the bytes do, a metre above the soles.
  expectVec3(read.position, [x, y + 1, z], 6);
  expect(sameRotation(read.rotation, expected.rotation)).toBeGreaterThan(0.999_99);
}

function expectVec3(read: Vec3, expected: Triple, digits: number): void {
  expect(read.x).toBeCloseTo(expected[0], digits);
  expect(read.y).toBeCloseTo(expected[1], digits);
  expect(read.z).toBeCloseTo(expected[2], digits);
}

function vec3([x, y, z]: Triple): Vec3 {
  return { x, y, z };
}

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
