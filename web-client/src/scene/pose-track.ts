// SPDX-License-Identifier: Apache-2.0

import { Quaternion, Vector3 } from 'three';
import type { PoseSample } from '../world/model';

/** Poses kept for each handle: more than a second of them. */
const capacity = 32;
/** How long a motion is continued by its velocity when nothing newer is known, milliseconds. */
const extrapolateMs = 250;
/** Samples farther apart than this are not one motion: who stands still is left out of the frames. */
const gapMs = 300;
/** What remains of a stillness before a motion starts, milliseconds. */
const startMs = 60;
/** Corrections are blended away with this time constant, milliseconds. */
const blendMs = 90;
/** A correction larger than this is shown at once, metres. */
const largestBlend = 4;
/** Who goes faster than this has not walked, metres a second. */
const fastest = 80;

class Slot {
  time = 0;
  readonly position = new Vector3();
  readonly rotation = new Quaternion();
  readonly velocity = new Vector3();
  hasVelocity = false;
  jumped = false;
  airborne = false;
}

/**
 * The last poses of one avatar or moving entity, and the smooth way between them. Everything is allocated once. Samples may come late, twice,
 * out of order or not at all.
 */
export class PoseTrack {
  readonly position = new Vector3();
  readonly rotation = new Quaternion();
  /** Metres a second, of the motion as shown. */
  readonly velocity = new Vector3();
  airborne = false;
  private readonly slots: Slot[] = Array.from({ length: capacity }, () => new Slot());
  /** Slots in use, oldest first, are the first `count` of `slots`. */
  private count = 0;
  private readonly error = new Vector3();
  private shownTime = Number.NaN;

  get empty(): boolean {
    return this.count === 0;
  }

  get newestTime(): number {
    return this.slots[this.count - 1]?.time ?? Number.NEGATIVE_INFINITY;
  }

  clear(): void {
    this.count = 0;
    this.shownTime = Number.NaN;
    this.error.set(0, 0, 0);
  }

  /** @param time the server's, without the wrap, milliseconds */
  push(sample: PoseSample, time: number): void {
    const index = this.indexFor(time);
    if (index < 0) {
      return;
    }
    const shown = Number.isFinite(this.shownTime) && this.count > 0;
    if (shown) {
      this.curve(this.shownTime, beforeChange, beforeRotation);
    }
    const slot = this.insert(index);
    slot.time = time;
    slot.position.set(sample.position.x, sample.position.y, sample.position.z);
    slot.rotation.set(sample.rotation.x, sample.rotation.y, sample.rotation.z, sample.rotation.w);
    slot.hasVelocity = sample.velocity !== undefined;
    if (sample.velocity !== undefined) {
      slot.velocity.set(sample.velocity.x, sample.velocity.y, sample.velocity.z);
    } else {
      slot.velocity.set(0, 0, 0);
    }
    slot.jumped = sample.jumped;
    slot.airborne = sample.airborne;
    if (shown) {
      // What was on the screen stays there, and glides to where it should have been.
      this.curve(this.shownTime, afterChange, beforeRotation);
      this.error.add(beforeChange).sub(afterChange);
      if (sample.jumped || this.error.lengthSq() > largestBlend * largestBlend) {
        this.error.set(0, 0, 0);
      }
    }
  }

  /** Brings position, rotation and velocity to the server's time `time`, milliseconds. Times should not fall. */
  sample(time: number): void {
    if (this.count === 0) {
      return;
    }
    const passed = Number.isFinite(this.shownTime) ? Math.max(0, time - this.shownTime) : 0;
    previous.copy(this.position);
    const fresh = !Number.isFinite(this.shownTime);
    const snapped = this.curve(time, this.position, this.rotation);
    if (snapped && !fresh && this.crossesJump(this.shownTime, time)) {
      this.error.set(0, 0, 0);
    }
    this.error.multiplyScalar(Math.exp(-passed / blendMs));
    this.position.add(this.error);
    this.shownTime = Math.max(time, Number.isFinite(this.shownTime) ? this.shownTime : time);
    if (passed > 0) {
      this.velocity.copy(this.position).sub(previous).multiplyScalar(1000 / passed);
      if (this.velocity.lengthSq() > fastest * fastest) {
        this.velocity.set(0, 0, 0);
      }
    }
  }

