// SPDX-License-Identifier: Apache-2.0

import { Quaternion, Vector3 } from 'three';
import type { Entity, EntityId, Transform } from '../world/model';
import { SceneItem } from './item';

/** Longest chain of parents that is followed, as in the protocol; what lies deeper stays where it is. */
const deepest = 64;

/**
 * Who hangs on whom, and where that puts everything in the world. Size is not inherited: a parent moves and turns its children, and does
 * not scale them. A parent that is not here counts as none, until it comes.
 */
export class TransformTree {
  private readonly items = new Map<EntityId, SceneItem>();
  private readonly orphans = new Map<EntityId, Set<SceneItem>>();

  /** @param placed called for every item whose world transform or size changed */
  constructor(private readonly placed: (item: SceneItem) => void) {}

  get(id: EntityId): SceneItem | undefined {
    return this.items.get(id);
  }

  all(): IterableIterator<SceneItem> {
    return this.items.values();
  }

  get size(): number {
    return this.items.size;
  }

  add(entity: Entity): SceneItem {
    const item = new SceneItem(entity);
    this.items.set(entity.id, item);
    this.attach(item);
    const waiting = this.orphans.get(entity.id);
    if (waiting !== undefined) {
      this.orphans.delete(entity.id);
      for (const child of waiting) {
        if (!this.isBelow(item, child)) {
          child.parent = item;
          item.children.add(child);
        }
      }
    }
    this.update(item);
    return item;
  }

  /** Place, size or parent changed. */
  change(item: SceneItem, entity: Entity): void {
    const before = item.parentId;
    item.read(entity);
    if (item.parentId !== before) {
      this.detach(item, before);
      this.attach(item);
    }
    this.update(item);
  }

  remove(id: EntityId): SceneItem | undefined {
    const item = this.items.get(id);
    if (item === undefined) {
      return undefined;
    }
    this.items.delete(id);
    this.detach(item, item.parentId);
    for (const child of item.children) {
      child.parent = undefined;
      this.wait(child, id);
      this.update(child);
    }
    item.children.clear();
    return item;
  }

  /** Puts an item somewhere in world coordinates, whatever its parent; its children follow. */
  placeInWorld(item: SceneItem, position: Vector3, rotation: Quaternion): void {
    item.position.copy(position);
    item.rotation.copy(rotation);
    this.spread(item, 0);
  }

  update(item: SceneItem): void {
    if (!item.moving) {
      this.derive(item);
    }
    this.spread(item, 0);
  }

  /** A world transform in the terms of the item's properties. */
  toProperties(item: SceneItem, position: Vector3, rotation: Quaternion, dimensions: Vector3): Transform {
    const p = position.clone();
    const q = rotation.clone();
    if (item.parent !== undefined) {
      const inverse = item.parent.rotation.clone().invert();
      p.sub(item.parent.position).applyQuaternion(inverse);
      q.premultiply(inverse);
    }
    return {
      position: { x: p.x, y: p.y, z: p.z },
      rotation: { x: q.x, y: q.y, z: q.z, w: q.w },
      dimensions: { x: dimensions.x, y: dimensions.y, z: dimensions.z },
    };
  }

  private derive(item: SceneItem): void {
    const parent = item.parent;
    item.position.copy(item.localPosition);
    item.rotation.copy(item.localRotation);
    if (parent !== undefined) {
      item.position.applyQuaternion(parent.rotation).add(parent.position);
      item.rotation.premultiply(parent.rotation);
    }
  }

  private spread(item: SceneItem, depth: number): void {
    item.updateBox();
    this.placed(item);
    if (depth >= deepest) {
      return;
    }
    for (const child of item.children) {
      if (!child.moving) {
        this.derive(child);
        this.spread(child, depth + 1);
      }
    }
  }

  private attach(item: SceneItem): void {
    if (item.parentId === undefined) {
      return;
    }
    const parent = this.items.get(item.parentId);
    if (parent === undefined || this.isBelow(parent, item)) {
      this.wait(item, item.parentId);
      return;
    }
    item.parent = parent;
    parent.children.add(item);
  }

  private detach(item: SceneItem, parentId: EntityId | undefined): void {
    item.parent?.children.delete(item);
    item.parent = undefined;
    if (parentId !== undefined) {
      const waiting = this.orphans.get(parentId);
      waiting?.delete(item);
      if (waiting?.size === 0) {
        this.orphans.delete(parentId);
      }
    }
  }

  private wait(item: SceneItem, parentId: EntityId): void {
    let waiting = this.orphans.get(parentId);
    if (waiting === undefined) {
      waiting = new Set();
      this.orphans.set(parentId, waiting);
    }
    waiting.add(item);
  }

  /** Whether `item` is `ancestor` or hangs below it. */
  private isBelow(item: SceneItem, ancestor: SceneItem): boolean {
    let current: SceneItem | undefined = item;
    for (let depth = 0; current !== undefined && depth <= deepest; depth++) {
      if (current === ancestor) {
        return true;
      }
      current = current.parent;
    }
    return false;
  }
}
