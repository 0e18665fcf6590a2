// SPDX-License-Identifier: Apache-2.0
import type { HandPose, Look, OwnPose, PoseSample, Quat, Vec3 } from '../world/model';

/** The binary frames of docs/protocol.md section 7. Big-endian. */
const KIND_POSE = 1;
const UPRIGHT = 0x01;
const VELOCITY = 0x02;
const JUMPED = 0x04;
const AIRBORNE = 0x08;
const HEAD = 0x10;
const HANDS = 0x20;
const KNOWN_FLAGS = 0x3f;

const CELL_METRES = 32;
/** In a message, a cell's number along an axis is this much higher. */
const CELL_BIAS = 512;
const FULL_TURN = 2 * Math.PI;
/** The server ignores what is outside. */
export const WORLD_EDGE_METRES = 16_384;

/** Kind, a zero and the time. */
const MESSAGE_HEAD_BYTES = 6;
/** Cell and count. */
const GROUP_HEAD_BYTES = 5;
/** Handle, flags and three coordinates. */
const NEAR_BYTES = 9;
const FAR_BYTES = 6;
const HEAD_BYTES = 2;
const HAND_BYTES = 7;

const OWN_BYTES = 18;
const OWN_VELOCITY_BYTES = 6;

/** The ends of the range of a head: ±120° of yaw, ±90° of pitch. */
const HEAD_YAW = FULL_TURN / 3;
const HEAD_PITCH = FULL_TURN / 4;
const HEAD_STEPS = 127;

/** Hands are told from this high above the soles, metres, in steps of 4 mm. */
const HAND_HEIGHT = 1;
const HAND_STEPS_PER_METRE = 250;

/** One's own pose as a frame. Nobody has hands yet: a browser without a headset does not know where they are. */
export function encodeOwnPose(pose: OwnPose, sequence: number): Uint8Array<ArrayBuffer> {
  const { position, velocity } = pose;
  const moving = velocity.x !== 0 || velocity.y !== 0 || velocity.z !== 0;
  const headYaw = encodeLook(pose.head.yaw, HEAD_YAW);
  const headPitch = encodeLook(pose.head.pitch, HEAD_PITCH);
  const looking = headYaw !== 0 || headPitch !== 0;
  const bytes = new Uint8Array(OWN_BYTES + (moving ? OWN_VELOCITY_BYTES : 0) + (looking ? HEAD_BYTES : 0));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, KIND_POSE);
  view.setUint8(
    1,
    UPRIGHT |
      (moving ? VELOCITY : 0) |
      (pose.jumped ? JUMPED : 0) |
      (pose.airborne ? AIRBORNE : 0) |
      (looking ? HEAD : 0),
  );
  view.setUint16(2, sequence & 0xffff);
  view.setFloat32(4, position.x);
  view.setFloat32(8, position.y);
  view.setFloat32(12, position.z);
  view.setUint16(16, encodeYaw(pose.yaw));
  if (moving) {
    view.setInt16(OWN_BYTES, centimetres(velocity.x));
    view.setInt16(OWN_BYTES + 2, centimetres(velocity.y));
    view.setInt16(OWN_BYTES + 4, centimetres(velocity.z));
  }
  if (looking) {
    view.setInt8(bytes.length - 2, headYaw);
    view.setInt8(bytes.length - 1, headPitch);
  }
  return bytes;
}

/** Radians about +Y to 16 bits. */
export function encodeYaw(yaw: number): number {
  return Math.round((yaw / FULL_TURN) * 65_536) & 0xffff;
}

/** Whether two looks are the same to others. */
export function sameLook(a: Look, b: Look): boolean {
  return (
    encodeLook(a.yaw, HEAD_YAW) === encodeLook(b.yaw, HEAD_YAW) &&
    encodeLook(a.pitch, HEAD_PITCH) === encodeLook(b.pitch, HEAD_PITCH)
  );
}

function encodeLook(angle: number, end: number): number {
  // Adding zero turns -0 into 0.
  return Math.max(-HEAD_STEPS, Math.min(HEAD_STEPS, Math.round((angle / end) * HEAD_STEPS))) + 0;
}

