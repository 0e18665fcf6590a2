// SPDX-License-Identifier: Apache-2.0
import type { OwnPose, PoseSample, Quat, Vec3 } from '../world/model';

/** The binary frames of docs/protocol.md section 7. Big-endian. */
const KIND_POSE = 1;
const UPRIGHT = 0x01;
const VELOCITY = 0x02;
const JUMPED = 0x04;
const AIRBORNE = 0x08;
const KNOWN_FLAGS = 0x0f;

const CELL_METRES = 32;
const CELL_HEADER_BYTES = 14;
/** Handle, flags and three coordinates. */
const ENTRY_BYTES = 9;
const FULL_TURN = 2 * Math.PI;
/** The server ignores what is outside. */
export const WORLD_EDGE_METRES = 16_384;

/** One's own pose as a frame. */
export function encodeOwnPose(pose: OwnPose, sequence: number): Uint8Array<ArrayBuffer> {
  const { position, velocity } = pose;
  const moving = velocity.x !== 0 || velocity.y !== 0 || velocity.z !== 0;
  const bytes = new Uint8Array(moving ? 24 : 18);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, KIND_POSE);
  view.setUint8(
    1,
    UPRIGHT | (moving ? VELOCITY : 0) | (pose.jumped ? JUMPED : 0) | (pose.airborne ? AIRBORNE : 0),
  );
  view.setUint16(2, sequence & 0xffff);
  view.setFloat32(4, position.x);
  view.setFloat32(8, position.y);
  view.setFloat32(12, position.z);
  view.setUint16(16, encodeYaw(pose.yaw));
  if (moving) {
    view.setInt16(18, centimetres(velocity.x));
    view.setInt16(20, centimetres(velocity.y));
    view.setInt16(22, centimetres(velocity.z));
  }
  return bytes;
}

/** Radians about +Y to 16 bits. */
export function encodeYaw(yaw: number): number {
  return Math.round((yaw / FULL_TURN) * 65_536) & 0xffff;
}

/** The poses of a cell frame; undefined when the frame is not whole or not as the protocol says. */
export function decodeCellPoses(frame: ArrayBuffer): PoseSample[] | undefined {
  const view = new DataView(frame);
  if (view.byteLength < CELL_HEADER_BYTES || view.getUint8(0) !== KIND_POSE || view.getUint8(1) !== 0) {
    return undefined;
  }
  const count = view.getUint16(2);
  const time = view.getUint32(4);
  const corner = {
    x: view.getInt16(8) * CELL_METRES,
    y: view.getInt16(10) * CELL_METRES,
    z: view.getInt16(12) * CELL_METRES,
  };
  const samples: PoseSample[] = [];
  let at = CELL_HEADER_BYTES;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > view.byteLength) {
      return undefined;
    }
    const flags = view.getUint8(at + 2);
    const rotationBytes = (flags & UPRIGHT) !== 0 ? 2 : 4;
    const length = ENTRY_BYTES + rotationBytes + ((flags & VELOCITY) !== 0 ? 6 : 0);
    if ((flags & ~KNOWN_FLAGS) !== 0 || at + length > view.byteLength) {
      return undefined;
    }
    const rotationAt = at + ENTRY_BYTES;
    samples.push({
      handle: view.getUint16(at),
      time,
      position: {
        x: corner.x + metres(view.getUint16(at + 3)),
        y: corner.y + metres(view.getUint16(at + 5)),
        z: corner.z + metres(view.getUint16(at + 7)),
      },
      rotation:
        rotationBytes === 2 ? decodeYaw(view.getUint16(rotationAt)) : decodeSmallestThree(view.getUint32(rotationAt)),
      velocity: (flags & VELOCITY) !== 0 ? decodeVelocity(view, rotationAt + rotationBytes) : undefined,
      jumped: (flags & JUMPED) !== 0,
      airborne: (flags & AIRBORNE) !== 0,
    });
    at += length;
  }
  return at === view.byteLength ? samples : undefined;
}

/** 16 bits of yaw to a rotation about +Y. */
export function decodeYaw(value: number): Quat {
  const half = (value / 65_536) * Math.PI;
  return { x: 0, y: Math.sin(half), z: 0, w: Math.cos(half) };
}

/** The two highest bits name the largest component; the others follow in the order x, y, z, w with 10 bits each. */
export function decodeSmallestThree(value: number): Quat {
  const largest = value >>> 30;
  const parts = [0, 0, 0, 0];
  let squares = 0;
  let shift = 20;
  for (let i = 0; i < 4; i++) {
    if (i === largest) {
      continue;
    }
    const part = ((((value >>> shift) & 0x3ff) / 1023) * 2 - 1) / Math.SQRT2;
    parts[i] = part;
    squares += part * part;
    shift -= 10;
  }
  parts[largest] = Math.sqrt(Math.max(0, 1 - squares));
  const [x = 0, y = 0, z = 0, w = 1] = parts;
  return { x, y, z, w };
}

function decodeVelocity(view: DataView, at: number): Vec3 {
  return { x: view.getInt16(at) / 100, y: view.getInt16(at + 2) / 100, z: view.getInt16(at + 4) / 100 };
}

function metres(value: number): number {
  return (value * CELL_METRES) / 65_536;
}

function centimetres(metresPerSecond: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(metresPerSecond * 100)));
}
