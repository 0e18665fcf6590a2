// SPDX-License-Identifier: Apache-2.0

import { type BufferGeometry, SphereGeometry } from 'three';
import type { ShapeGeometries, ShapeName } from '../scene/shapes';
import { type Collider, colliderOf } from './solids';

/** One collider for each shape, in the unit cube like the shape itself. */
export class ShapeColliders {
  private readonly made = new Map<ShapeName, Collider>();

  constructor(private readonly geometries: ShapeGeometries) {}

  of(shape: ShapeName): Collider {
    let collider = this.made.get(shape);
    if (collider === undefined) {
      collider = colliderOf(this.geometryFor(shape));
      this.made.set(shape, collider);
    }
    return collider;
  }

  private geometryFor(shape: ShapeName): BufferGeometry {
    if (shape === 'sphere') {
      return new SphereGeometry(0.5, 24, 14);
    }
    // A copy, because the tree of bounds reorders the triangles.
    return this.geometries.get(shape).clone();
  }
}