function centimetres(metresPerSecond: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(metresPerSecond * 100)));
}

/**
 * Reads pose messages. In a crowd thousands of poses come each second, so all of them are told in one object that is used again:
 * whoever wants to keep something copies it.
 */
export class PoseReader {
  readonly #pose = emptyPose();

  /**
   * Calls `take` for each pose of a message.
   *
   * @returns false when the message is not as the protocol says; what stood before the fault has been told then
   */
  read(message: ArrayBuffer, take: (pose: PoseSample) => void): boolean {
    const view = new DataView(message);
    const end = view.byteLength;
    if (end < MESSAGE_HEAD_BYTES || view.getUint8(0) !== KIND_POSE || view.getUint8(1) !== 0) {
      return false;
    }
    this.#pose.time = view.getUint32(2);
    let at = MESSAGE_HEAD_BYTES;
    while (at < end) {
      if (at + GROUP_HEAD_BYTES > end) {
        return false;
      }
      const cell = view.getUint32(at);
      const detail = cell >>> 30;
      const count = view.getUint8(at + 4);
      if (detail > 1) {
        // Of a later version.
        return true;
      }
      if (count === 0) {
        return false;
      }
      at += GROUP_HEAD_BYTES;
      for (let i = 0; i < count; i++) {
        at = detail === 0 ? this.#readNear(view, at, cell) : this.#readFar(view, at, cell);
        if (at < 0) {
          return false;
        }
        take(this.#pose);
      }
    }
    return true;
  }

  /** @returns where the next one begins; -1 when this one is not whole or not as it should be */
  #readNear(view: DataView, start: number, cell: number): number {
    const end = view.byteLength;
    if (start + NEAR_BYTES > end) {
      return -1;
    }
    const flags = view.getUint8(start + 2);
    const upright = (flags & UPRIGHT) !== 0;
    const rotationBytes = upright ? 2 : 4;
    const velocityBytes = (flags & VELOCITY) === 0 ? 0 : upright ? 2 : 6;
    const headBytes = (flags & HEAD) === 0 ? 0 : HEAD_BYTES;
    const handsBytes = (flags & HANDS) === 0 ? 0 : 2 * HAND_BYTES;
    let at = start + NEAR_BYTES;
    if ((flags & ~KNOWN_FLAGS) !== 0 || at + rotationBytes + velocityBytes + headBytes + handsBytes > end) {
      return -1;
    }
    const pose = this.#pose;
    pose.handle = view.getUint16(start);
    pose.coarse = false;
    placeInCell(pose.position, cell, view.getUint16(start + 3), view.getUint16(start + 5), view.getUint16(start + 7), 65_536);
    pose.jumped = (flags & JUMPED) !== 0;
    pose.airborne = (flags & AIRBORNE) !== 0;
    if (upright) {
      setYaw(pose.rotation, view.getUint16(at) / 65_536);
    } else {
      setSmallestThree(pose.rotation, view.getUint32(at), 10);
    }
    at += rotationBytes;
    pose.hasVelocity = velocityBytes > 0;
    readVelocity(view, at, velocityBytes, pose.velocity);
    at += velocityBytes;
    pose.hasHead = headBytes > 0;
    pose.head.yaw = pose.hasHead ? decodeLook(view.getInt8(at), HEAD_YAW) : 0;
    pose.head.pitch = pose.hasHead ? decodeLook(view.getInt8(at + 1), HEAD_PITCH) : 0;
    at += headBytes;
    pose.hasHands = handsBytes > 0;
    if (pose.hasHands && !(readHand(view, at, pose.leftHand) && readHand(view, at + HAND_BYTES, pose.rightHand))) {
      return -1;
    }
    return at + handsBytes;
  }

  #readFar(view: DataView, start: number, cell: number): number {
    if (start + FAR_BYTES > view.byteLength) {
      return -1;
    }
    const pose = this.#pose;
    pose.handle = view.getUint16(start);
    pose.coarse = true;
    placeInCell(pose.position, cell, view.getUint8(start + 2) + 0.5, view.getUint8(start + 3) + 0.5, view.getUint8(start + 4) + 0.5, 256);
    setYaw(pose.rotation, view.getUint8(start + 5) / 256);
    readVelocity(view, start, 0, pose.velocity);
    pose.hasVelocity = pose.jumped = pose.airborne = pose.hasHead = pose.hasHands = false;
    pose.head.yaw = pose.head.pitch = 0;
    return start + FAR_BYTES;
  }
}