  private crossesJump(from: number, to: number): boolean {
    for (let i = 0; i < this.count; i++) {
      const slot = this.slots[i];
      if (slot !== undefined && slot.jumped && slot.time > from && slot.time <= to) {
        return true;
      }
    }
    return false;
  }

  /** Where the samples say it is at a time. Returns whether that is at a sample and not on the way between two. */
  private curve(time: number, position: Vector3, rotation: Quaternion): boolean {
    let next = 0;
    while (next < this.count && (this.slots[next]?.time ?? Infinity) <= time) {
      next++;
    }
    const a = this.slots[next - 1];
    const b = next < this.count ? this.slots[next] : undefined;
    if (a === undefined) {
      // Before the first: there.
      const first = this.slots[0];
      if (first !== undefined) {
        position.copy(first.position);
        rotation.copy(first.rotation);
        this.airborne = first.airborne;
      }
      return true;
    }
    this.airborne = a.airborne;
    if (b === undefined) {
      position.copy(a.position);
      rotation.copy(a.rotation);
      if (a.hasVelocity) {
        position.addScaledVector(a.velocity, Math.min(time - a.time, extrapolateMs) / 1000);
      }
      return true;
    }
    if (b.jumped) {
      position.copy(a.position);
      rotation.copy(a.rotation);
      return true;
    }
    between(a, b, time, position, rotation);
    return false;
  }

  /** Where a sample of that time goes; -1 when it is already here or older than all. */
  private indexFor(time: number): number {
    let index = this.count;
    while (index > 0) {
      const earlier = this.slots[index - 1];
      if (earlier === undefined || earlier.time < time) {
        break;
      }
      if (earlier.time === time) {
        return -1;
      }
      index--;
    }
    return index === 0 && this.count === capacity ? -1 : index;
  }

  private insert(index: number): Slot {
    let at = index;
    if (this.count === capacity) {
      // The oldest slot is used again.
      const oldest = this.slots.shift();
      if (oldest !== undefined) {
        this.slots.push(oldest);
      }
      this.count--;
      at--;
    }
    const spare = this.slots[this.count] as Slot;
    for (let i = this.count; i > at; i--) {
      this.slots[i] = this.slots[i - 1] as Slot;
    }
    this.slots[at] = spare;
    this.count++;
    return spare;
  }
}

function between(a: Slot, b: Slot, time: number, position: Vector3, rotation: Quaternion): void {
  let start = a.time;
  if (b.time - a.time > gapMs) {
    // It stood, and moved off shortly before the later sample.
    start = b.time - startMs * 2;
  }
  const span = b.time - start;
  const u = Math.max(0, Math.min(1, (time - start) / span));
  if (a.hasVelocity && b.hasVelocity && start === a.time) {
    hermite(a, b, u, span / 1000, position);
  } else {
    position.lerpVectors(a.position, b.position, u);
  }
  rotation.slerpQuaternions(a.rotation, b.rotation, u);
}

function hermite(a: Slot, b: Slot, u: number, seconds: number, out: Vector3): void {
  const u2 = u * u;
  const u3 = u2 * u;
  // A velocity that would carry far beyond the other sample is not believed: the curve would swing back.
  const reach = 3 * a.position.distanceTo(b.position);
  const from = Math.min(1, reach / Math.max(1e-6, a.velocity.length() * seconds)) * seconds;
  const to = Math.min(1, reach / Math.max(1e-6, b.velocity.length() * seconds)) * seconds;
  out.copy(a.position).multiplyScalar(2 * u3 - 3 * u2 + 1);
  out.addScaledVector(a.velocity, (u3 - 2 * u2 + u) * from);
  out.addScaledVector(b.position, -2 * u3 + 3 * u2);
  out.addScaledVector(b.velocity, (u3 - u2) * to);
}

const beforeChange = new Vector3();
const afterChange = new Vector3();
const beforeRotation = new Quaternion();
const previous = new Vector3();
