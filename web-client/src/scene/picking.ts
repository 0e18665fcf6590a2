// SPDX-License-Identifier: Apache-2.0

import { Box3, DoubleSide, Matrix4, Ray, Vector3 } from 'three';
import type { ShapeColliders } from '../walk/shape-colliders';
import type { SceneItem } from './item';
import { booleanOf } from './properties';
import { shapeOf } from './shapes';

/** The nearest entity along a ray that is drawn and may be picked. */
export function pick(items: Iterable<SceneItem>, ray: Ray, farMetres: number, colliders: ShapeColliders): { item: SceneItem; distance: number } | undefined {
  let best: SceneItem | undefined;
  let bestDistance = farMetres;
  for (const item of items) {
    if (item.drawable === undefined || item.entity.type === 'Zone' || booleanOf(item.entity, 'ignorePickIntersection', false)) {
      continue;
    }
    const atBox = boxHit(item, ray);
    if (atBox >= bestDistance) {
      continue;
    }
    const distance = exactHit(item, ray, atBox, colliders);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = item;
    }
  }
  return best === undefined ? undefined : { item: best, distance: bestDistance };
}

/** Metres to the entity's box; 0 from within, Infinity when missed. */
function boxHit(item: SceneItem, ray: Ray): number {
  local.copy(ray).applyMatrix4(inverse.copy(item.box).invert());
  if (unit.containsPoint(local.origin)) {
    return 0;
  }
  return local.intersectBox(unit, point) === null ? Infinity : point.applyMatrix4(item.box).distanceTo(ray.origin);
}

function exactHit(item: SceneItem, ray: Ray, atBox: number, colliders: ShapeColliders): number {
  if (item.drawable?.hit !== undefined) {
    return item.drawable.hit(ray);
  }
  switch (item.entity.type) {
    case 'Box':
    case 'Sphere':
    case 'Shape': {
      const hit = colliders.of(shapeOf(item.entity)).bvh.raycastFirst(local, DoubleSide);
      return hit === null ? Infinity : point.copy(hit.point).applyMatrix4(item.box).distanceTo(ray.origin);
    }
    default:
      // From within a translucent box, the box is not seen.
      return atBox === 0 ? Infinity : atBox;
  }
}

const unit = new Box3(new Vector3(-0.5, -0.5, -0.5), new Vector3(0.5, 0.5, 0.5));
const local = new Ray();
const inverse = new Matrix4();
const point = new Vector3();
