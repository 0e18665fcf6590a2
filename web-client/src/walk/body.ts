// SPDX-License-Identifier: Apache-2.0

import { Line3, Quaternion, Vector3 } from 'three';
import type { GroundHit, Solids } from './solids';

/** What a person wants to do now. */
export interface Wish {
  /** To the right and ahead, -1 to 1, as seen from the body. */
  right: number;
  ahead: number;
  /** Up and down while flying, -1 to 1. */
  rise: number;
  run: boolean;
  jump: boolean;
}

export const bodyHeightMetres = 1.75;
export const stepMetres = 0.45;
const radiusMetres = 0.3;
const walkSpeed = 3;
const runSpeed = 6.5;
const flySpeed = 7;
const fastFlySpeed = 22;
const jumpSpeed = 4.9;
const gravity = 9.81;
const fastestFall = 40;
/** Cosine of the steepest slope that holds a foot: 50 degrees. */
const steepest = Math.cos((50 * Math.PI) / 180);
const longestSubstepSeconds = 1 / 60;
const longestStepSeconds = 0.25;
/** Who has fallen this long is brought back if there is nothing below. */
const longFallSeconds = 3;
const wholeWorldMetres = 32_768;
/** How far down an arriving body looks for ground. */
const arrivalReachMetres = 400;
/** The ground is felt under the middle and under four points around it, so that nobody sinks between two planks. */
const feet: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.18, 0],
  [-0.18, 0],
  [0, 0.18],
  [0, -0.18],
];

/**
 * The visitor's own body: a capsule that floats a step's height above its soles, so that low things are steps and high ones walls, with
 * rays that feel for the ground. Works in equal substeps of at most a sixtieth of a second, whatever the frame rate.
 */
export class Body {
  /** Soles of the feet. */
  readonly position = new Vector3();
  readonly velocity = new Vector3();
  /** Radians; 0 looks along -Z, a quarter turn along -X. */
  yaw = 0;
  flying = false;
  grounded = false;
  /** Waits in the air for ground to arrive; gravity comes with it. */
  waiting = true;
  /** Whether something may end the wait: set when enough of the world is here. */
  mayLand = false;
  /** Since last taken: went somewhere without passing between. */
  private jumped = true;
  private readonly entry = new Vector3();
  private entryYaw = 0;
  private jumpHeld = false;
  private fallenSeconds = 0;

  /** Where a fall out of the world ends, and where the body is put now. */
  enter(position: Vector3, yaw: number): void {
    this.entry.copy(position);
    this.entryYaw = yaw;
    this.jumpTo(position, yaw);
  }

  jumpTo(position: Vector3, yaw: number): void {
    this.position.copy(position);
    this.velocity.set(0, 0, 0);
    this.yaw = yaw;
    this.grounded = false;
    this.waiting = true;
    this.jumped = true;
  }

  takeJumped(): boolean {
    const jumped = this.jumped;
    this.jumped = false;
    return jumped;
  }

  step(seconds: number, wish: Readonly<Wish>, solids: Solids): void {
    const time = Math.min(seconds, longestStepSeconds);
    if (time <= 0) {
      return;
    }
    if (this.waiting && this.mayLand) {
      this.lookForGround(solids);
    }
    const count = Math.ceil(time / longestSubstepSeconds);
    for (let i = 0; i < count; i++) {
      this.substep(time / count, wish, solids);
    }
    this.endLongFall(time, solids);
  }

  private endLongFall(seconds: number, solids: Solids): void {
    if (this.grounded || this.flying || this.waiting) {
      this.fallenSeconds = 0;
      return;
    }
    this.fallenSeconds += seconds;
    if (this.fallenSeconds > longFallSeconds) {
      this.fallenSeconds = 0;
      origin.copy(this.position);
      if (!solids.raycast(origin, down, wholeWorldMetres, ground)) {
        this.jumpTo(this.entry, this.entryYaw);
      }
    }
  }

  private substep(seconds: number, wish: Readonly<Wish>, solids: Solids): void {
    const floating = this.flying || this.waiting;
    this.steer(seconds, wish, floating);
    if (!floating) {
      if (wish.jump && !this.jumpHeld && this.grounded) {
        this.velocity.y = jumpSpeed;
        this.grounded = false;
      } else if (!this.grounded) {
        this.velocity.y = Math.max(this.velocity.y - gravity * seconds, -fastestFall);
      }
    }
    this.jumpHeld = wish.jump;

    before.copy(this.position);
    this.position.addScaledVector(this.velocity, seconds);
    this.leaveWalls(solids, floating);
    if (floating) {
      this.grounded = false;
    } else {
      this.stand(solids, before.y);
    }
  }

