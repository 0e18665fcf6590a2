// SPDX-License-Identifier: Apache-2.0

import { Euler, type Mesh, Quaternion, Vector3 } from 'three';
import type { SceneItem } from './item';
import { textOf } from './properties';

export type Billboard = 'none' | 'yaw' | 'full';

export function billboardOf(item: SceneItem): Billboard {
  const mode = textOf(item.entity, 'billboardMode', 'none');
  if (mode === 'yaw' || mode === 'full') {
    return mode;
  }
  // Before billboardMode there was a switch for it.
  return item.entity['faceCamera'] === true ? 'full' : 'none';
}

/** Places a quad of one by one in the middle of the item's box, `width` by `height` metres, its front along +Z or towards the viewer. */
export function placeFlat(mesh: Mesh, item: SceneItem, width: number, height: number, billboard: Billboard, viewer: Vector3): void {
  item.centre(mesh.position);
  if (billboard === 'none') {
    mesh.quaternion.copy(item.rotation);
  } else {
    towards.copy(viewer).sub(mesh.position);
    const flat = Math.hypot(towards.x, towards.z);
    const pitch = billboard === 'full' ? -Math.atan2(towards.y, flat) : 0;
    mesh.quaternion.copy(turn.setFromEuler(angles.set(pitch, Math.atan2(towards.x, towards.z), 0, 'YXZ')));
  }
  mesh.scale.set(width, height, 1);
  mesh.updateMatrix();
  mesh.matrixWorldNeedsUpdate = true;
}

const towards = new Vector3();
const angles = new Euler();
const turn = new Quaternion();
