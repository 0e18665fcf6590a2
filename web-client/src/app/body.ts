// SPDX-License-Identifier: Apache-2.0
import type { FreeholdStage } from '../scene/stage';
import type { Look, OwnPose, Quat, Vec3 } from '../world/model';
import { add, ORIGIN, rotate, UPRIGHT, yawOf, yawRotation, type Placement } from '../world/space';

const STILL: Vec3 = { x: 0, y: 0, z: 0 };
const AHEAD: Look = { yaw: 0, pitch: 0 };
const AHEAD_METRES = 3;
const REST_METRES = 1;

/** Where the visitor is. The stage knows while there is one; without a picture people can still go to places, things and each other. */
export class Body {
  #stage: FreeholdStage | undefined;
  #entry: Placement | undefined;
  #position: Vec3 = ORIGIN;
  #rotation: Quat = UPRIGHT;
  /** Went somewhere since the entry. */
  #wentOn = false;
  #jumped = false;

  /** The picture is there: it takes over from where the visitor is. */
  attach(stage: FreeholdStage): void {
    this.#stage = stage;
    if (this.#entry !== undefined) {
      stage.setEntry(this.#entry.position, this.#entry.rotation);
    }
    if (this.#wentOn) {
      stage.jumpTo(this.#position, this.#rotation);
    }
  }

  /** Comes into the world; who falls out of it comes back to here. */
  enter(entry: Placement): void {
    this.#entry = entry;
    this.#position = entry.position;
    this.#rotation = entry.rotation;
    this.#wentOn = false;
    this.#stage?.setEntry(entry.position, entry.rotation);
  }

  jumpTo(position: Vec3, rotation: Quat | undefined): void {
    this.#position = position;
    this.#rotation = rotation ?? this.#rotation;
    this.#wentOn = true;
    this.#jumped = true;
    this.#stage?.jumpTo(position, rotation);
  }

  /** For sending: `jumped` is told once. */
  takePose(): OwnPose {
    if (this.#stage !== undefined) {
      const pose = this.#stage.ownPose();
      this.#position = { ...pose.position };
      this.#rotation = yawRotation(pose.yaw);
      return pose;
    }
    const jumped = this.#jumped;
    this.#jumped = false;
    return { position: this.#position, yaw: this.yaw(), head: AHEAD, velocity: STILL, airborne: false, jumped };
  }

  /** Where the visitor stood when the last pose was taken, metres. */
  position(): Vec3 {
    return this.#position;
  }

  /** Radians about +Y. */
  yaw(): number {
    return yawOf(this.#rotation);
  }

  placeAhead(): Vec3 {
    return this.#stage?.placeAhead() ?? this.#ahead(AHEAD_METRES);
  }

  /** Where something would stand that is put down here. Without a picture the ground is taken to be level. */
  restAhead(): Vec3 {
    return this.#stage?.restAhead() ?? this.#ahead(REST_METRES);
  }

  #ahead(metres: number): Vec3 {
    return add(this.#position, rotate(this.#rotation, { x: 0, y: 0, z: -metres }));
  }
}
