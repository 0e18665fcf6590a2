// SPDX-License-Identifier: Apache-2.0

import { Box3, Matrix4, type Object3D, Vector3 } from 'three';

export interface NaturalBounds {
  readonly min: Vector3;
  readonly size: Vector3;
}

/** A model's bounds in its own coordinates; undefined when it has none or they are not finite. */
export function naturalBoundsOf(root: Object3D): NaturalBounds | undefined {
  root.updateMatrixWorld(true);
  const box = new Box3().setFromObject(root);
  const size = box.getSize(new Vector3());
  const finite = [box.min.x, box.min.y, box.min.z, size.x, size.y, size.z].every(Number.isFinite);
  return box.isEmpty() || !finite || size.lengthSq() === 0 ? undefined : { min: box.min, size };
}

/**
 * Where a model goes, as in Overte: its natural bounds are stretched to the entity's dimensions, and the point of the bounds that the
 * registration point names lies at the entity's position; with the original pivot, the model's own origin lies there instead.
 *
 * @returns `out`: from the model's coordinates to those of an entity at the origin without rotation
 */
export function fitModel(natural: NaturalBounds, dimensions: Vector3, registration: Vector3, originalPivot: boolean, out: Matrix4): Matrix4 {
  const { min, size } = natural;
  // A flat model keeps its flatness: there is nothing to stretch.
  const x = size.x > 1e-9 ? dimensions.x / size.x : 1;
  const y = size.y > 1e-9 ? dimensions.y / size.y : 1;
  const z = size.z > 1e-9 ? dimensions.z / size.z : 1;
  out.makeScale(x, y, z);
  if (!originalPivot) {
    out.setPosition(-(min.x + registration.x * size.x) * x, -(min.y + registration.y * size.y) * y, -(min.z + registration.z * size.z) * z);
  }
  return out;
}
