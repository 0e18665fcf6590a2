// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { Carrying, type LetGo } from './carrying';
import { applyMergePatch } from './merge-patch';
import type { Entity } from './model';
import { worldPlacement, yawRotation } from './space';

const TABLE: Entity = { id: 'table', type: 'Box', position: { x: 10, y: 0.8, z: 0 }, rotation: yawRotation(Math.PI / 2) };
const APPLE: Entity = {
  id: 'apple',
  type: 'Sphere',
  parentID: 'table',
  position: { x: 0, y: 0.2, z: 0.5 },
  velocity: { x: 1, y: 0, z: 0 },
  dimensions: { x: 0.2, y: 0.4, z: 0.2 },
};

/** A hand, a body that can be put anywhere, and a world that does what it is told unless it refuses. */
class Bench {
  readonly world = new Map<string, Entity>([TABLE, APPLE].map((entity) => [entity.id, entity]));
  readonly drags: { patch: Readonly<Record<string, unknown>>; done: boolean }[] = [];
  readonly ended: [string, LetGo][] = [];
  body = { position: { x: 10, y: 0, z: 2 }, rotation: yawRotation(0) };
  refuse = false;
  readonly carrying = new Carrying({
    get: (id) => this.world.get(id),
    placementOf: (entity) => worldPlacement(entity, this.world),
    body: () => this.body,
    restAhead: () => ({ x: 4, y: 1, z: 5 }),
    drag: async (id, patch, done) => {
      this.drags.push({ patch, done });
      if (!this.refuse) {
        this.world.set(id, applyMergePatch(this.apple, patch));
      }
      return !this.refuse;
    },
    ended: (entity, why) => this.ended.push([entity.id, why]),
  });

  get apple(): Entity {
    return this.world.get('apple')!;
  }
}

describe('carrying', () => {
  it('takes a thing off its parent and holds it ahead, turned as it was', () => {
    const bench = new Bench();
    bench.carrying.pickUp(APPLE);

    expect(bench.carrying.held?.id).toBe('apple');
    expect(bench.apple).not.toHaveProperty('parentID');
    expect(bench.apple).not.toHaveProperty('velocity');
    expect(bench.apple['position']).toEqual({ x: 10, y: 1.35, z: 1.1 });
    const { y, w } = bench.apple['rotation'] as { y: number; w: number };
    expect(2 * Math.atan2(y, w)).toBeCloseTo(Math.PI / 2);
  });

  it('follows the body and turns with it', () => {
    const bench = new Bench();
    bench.carrying.pickUp(APPLE);
    bench.body = { position: { x: 0, y: 3, z: 0 }, rotation: yawRotation(Math.PI / 2) };
    bench.carrying.follow();

    expect(bench.apple['position']).toEqual({ x: -0.9, y: 4.35, z: expect.closeTo(0) });
    expect(bench.drags.at(-1)?.done).toBe(false);
  });

  it('writes nothing while the body stands still', () => {
    const bench = new Bench();
    bench.carrying.pickUp(APPLE);
    bench.carrying.follow();

    expect(bench.drags.at(-1)?.patch).toEqual({});
  });

  it('holds what is large farther away, by its middle', () => {
    const bench = new Bench();
    const large = { ...APPLE, dimensions: { x: 2, y: 2, z: 2 }, registrationPoint: { x: 0.5, y: 0, z: 0.5 } };
    bench.world.set('apple', large);
    bench.carrying.pickUp(large);

    const { y, z } = bench.apple['position'] as { y: number; z: number };
    expect(y).toBeCloseTo(0.35);
    expect(2 - z).toBeCloseTo(0.9 + Math.sqrt(3) - 0.3, 2);
  });

  it('puts it down so that it stands on what is there, in one step', () => {
    const bench = new Bench();
    bench.carrying.pickUp(APPLE);
    bench.carrying.putDown();

    expect(bench.drags.at(-1)?.done).toBe(true);
    expect(bench.apple['position']).toEqual({ x: 4, y: 1.2, z: 5 });
    expect(bench.carrying.held).toBeUndefined();
    expect(bench.ended).toEqual([['apple', 'put-down']]);
  });

  it('lets go of what somebody deleted, without an edit', () => {
    const bench = new Bench();
    bench.carrying.pickUp(APPLE);
    const { length } = bench.drags;
    bench.world.delete('apple');
    bench.carrying.follow();
    bench.carrying.putDown();

    expect(bench.drags).toHaveLength(length);
    expect(bench.ended).toEqual([['apple', 'gone']]);
  });

  it('lets go once when the server refuses, and asks no more', async () => {
    const bench = new Bench();
    bench.refuse = true;
    bench.carrying.pickUp(APPLE);
    bench.carrying.follow();
    await new Promise((resolve) => setTimeout(resolve));
    bench.carrying.follow();

    expect(bench.ended).toEqual([['apple', 'refused']]);
    expect(bench.drags).toHaveLength(2);
  });

  it('puts it down when the connection breaks, and says so', () => {
    const bench = new Bench();
    bench.carrying.pickUp(APPLE);
    bench.carrying.putDown('interrupted');

    expect(bench.drags.at(-1)?.done).toBe(true);
    expect(bench.ended).toEqual([['apple', 'interrupted']]);
  });
});
