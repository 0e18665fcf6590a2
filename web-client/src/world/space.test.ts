// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Entity } from './model';
import { fromDegrees, readVec3, rotate, toDegrees, worldPlacement, yawOf, yawRotation } from './space';

function lookup(...entities: Entity[]): { get(id: string): Entity | undefined } {
  return { get: (id) => entities.find((entity) => entity.id === id) };
}

describe('a placement in the world', () => {
  it('has the parents multiplied in', () => {
    const quarterLeft = yawRotation(Math.PI / 2);
    const grandparent: Entity = { id: 'a', type: 'Box', position: { x: 10, y: 0, z: 0 } };
    const parent: Entity = { id: 'b', type: 'Box', parentID: 'a', position: { x: 0, y: 1, z: 0 }, rotation: quarterLeft };
    const child: Entity = { id: 'c', type: 'Box', parentID: 'b', position: { x: 0, y: 0, z: -2 } };
    const { position } = worldPlacement(child, lookup(grandparent, parent));

    expect(position.x).toBeCloseTo(8);
    expect(position.y).toBeCloseTo(1);
    expect(position.z).toBeCloseTo(0);
  });

  it('takes a parent that is not known for none, and ends in a circle of parents', () => {
    const a: Entity = { id: 'a', type: 'Box', parentID: 'b', position: { x: 1, y: 0, z: 0 } };
    const b: Entity = { id: 'b', type: 'Box', parentID: 'a', position: { x: 1, y: 0, z: 0 } };

    expect(worldPlacement(a, lookup()).position).toEqual({ x: 1, y: 0, z: 0 });
    expect(Number.isFinite(worldPlacement(a, lookup(a, b)).position.x)).toBe(true);
  });
});

describe('turning', () => {
  it('a quarter turn looks along -X', () => {
    const ahead = rotate(yawRotation(Math.PI / 2), { x: 0, y: 0, z: -1 });
    expect(ahead.x).toBeCloseTo(-1);
    expect(yawOf(yawRotation(1.2))).toBeCloseTo(1.2);
  });

  it.each([
    [10, 20, 30],
    [-80, 170, -5],
    [0, -90, 0],
    [90, 40, 0],
  ])('degrees are the same there and back: %d %d %d', (x, y, z) => {
    const back = toDegrees(fromDegrees({ x, y, z }));
    expect(back.x).toBeCloseTo(x, 3);
    expect(back.y).toBeCloseTo(y, 3);
    expect(back.z).toBeCloseTo(z, 3);
  });
});

describe('reading vectors', () => {
  it('refuses what is not three finite numbers', () => {
    expect(readVec3({ x: 1, y: 2, z: 3 })).toEqual({ x: 1, y: 2, z: 3 });
    expect(readVec3({ x: 1, y: 2 })).toBeUndefined();
    expect(readVec3({ x: 1, y: 2, z: Infinity })).toBeUndefined();
    expect(readVec3('1,2,3')).toBeUndefined();
    expect(readVec3(null)).toBeUndefined();
  });
});
