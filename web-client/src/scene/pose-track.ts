// SPDX-License-Identifier: Apache-2.0

import { Quaternion, Vector3 } from 'three';
import type { PoseSample } from '../world/model';
import { PoseInterval } from './pose-interval';

/** Poses kept for each handle: a second of them. */
const capacity = 32;
/** How far in the past somebody is shown, so that there is a pose on either side: this, or so many times the distance between the poses. */
const leastDelayMs = 100;
const delayIntervals = 1.5;
/** The delay grows and shrinks by this much of the time that passes: a walk is shown a little slower or faster meanwhile, a stillness is not. */
const delayGrowth = 0.3;
const delayShrinkage = 0.12;
const delayChangeStanding = 0.9;
/** How long a motion is continued when nothing newer is known, milliseconds. */
const extrapolateMs = 250;
/** Who is slower stands, metres a second. */
const standing = 0.05;
/** What remains of a stillness before a motion starts, milliseconds: who stands still is left out of the messages. */
const startMs = 60;
/** Corrections are blended away with this time constant, milliseconds, yet no faster than at a walk. */
const blendMs = 90;
const blendSpeed = 1.5;
const blendSpeedPerMetre = 2;
/** A correction larger than this is shown at once, metres. */
const largestBlend = 4;
/** Turns are smoothed with this time constant, milliseconds. */
const turnMs = 30;
/** So is everything of those whose places are only known roughly, or they would walk in jerks. */
const coarseMs = 120;
/** How quickly the smoothing begins and ends when somebody comes near, milliseconds. */
const coarseFadeMs = 400;
/** Who goes faster than this has not walked, metres a second. */
const fastest = 80;
/** Far away nobody says that they jumped: who comes faster than anybody flies has, metres a second. */
const fastestCoarse = 30;

class Slot {
  time = 0;
  readonly position = new Vector3();
  readonly rotation = new Quaternion();
  readonly velocity = new Vector3();
  hasVelocity = false;
  coarse = false;
  jumped = false;
  airborne = false;
}

/**
 * The last poses of one avatar or moving entity, and the smooth way between them. Nothing is allocated once it is in motion. Samples may come late,
 * twice, out of order or not at all, and as rarely as twice a second.
 */
export class PoseTrack {
  readonly position = new Vector3();
  readonly rotation = new Quaternion();
  /** Metres a second, of the motion as shown. */
  readonly velocity = new Vector3();
  airborne = false;
  /** Slots in use, oldest first, are the first `count` of `slots`. */
  private readonly slots: Slot[] = [];
  private count = 0;
  private readonly interval = new PoseInterval();
  private delay = leastDelayMs;
  private readonly error = new Vector3();
  private coarseness = 0;
  private shownTime = Number.NaN;
  private lastNow = Number.NaN;

  get empty(): boolean {
    return this.count === 0;
  }

  /** How far in the past this is shown, milliseconds. */
  get delayMs(): number {
    return this.delay;
  }

  clear(): void {
    this.count = 0;
    this.shownTime = Number.NaN;
    this.lastNow = Number.NaN;
    this.error.set(0, 0, 0);
    this.interval.forget();
  }

  /** The newest known place, which is not yet shown; undefined when nothing is known. */
  get newest(): Vector3 | undefined {
    return this.count === 0 ? undefined : this.slots[this.count - 1]?.position;
  }

