// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { Glides } from './glides';
import { SceneItem } from './item';

function moved(glides: Glides, item: SceneItem, x: number, now: number): void {
  glides.leaves(item);
  item.position.setX(x);
  glides.arrives(item, now);
}

function at(glides: Glides, item: SceneItem, now: number): number {
  glides.update(now, (moving, position) => moving.position.copy(position));
  return item.position.x;
}

describe('gliding', () => {
  it('goes from one edit to the next without a jump, and arrives', () => {
    const glides = new Glides();
    const item = new SceneItem({ id: 'a', type: 'Box' });
    moved(glides, item, 1, 0);
    expect(at(glides, item, 0)).toBe(0);
    expect(at(glides, item, 50)).toBeCloseTo(0.5);

    moved(glides, item, 1.5, 50);
    expect(at(glides, item, 50)).toBeCloseTo(0.5);
    expect(at(glides, item, 100)).toBeCloseTo(1);
    expect(at(glides, item, 1000)).toBe(1.5);
  });

  it('does not glide through the world: what was put elsewhere is there at once', () => {
    const glides = new Glides();
    const item = new SceneItem({ id: 'a', type: 'Box' });
    moved(glides, item, 40, 0);

    expect(at(glides, item, 1)).toBe(40);
  });
});
