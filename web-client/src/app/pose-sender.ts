// SPDX-License-Identifier: Apache-2.0
import { encodeOwnPose, encodeYaw, sameLook, WORLD_EDGE_METRES } from '../net/poses';
import type { OwnPose } from '../world/model';

/** 30 a second while moving; others interpolate. */
export const POSE_INTERVAL_MS = 33;
/** Said again when nothing changes, so that a lost last pose does not stay lost. */
const STILL_INTERVAL_MS = 900;
const STILL_METRES = 0.002;
/** A jump is told in so many poses: one may get lost, and without it the next are not heeded. */
const JUMP_POSES = 3;

/** Decides which poses are worth sending. Call `tick` every {@link POSE_INTERVAL_MS}. */
export class PoseSender {
  readonly #send: (frame: Uint8Array<ArrayBuffer>) => void;
  #last: OwnPose | undefined;
  #lastSentAt = -Infinity;
  #sequence = 0;
  /** Poses that still have to say that the visitor jumped. */
  #jumps = 0;

  constructor(send: (frame: Uint8Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  /** The latest pose looked at, whether sent or not. */
  get last(): OwnPose | undefined {
    return this.#last;
  }

  /** @param now milliseconds, rising */
  tick(pose: OwnPose, now: number, live: boolean): void {
    const before = this.#last;
    this.#last = { ...pose, position: { ...pose.position }, head: { ...pose.head }, velocity: { ...pose.velocity } };
    // It must not get lost while there is nobody to tell, either.
    this.#jumps = pose.jumped ? JUMP_POSES : this.#jumps;
    const due = now - this.#lastSentAt >= STILL_INTERVAL_MS;
    if (!live || !inWorld(pose) || !(due || this.#jumps > 0 || before === undefined || differs(before, pose))) {
      return;
    }
    this.#send(encodeOwnPose({ ...pose, jumped: this.#jumps > 0 }, this.#sequence));
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#lastSentAt = now;
    this.#jumps = Math.max(0, this.#jumps - 1);
  }

  /** A connection has begun: the next pose goes out at once. The sequence goes on, or a resumed session would take it for old. */
  hurry(): void {
    this.#lastSentAt = -Infinity;
  }
}

function inWorld({ position: { x, y, z } }: OwnPose): boolean {
  return [x, y, z].every((value) => Math.abs(value) <= WORLD_EDGE_METRES);
}

function differs(a: OwnPose, b: OwnPose): boolean {
  return (
    Math.abs(a.position.x - b.position.x) > STILL_METRES ||
    Math.abs(a.position.y - b.position.y) > STILL_METRES ||
    Math.abs(a.position.z - b.position.z) > STILL_METRES ||
    encodeYaw(a.yaw) !== encodeYaw(b.yaw) ||
    !sameLook(a.head, b.head) ||
    a.airborne !== b.airborne ||
    Math.hypot(a.velocity.x - b.velocity.x, a.velocity.y - b.velocity.y, a.velocity.z - b.velocity.z) > 0.01
  );
}