  /** @param time the server's, without the wrap, milliseconds */
  push(sample: PoseSample, time: number): void {
    const index = this.indexFor(time);
    if (index < 0) {
      return;
    }
    const newest = this.slots[this.count - 1];
    if (newest !== undefined && index === this.count) {
      this.motionAt(index - 1, motion);
      // Who stands is left out: how long somebody stood says nothing of the rate.
      if (motion.lengthSq() > standing * standing) {
        this.interval.heard(time - newest.time);
      }
    }
    const shown = Number.isFinite(this.shownTime) && this.count > 0;
    if (shown) {
      this.curve(this.shownTime, beforeChange, unused);
    }
    const slot = this.insert(index);
    slot.time = time;
    slot.position.copy(sample.position);
    slot.rotation.copy(sample.rotation);
    slot.velocity.copy(sample.velocity);
    slot.hasVelocity = sample.hasVelocity;
    slot.coarse = sample.coarse;
    slot.jumped = sample.jumped || this.leaps(slot);
    slot.airborne = sample.airborne;
    if (shown) {
      // What was on the screen stays there, and glides to where it should have been.
      this.curve(this.shownTime, afterChange, unused);
      this.error.add(beforeChange).sub(afterChange);
      if (slot.jumped || this.error.lengthSq() > largestBlend * largestBlend) {
        this.error.set(0, 0, 0);
      }
    }
  }

  /** Brings position, rotation and velocity to what is to be seen when the server's clock shows `now`, milliseconds. Times should not fall. */
  sample(now: number): void {
    if (this.count === 0) {
      return;
    }
    const fresh = !Number.isFinite(this.shownTime);
    const time = this.delayed(now);
    const passed = fresh ? 0 : Math.max(0, time - this.shownTime);
    previous.copy(this.position);
    const coarse = this.curve(time, wanted, wantedRotation);
    if (fresh || this.crossesJump(this.shownTime, time)) {
      this.error.set(0, 0, 0);
      this.coarseness = coarse ? 1 : 0;
      this.position.copy(wanted);
      this.rotation.copy(wantedRotation);
    } else {
      this.settle(passed);
      this.coarseness += ((coarse ? 1 : 0) - this.coarseness) * part(passed, coarseFadeMs);
      this.position.lerp(wanted.add(this.error), part(passed, coarseMs * this.coarseness));
      this.rotation.slerp(wantedRotation, part(passed, turnMs + coarseMs * this.coarseness));
    }
    this.shownTime = fresh ? time : Math.max(time, this.shownTime);
    if (passed > 0) {
      this.velocity.copy(this.position).sub(previous).multiplyScalar(1000 / passed);
      if (this.velocity.lengthSq() > fastest * fastest) {
        this.velocity.set(0, 0, 0);
      }
    }
  }

  /** The time that is shown, which follows the rate at which poses come without ever going back. */
  private delayed(now: number): number {
    const wished = Math.max(leastDelayMs, delayIntervals * this.interval.usualMs);
    if (!Number.isFinite(this.lastNow) || this.interval.unsettled) {
      this.delay = wished;
    } else {
      const passed = Math.max(0, now - this.lastNow);
      const stands = this.velocity.lengthSq() < standing * standing;
      const less = passed * (stands ? delayChangeStanding : delayShrinkage);
      const more = passed * (stands ? delayChangeStanding : delayGrowth);
      this.delay += Math.max(-less, Math.min(more, wished - this.delay));
    }
    this.lastNow = now;
    const time = now - this.delay;
    return Number.isFinite(this.shownTime) ? Math.max(time, this.shownTime) : time;
  }

