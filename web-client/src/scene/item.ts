// SPDX-License-Identifier: Apache-2.0

import { Matrix4, Quaternion, Vector3 } from 'three';
import type { Entity } from '../world/model';
import { rotationOf, textOf, vectorOf } from './properties';

/** What draws one entity. */
export interface Drawable {
  /** The item's world transform or size changed. */
  place(): void;
  /** Turns towards the viewer, animates; only called for drawables registered for it. */
  dispose(): void;
  /** Distance along the ray at which it is hit, or Infinity. Absent: the entity's box decides. */
  hit?(ray: Ray): number;
}

export interface Ray {
  readonly origin: Vector3;
  readonly direction: Vector3;
}

/** Overte's default for a size that is not given, metres. */
export const defaultDimension = 0.1;
const smallestDimension = 0.001;
const largestDimension = 32_768;

/** One entity in the scene: where it is in the world, and what draws it. */
export class SceneItem {
  readonly localPosition = new Vector3();
  readonly localRotation = new Quaternion();
  /** In world coordinates, at the registration point. */
  readonly position = new Vector3();
  readonly rotation = new Quaternion();
  readonly dimensions = new Vector3();
  readonly registration = new Vector3();
  /** From the unit cube around the origin to the entity's box in the world. */
  readonly box = new Matrix4();
  readonly children = new Set<SceneItem>();
  parent: SceneItem | undefined;
  parentId: string | undefined;
  drawable: Drawable | undefined;
  /** True while the pose comes from pose frames and not from the properties. */
  moving = false;
  /** True when the entity was given no size, so that a model takes its natural one. */
  unsized = false;
  /** A model's own size, once known, metres. */
  natural: Vector3 | undefined;

  constructor(public entity: Entity) {
    this.read(entity);
  }

  get id(): string {
    return this.entity.id;
  }

  /** Takes over place and size from the properties; the world transform follows with the tree's next update. */
  read(entity: Entity): void {
    this.entity = entity;
    vectorOf(entity, 'position', this.localPosition, 0);
    rotationOf(entity, 'rotation', this.localRotation);
    vectorOf(entity, 'dimensions', this.dimensions, defaultDimension);
    this.unsized = typeof entity['dimensions'] !== 'object' || entity['dimensions'] === null;
    if (this.unsized && this.natural !== undefined) {
      this.dimensions.copy(this.natural);
    }
    this.dimensions.clampScalar(smallestDimension, largestDimension);
    vectorOf(entity, 'registrationPoint', this.registration, 0.5);
    const parent = textOf(entity, 'parentID');
    this.parentId = parent === '' || /^\{?0{8}-0{4}-0{4}-0{4}-0{12}\}?$/.test(parent) ? undefined : parent.toLowerCase();
  }

  /** Recomputes `box` from position, rotation, size and registration point. */
  updateBox(): void {
    centre.set(0.5 - this.registration.x, 0.5 - this.registration.y, 0.5 - this.registration.z).multiply(this.dimensions);
    centre.applyQuaternion(this.rotation).add(this.position);
    this.box.compose(centre, this.rotation, this.dimensions);
  }

  /** Middle of the entity's box in the world. */
  centre(out: Vector3): Vector3 {
    return out.setFromMatrixPosition(this.box);
  }

  /** Half the diagonal of the box, metres. */
  get radius(): number {
    return this.dimensions.length() / 2;
  }
}

const centre = new Vector3();
