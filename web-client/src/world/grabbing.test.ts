// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { EntityStore } from './entity-store';
import { Grabbables, isGrabbable, thingToTake, type Graspable } from './grabbing';
import type { Entity } from './model';
import { yawRotation } from './space';

const BODY = { position: { x: 0, y: 0, z: 0 }, rotation: yawRotation(0) };
const APPLE: Entity = { id: 'apple', type: 'Sphere', grab: { grabbable: true } };

function thing(id: string, x: number, y: number, z: number): Graspable {
  return { id, at: { x, y, z } };
}

describe('what a hand would take', () => {
  it('is the nearest thing ahead', () => {
    const things = [thing('far', 0, 1, -2.5), thing('near', 0.3, 1, -1.5), thing('behind', 0, 1, 0.8)];
    expect(thingToTake(things, BODY, undefined)).toBe('near');
  });

  it('is what the eyes aim at, even when something else is nearer', () => {
    const things = [thing('near', 0, 1, -1), thing('aimed', 0.5, 1, -2)];
    expect(thingToTake(things, BODY, 'aimed')).toBe('aimed');
  });

  it('is not what is beyond reach, aimed at or not', () => {
    const things = [thing('far', 0, 1, -3.2)];
    expect(thingToTake(things, BODY, 'far')).toBeUndefined();
  });

  it('is nothing to the side, and follows the turn of the body', () => {
    const things = [thing('left', -2, 1, -0.5)];
    expect(thingToTake(things, BODY, undefined)).toBeUndefined();
    expect(thingToTake(things, { ...BODY, rotation: yawRotation(Math.PI / 2) }, undefined)).toBe('left');
  });

  it('can lie at the feet, or straight behind the seam of angles', () => {
    expect(thingToTake([thing('feet', 0, 0.1, 0.3)], BODY, undefined)).toBe('feet');
    const back = { ...BODY, rotation: yawRotation(Math.PI - 0.1) };
    expect(thingToTake([thing('back', -0.2, 1, 2)], back, undefined)).toBe('back');
  });
});

describe('what can be picked up', () => {
  it('is what says so and is not locked', () => {
    expect(isGrabbable(APPLE)).toBe(true);
    expect(isGrabbable({ ...APPLE, locked: true })).toBe(false);
    expect(isGrabbable({ ...APPLE, grab: { grabbable: 'yes' } })).toBe(false);
    expect(isGrabbable({ ...APPLE, grab: null })).toBe(false);
    expect(isGrabbable({ id: 'wall', type: 'Box' })).toBe(false);
  });

  it('is kept up to date with the world', () => {
    const store = new EntityStore();
    const grabbables = new Grabbables(store);
    const none = { type: 'entities' as const, add: [], change: [], remove: [], hide: [], moving: [], still: [] };
    store.apply({ ...none, add: [APPLE, { id: 'wall', type: 'Box' }] });
    expect([...grabbables.ids()]).toEqual(['apple']);

    store.apply({ ...none, change: [{ id: 'apple', patch: { locked: true } }] });
    expect(grabbables.has('apple')).toBe(false);

    store.apply({ ...none, change: [{ id: 'apple', patch: { locked: null } }] });
    store.apply({ ...none, hide: ['apple'] });
    expect([...grabbables.ids()]).toEqual([]);
  });
});