  /** Takes the error away, a part in each frame. */
  private settle(passed: number): void {
    const metres = this.error.length();
    if (metres < 1e-5) {
      this.error.set(0, 0, 0);
      return;
    }
    const most = ((blendSpeed + blendSpeedPerMetre * metres) * passed) / 1000;
    const less = Math.min(metres * part(passed, blendMs), most);
    this.error.multiplyScalar(1 - less / metres);
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

  /** Where the samples say it is at a time. Returns whether that is only known roughly. */
  private curve(time: number, position: Vector3, rotation: Quaternion): boolean {
    let next = 0;
    while (next < this.count && (this.slots[next]?.time ?? Infinity) <= time) {
      next++;
    }
    const a = this.slots[Math.max(0, next - 1)] as Slot;
    const b = next > 0 && next < this.count ? this.slots[next] : undefined;
    this.airborne = a.airborne;
    if (b === undefined || b.jumped) {
      position.copy(a.position);
      rotation.copy(a.rotation);
      if (b === undefined && next > 0) {
        this.motionAt(next - 1, motion);
        position.addScaledVector(motion, Math.min(time - a.time, extrapolateMs) / 1000);
      }
      return a.coarse;
    }
    this.motionAt(next - 1, motion);
    // Who stood moved off shortly before the later sample.
    const stood = motion.lengthSq() < standing * standing;
    const start = stood ? Math.max(a.time, b.time - Math.max(startMs, this.interval.usualMs)) : a.time;
    const span = b.time - start;
    const u = Math.max(0, Math.min(1, (time - start) / span));
    if (a.hasVelocity && b.hasVelocity && start === a.time) {
      hermite(a, b, u, span / 1000, position);
    } else {
      position.lerpVectors(a.position, b.position, u);
    }
    rotation.slerpQuaternions(a.rotation, b.rotation, u);
    return a.coarse || b.coarse;
  }

  /** Metres a second at a sample: as was said, or as from the one before. */
  private motionAt(index: number, out: Vector3): void {
    const slot = this.slots[index] as Slot;
    const before = index > 0 ? this.slots[index - 1] : undefined;
    if (slot.hasVelocity) {
      out.copy(slot.velocity);
    } else if (before === undefined || slot.jumped || (!slot.coarse && before.hasVelocity)) {
      // Who says velocities and says none now has stopped.
      out.set(0, 0, 0);
    } else {
      out.copy(slot.position).sub(before.position).multiplyScalar(1000 / (slot.time - before.time));
    }
  }

  private leaps(slot: Slot): boolean {
    const before = this.slots[this.slots.indexOf(slot) - 1];
    if (before === undefined || !(slot.coarse || before.coarse)) {
      return false;
    }
    return slot.position.distanceTo(before.position) > Math.max(2, (fastestCoarse * (slot.time - before.time)) / 1000);
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
    const spare = this.slots[this.count] ?? new Slot();
    for (let i = this.count; i > at; i--) {
      this.slots[i] = this.slots[i - 1] as Slot;
    }
    this.slots[at] = spare;
    this.count++;
    return spare;
  }
}

/** How much of the way is gone after `passed` milliseconds, with a time constant. */
function part(passed: number, constantMs: number): number {
  return constantMs < 1 ? 1 : 1 - Math.exp(-passed / constantMs);
}

function hermite(a: Slot, b: Slot, u: number, seconds: number, out: Vector3): void {
  const u2 = u * u;
  const u3 = u2 * u;
  // A velocity that would carry far beyond the other sample is not believed: the curve would swing back.
  const reach = 3 * a.position.distanceTo(b.position);
  const from = Math.min(1, reach / Math.max(1e-6, a.velocity.length() * seconds)) * seconds;
  const to = Math.min(1, reach / Math.max(1e-6, b.velocity.length() * seconds)) * seconds;
  // The upright do not say how fast they rise: on stairs and slopes that is the straight way.
  const height = a.velocity.y === 0 && b.velocity.y === 0 ? a.position.y + (b.position.y - a.position.y) * u : Number.NaN;
  out.copy(a.position).multiplyScalar(2 * u3 - 3 * u2 + 1);
  out.addScaledVector(a.velocity, (u3 - 2 * u2 + u) * from);
  out.addScaledVector(b.position, -2 * u3 + 3 * u2);
  out.addScaledVector(b.velocity, (u3 - u2) * to);
  if (Number.isFinite(height)) {
    out.y = height;
  }
}

const beforeChange = new Vector3();
const afterChange = new Vector3();
const unused = new Quaternion();
const previous = new Vector3();
const wanted = new Vector3();
const wantedRotation = new Quaternion();
const motion = new Vector3();
