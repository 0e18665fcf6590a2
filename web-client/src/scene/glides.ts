// SPDX-License-Identifier: Apache-2.0

import { Quaternion, Vector3 } from 'three';
import type { SceneItem } from './item';

/** Twice the time between edits that come 20 times a second, so that the next comes before the last is reached. */
const glideMs = 100;
/** What goes farther than this at once was put there and not moved there. */
const farthestMetres = 2;
const nearestMetres = 0.001;
const smallestTurn = 0.002;

interface Glide {
  readonly position: Vector3;
  readonly rotation: Quaternion;
  readonly toPosition: Vector3;
  readonly toRotation: Quaternion;
  since: number;
}

/** From one edit to the next, and from the last pose to where it rests, a thing glides: others see it moved and not jump. */
export class Glides {
  private readonly glides = new Map<SceneItem, Glide>();

  /** Before an edit takes effect. */
  leaves(item: SceneItem): void {
    fromPosition.copy(item.position);
    fromRotation.copy(item.rotation);
  }

  /** After it, for the item that `leaves` was just called with. */
  arrives(item: SceneItem, nowMs: number): void {
    const metres = fromPosition.distanceTo(item.position);
    if (metres > farthestMetres || (metres < nearestMetres && fromRotation.angleTo(item.rotation) < smallestTurn)) {
      this.glides.delete(item);
      return;
    }
    this.glides.set(item, {
      position: fromPosition.clone(),
      rotation: fromRotation.clone(),
      toPosition: item.position.clone(),
      toRotation: item.rotation.clone(),
      since: nowMs,
    });
    item.position.copy(fromPosition);
    item.rotation.copy(fromRotation);
  }

  forget(item: SceneItem): void {
    this.glides.delete(item);
  }

  update(nowMs: number, place: (item: SceneItem, position: Vector3, rotation: Quaternion) => void): void {
    for (const [item, { position, rotation, toPosition, toRotation, since }] of this.glides) {
      const part = Math.min(1, (nowMs - since) / glideMs);
      place(item, atPosition.lerpVectors(position, toPosition, part), atRotation.slerpQuaternions(rotation, toRotation, part));
      if (part === 1) {
        this.glides.delete(item);
      }
    }
  }
}

const fromPosition = new Vector3();
const fromRotation = new Quaternion();
const atPosition = new Vector3();
const atRotation = new Quaternion();
