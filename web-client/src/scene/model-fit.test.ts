// SPDX-License-Identifier: Apache-2.0
import { BoxGeometry, Group, Matrix4, Mesh, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { fitModel, naturalBoundsOf } from './model-fit';

/** Two by four by six units, its lower corner at (10, 0, 0). */
const natural = { min: new Vector3(10, 0, 0), size: new Vector3(2, 4, 6) };
const middle = new Vector3(0.5, 0.5, 0.5);

function fitted(x: number, y: number, z: number, dimensions: Vector3, registration: Vector3, pivot = false): number[] {
  return new Vector3(x, y, z).applyMatrix4(fitModel(natural, dimensions, registration, pivot, new Matrix4())).toArray();
}

describe('fitting a model', () => {
  test('stretches the natural bounds to the dimensions, around the registration point', () => {
    expect(fitted(10, 0, 0, new Vector3(1, 1, 1), middle)).toEqual([-0.5, -0.5, -0.5]);
    expect(fitted(12, 4, 6, new Vector3(1, 1, 1), middle)).toEqual([0.5, 0.5, 0.5]);
  });

  test('stands on its position when the registration point is at the bottom', () => {
    expect(fitted(11, 0, 3, new Vector3(4, 4, 4), new Vector3(0.5, 0, 0.5))).toEqual([0, 0, 0]);
  });

  test("keeps the model's own origin when asked to", () => {
    expect(fitted(0, 0, 0, new Vector3(4, 4, 6), middle, true)).toEqual([0, 0, 0]);
    expect(fitted(10, 0, 0, new Vector3(4, 4, 6), middle, true)).toEqual([20, 0, 0]);
  });

  test('leaves a flat model flat', () => {
    const flat = { min: new Vector3(), size: new Vector3(2, 0, 2) };
    expect(fitModel(flat, new Vector3(1, 1, 1), middle, false, new Matrix4()).elements.every(Number.isFinite)).toBe(true);
  });

  test('finds the bounds of all parts where they are', () => {
    const root = new Group();
    const part = new Mesh(new BoxGeometry(2, 2, 2));
    part.position.set(5, 0, 0);
    root.add(part, new Mesh(new BoxGeometry(1, 1, 1)));
    expect(naturalBoundsOf(root)?.size.toArray()).toEqual([6.5, 2, 2]);
    expect(naturalBoundsOf(new Group())).toBeUndefined();
  });
});