/** The middle of a cell's three numbers is the one of the origin. */
function placeInCell(out: Vec3, cell: number, x: number, y: number, z: number, steps: number): void {
  out.x = (((cell >>> 20) & 0x3ff) - CELL_BIAS + x / steps) * CELL_METRES;
  out.y = (((cell >>> 10) & 0x3ff) - CELL_BIAS + y / steps) * CELL_METRES;
  out.z = ((cell & 0x3ff) - CELL_BIAS + z / steps) * CELL_METRES;
}

function setYaw(out: Quat, turns: number): void {
  out.x = out.z = 0;
  out.y = Math.sin(turns * Math.PI);
  out.w = Math.cos(turns * Math.PI);
}

/** Two bytes are direction and speed over the ground, six are centimetres a second, none is no velocity. */
function readVelocity(view: DataView, at: number, bytes: number, out: Vec3): void {
  out.x = out.y = out.z = 0;
  if (bytes === 2) {
    const direction = (view.getUint8(at) / 256) * FULL_TURN;
    const speed = view.getUint8(at + 1) / 10;
    out.x = -Math.sin(direction) * speed;
    out.z = -Math.cos(direction) * speed;
  } else if (bytes === 6) {
    out.x = view.getInt16(at) / 100;
    out.y = view.getInt16(at + 2) / 100;
    out.z = view.getInt16(at + 4) / 100;
  }
}

function decodeLook(value: number, end: number): number {
  return (Math.max(-HEAD_STEPS, value) / HEAD_STEPS) * end;
}

/** @returns whether the bits that must be zero are */
function readHand(view: DataView, at: number, out: HandPose): boolean {
  const position = view.getUint32(at);
  const rotation = (view.getUint8(at + 4) << 16) | view.getUint16(at + 5);
  if (position >>> 30 !== 0 || rotation >>> 23 !== 0) {
    return false;
  }
  out.position.x = ((position >>> 20) - CELL_BIAS) / HAND_STEPS_PER_METRE;
  out.position.y = (((position >>> 10) & 0x3ff) - CELL_BIAS) / HAND_STEPS_PER_METRE + HAND_HEIGHT;
  out.position.z = ((position & 0x3ff) - CELL_BIAS) / HAND_STEPS_PER_METRE;
  setSmallestThree(out.rotation, rotation, 7);
  return true;
}

/** The two highest bits name the largest component; the others follow in the order x, y, z, w with so many bits each. */
export function setSmallestThree(out: Quat, value: number, bits: number): void {
  const first = smallPart(value, 2 * bits, bits);
  const second = smallPart(value, bits, bits);
  const third = smallPart(value, 0, bits);
  const largest = Math.sqrt(Math.max(0, 1 - first * first - second * second - third * third));
  const which = (value >>> (3 * bits)) & 3;
  out.x = which === 0 ? largest : first;
  out.y = which === 1 ? largest : which === 0 ? first : second;
  out.z = which === 2 ? largest : which === 3 ? third : second;
  out.w = which === 3 ? largest : third;
}

function smallPart(value: number, shift: number, bits: number): number {
  const highest = (1 << bits) - 1;
  return ((((value >>> shift) & highest) / highest) * 2 - 1) / Math.SQRT2;
}

function emptyPose(): PoseSample {
  return {
    handle: 0,
    time: 0,
    coarse: false,
    position: { x: 0, y: 0, z: 0 },
    rotation: { x: 0, y: 0, z: 0, w: 1 },
    hasVelocity: false,
    velocity: { x: 0, y: 0, z: 0 },
    jumped: false,
    airborne: false,
    hasHead: false,
    head: { yaw: 0, pitch: 0 },
    hasHands: false,
    leftHand: emptyHand(),
    rightHand: emptyHand(),
  };
}

function emptyHand(): HandPose {
  return { position: { x: 0, y: 0, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } };
}