  private steer(seconds: number, wish: Readonly<Wish>, floating: boolean): void {
    wanted.set(wish.right, 0, -wish.ahead);
    if (wanted.lengthSq() > 1) {
      wanted.normalize();
    }
    const speed = floating ? (wish.run ? fastFlySpeed : flySpeed) : wish.run ? runSpeed : walkSpeed;
    wanted.multiplyScalar(speed).applyQuaternion(turn.setFromAxisAngle(up, this.yaw));
    // Quick to start and stop on the ground, slower to change one's mind in the air.
    const eagerness = 1 - Math.exp(-seconds * (floating ? 6 : this.grounded ? 14 : 3));
    this.velocity.x += (wanted.x - this.velocity.x) * eagerness;
    this.velocity.z += (wanted.z - this.velocity.z) * eagerness;
    if (floating) {
      this.velocity.y += (wish.rise * speed * 0.7 - this.velocity.y) * eagerness;
    }
  }

  private leaveWalls(solids: Solids, floating: boolean): void {
    // Floating, the capsule reaches down to the soles: there are no steps to take.
    const lowest = floating ? radiusMetres : stepMetres + radiusMetres;
    for (let round = 0; round < 3; round++) {
      capsule.start.set(this.position.x, this.position.y + lowest, this.position.z);
      capsule.end.set(this.position.x, this.position.y + bodyHeightMetres - radiusMetres, this.position.z);
      if (!solids.pushOut(capsule, radiusMetres, push)) {
        return;
      }
      if (!floating && push.y > 0) {
        // What is underfoot is the feeling rays' business; walls only push sideways, unless there is no sideways.
        const flat = Math.hypot(push.x, push.z);
        if (flat > 1e-4) {
          push.y = 0;
        }
      }
      this.position.add(push);
      const length = push.length();
      if (length > 1e-6) {
        push.divideScalar(length);
        const into = this.velocity.dot(push);
        if (into < 0) {
          this.velocity.addScaledVector(push, -into);
        }
      }
    }
  }

  /** Finds the ground between the step's height above where the feet were and where they are, and puts them on it. */
  private stand(solids: Solids, heightBefore: number): void {
    const rising = this.velocity.y > 0.01;
    const from = Math.max(heightBefore, this.position.y) + stepMetres;
    // Going down stairs and slopes, feet follow the ground; falling, they only meet it.
    const reach = from - this.position.y + (this.grounded && !rising ? stepMetres : 0.02);
    let flat = -Infinity;
    let steep = -Infinity;
    for (const [x, z] of feet) {
      origin.set(this.position.x + x, from, this.position.z + z);
      if (!solids.raycast(origin, down, reach, ground)) {
        continue;
      }
      if (ground.normal.y >= steepest) {
        flat = Math.max(flat, ground.point.y);
      } else if (ground.point.y > steep) {
        steep = ground.point.y;
        slope.copy(ground.normal);
      }
    }
    if (Math.max(flat, steep) === -Infinity || (rising && Math.max(flat, steep) <= this.position.y)) {
      this.grounded = false;
      return;
    }
    // Beside a steep slope one foot on the flat is enough to stand.
    if (flat >= steep - stepMetres && flat > -Infinity) {
      this.position.y = flat;
      this.velocity.y = 0;
      this.grounded = true;
      return;
    }
    this.grounded = false;
    if (steep > this.position.y) {
      this.position.y = steep;
    }
    const into = this.velocity.dot(slope);
    if (into < 0) {
      this.velocity.addScaledVector(slope, -into);
    }
  }

  private lookForGround(solids: Solids): void {
    origin.copy(this.position);
    origin.y += bodyHeightMetres;
    if (solids.raycast(origin, down, arrivalReachMetres, ground)) {
      this.waiting = false;
      // Entries are often written a little into the floor.
      if (ground.point.y > this.position.y) {
        this.position.y = ground.point.y;
      }
    }
  }
}

const up = new Vector3(0, 1, 0);
const down = new Vector3(0, -1, 0);
const before = new Vector3();
const wanted = new Vector3();
const turn = new Quaternion();
const push = new Vector3();
const origin = new Vector3();
const slope = new Vector3();
const capsule = new Line3();
const ground: GroundHit = { distance: 0, point: new Vector3(), normal: new Vector3(0, 1, 0), solid: undefined };
