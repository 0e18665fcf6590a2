// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { newModel, newPlace } from './new-entities';

const AT = { x: 1, y: 2, z: 3 };

describe('a new model', () => {
  it('has its own size and stands on the ground', () => {
    const model = newModel('https://example.org/chair.glb', AT, { x: 0.6, y: 0.9, z: 0.5 });
    expect(model['dimensions']).toEqual({ x: 0.6, y: 0.9, z: 0.5 });
    expect(model['position']).toEqual({ x: 1, y: 2.45, z: 3 });
    expect(model['name']).toBe('chair.glb');
  });

  it('is a metre large while its size is not known', () => {
    expect(newModel('https://example.org/chair.glb', AT, undefined)['dimensions']).toEqual({ x: 1, y: 1, z: 1 });
  });

  it('never has a size that the server refuses', () => {
    const model = newModel('https://example.org/sheet.glb', AT, { x: 100_000, y: 0, z: 2 });
    expect(model['dimensions']).toEqual({ x: 32_768, y: 0.001, z: 2 });
  });
});

describe('a new place', () => {
  it('is a zone of that name that stands on the ground', () => {
    expect(newPlace('Stage', AT)).toEqual({
      type: 'Zone',
      name: 'Stage',
      position: { x: 1, y: 4, z: 3 },
      dimensions: { x: 8, y: 4, z: 8 },
    });
  });
});
