// SPDX-License-Identifier: Apache-2.0
import { Quaternion, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import type { Entity } from '../world/model';
import { TransformTree } from './transform-tree';

const quarterTurn = { x: 0, y: Math.SQRT1_2, z: 0, w: Math.SQRT1_2 };

function entity(id: string, properties: Record<string, unknown>): Entity {
  return { id, type: 'Box', ...properties };
}

function positionOf(tree: TransformTree, id: string): number[] {
  const p = tree.get(id)?.position;
  return p === undefined ? [] : [p.x, p.y, p.z].map((value) => Math.round(value * 1000) / 1000 + 0);
}

describe('the tree of transforms', () => {
  test('turns and moves children with their parent, and does not scale them', () => {
    const tree = new TransformTree(() => undefined);
    tree.add(entity('a', { position: { x: 10, y: 0, z: 0 }, rotation: quarterTurn, dimensions: { x: 5, y: 5, z: 5 } }));
    tree.add(entity('b', { parentID: 'a', position: { x: 1, y: 2, z: 0 }, dimensions: { x: 1, y: 1, z: 1 } }));
    expect(positionOf(tree, 'b')).toEqual([10, 2, -1]);
    expect(tree.get('b')?.dimensions.x).toBe(1);
  });

  test('takes a child whose parent comes later', () => {
    const tree = new TransformTree(() => undefined);
    tree.add(entity('c', { parentID: 'b', position: { x: 1 } }));
    tree.add(entity('b', { parentID: 'a', position: { x: 1 } }));
    expect(positionOf(tree, 'c')).toEqual([2, 0, 0]);
    tree.add(entity('a', { position: { x: 100 } }));
    expect(positionOf(tree, 'c')).toEqual([102, 0, 0]);
  });

  test('moves what hangs on something that moves, and on what hangs on that', () => {
    const placed: string[] = [];
    const tree = new TransformTree((item) => placed.push(item.id));
    tree.add(entity('a', {}));
    tree.add(entity('b', { parentID: 'a', position: { y: 1 } }));
    tree.add(entity('c', { parentID: 'b', position: { y: 1 } }));
    placed.length = 0;
    const a = tree.get('a');
    if (a !== undefined) {
      tree.change(a, entity('a', { position: { x: 7 } }));
    }
    expect(placed).toEqual(['a', 'b', 'c']);
    expect(positionOf(tree, 'c')).toEqual([7, 2, 0]);
  });

  test('leaves children where their properties say when the parent goes, and takes them back when it returns', () => {
    const tree = new TransformTree(() => undefined);
    tree.add(entity('a', { position: { x: 5 } }));
    tree.add(entity('b', { parentID: 'a', position: { x: 1 } }));
    tree.remove('a');
    expect(positionOf(tree, 'b')).toEqual([1, 0, 0]);
    tree.add(entity('a', { position: { x: 6 } }));
    expect(positionOf(tree, 'b')).toEqual([7, 0, 0]);
  });

  test('survives a circle of parents', () => {
    const tree = new TransformTree(() => undefined);
    tree.add(entity('a', { parentID: 'b', position: { x: 1 } }));
    tree.add(entity('b', { parentID: 'a', position: { x: 1 } }));
    tree.add(entity('c', { parentID: 'c', position: { x: 1 } }));
    expect(positionOf(tree, 'c')).toEqual([1, 0, 0]);
    tree.remove('a');
    tree.remove('b');
  });

  test('says a place in the world in the terms of the parent', () => {
    const tree = new TransformTree(() => undefined);
    tree.add(entity('a', { position: { x: 10, y: 0, z: 0 }, rotation: quarterTurn }));
    const b = tree.add(entity('b', { parentID: 'a' }));
    const transform = tree.toProperties(b, new Vector3(10, 2, -1), new Quaternion(0, Math.SQRT1_2, 0, Math.SQRT1_2), new Vector3(1, 2, 3));
    expect(transform.position.x).toBeCloseTo(1);
    expect(transform.position.y).toBeCloseTo(2);
    expect(transform.position.z).toBeCloseTo(0);
    expect(Math.abs(transform.rotation.w)).toBeCloseTo(1);
    expect(transform.dimensions).toEqual({ x: 1, y: 2, z: 3 });
  });

  test('puts the box around the registration point, and believes no nonsense', () => {
    const tree = new TransformTree(() => undefined);
    const item = tree.add(entity('a', { registrationPoint: { x: 0.5, y: 0, z: 0.5 }, dimensions: { x: 2, y: 4, z: 2 }, rotation: 'left', position: { x: 'near', y: 1, z: Number.NaN } }));
    expect(item.centre(new Vector3()).toArray()).toEqual([0, 3, 0]);
  });
});
