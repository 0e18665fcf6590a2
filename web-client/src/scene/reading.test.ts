// SPDX-License-Identifier: Apache-2.0
import { Quaternion, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { solidityOf } from '../walk/solidity';
import type { Entity } from '../world/model';
import { fittedSize, subImageOf } from './image-fit';
import { cubeLayout } from './image-loader';
import { formatOf, modelOfFst } from './model-format';
import { alphaOf, booleanOf, colourOf, rotationOf, vectorOf } from './properties';
import { ShapeGeometries, shapeOf } from './shapes';
import { wrapText } from './text-layout';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('reading properties', () => {
  test('takes booleans as 0 and 1, and nothing that is none', () => {
    expect(booleanOf({ visible: 0 }, 'visible', true)).toBe(false);
    expect(booleanOf({ visible: 'no' }, 'visible', true)).toBe(true);
  });

  test('keeps colours and alpha within their range', () => {
    expect(colourOf({ color: { red: 300, green: -5, blue: 16.4 } }, 'color', 0)).toBe(0xff0010);
    expect(colourOf({ color: 'red' }, 'color', 0x123456)).toBe(0x123456);
    expect(alphaOf({ alpha: 7 })).toBe(1);
    expect(alphaOf({ alpha: 'x' })).toBe(1);
  });

  test('makes rotations of length one, and none of nothing', () => {
    expect(rotationOf({ rotation: { x: 0, y: 2, z: 0, w: 0 } }, 'rotation', new Quaternion()).y).toBe(1);
    expect(rotationOf({ rotation: { x: 0, y: 0, z: 0, w: 0 } }, 'rotation', new Quaternion()).w).toBe(1);
    expect(vectorOf({ p: { x: 1, y: Infinity } }, 'p', new Vector3(), 0.5).toArray()).toEqual([1, 0.5, 0.5]);
  });
});

describe('shapes', () => {
  test('all fourteen fit the unit cube', () => {
    const geometries = new ShapeGeometries();
    const names = ['Triangle', 'Quad', 'Hexagon', 'Octagon', 'Circle', 'Cube', 'Sphere', 'Tetrahedron', 'Octahedron', 'Dodecahedron', 'Icosahedron', 'Torus', 'Cone', 'Cylinder'];
    for (const name of names) {
      const shape = shapeOf({ id: '', type: 'Shape', shape: name });
      expect(shape).toBe(name.toLowerCase());
      const geometry = geometries.get(shape);
      geometry.computeBoundingBox();
      expect(geometry.boundingBox?.min.clampScalar(-0.501, 1)).toEqual(geometry.boundingBox?.min);
      expect(Math.max(...(geometry.boundingBox?.max.toArray() ?? [9]))).toBeLessThanOrEqual(0.501);
      expect(Math.min(...(geometry.boundingBox?.min.toArray() ?? [-9]))).toBeGreaterThanOrEqual(-0.501);
    }
  });

  test('an unknown shape is a sphere, and a name of the language is no shape', () => {
    expect(shapeOf({ id: '', type: 'Shape', shape: 'Blob' })).toBe('sphere');
    expect(shapeOf({ id: '', type: 'Shape', shape: 'constructor' })).toBe('sphere');
  });
});

describe('what is solid', () => {
  const solidity = (properties: Record<string, unknown>): string => solidityOf({ id: '', type: 'Box', ...properties } as Entity);

  test('shapes are, unless they say otherwise', () => {
    expect(solidity({})).toBe('shape');
    expect(solidity({ visible: false })).toBe('shape');
    expect(solidity({ collisionless: true })).toBe('none');
    expect(solidity({ collisionless: 1 })).toBe('none');
    expect(solidity({ collisionMask: 23 })).toBe('none');
    expect(solidity({ collisionMask: 8 })).toBe('shape');
  });

  test('models are what their shape type says, by default nothing', () => {
    const model = (shapeType?: string): string => solidity({ type: 'Model', ...(shapeType === undefined ? {} : { shapeType }) });
    expect(['box', 'static-mesh', 'simple-hull', 'simple-compound', 'compound', 'sphere', 'capsule-y', 'none', undefined].map(model)).toEqual([
      'box',
      'mesh',
      'mesh',
      'mesh',
      'mesh',
      'sphere',
      'cylinder',
      'none',
      'none',
    ]);
  });

  test('texts, images, lights and zones are not', () => {
    for (const type of ['Text', 'Image', 'Light', 'Zone', 'Web', 'New']) {
      expect(solidity({ type })).toBe('none');
    }
  });
});

describe('models', () => {
  test('are told by their first bytes, then by their name', () => {
    expect(formatOf(bytes('glTF\u0002'), 'http://x/a.fbx')).toBe('gltf');
    expect(formatOf(bytes('Kaydara FBX Binary  '), 'http://x/a')).toBe('fbx');
    expect(formatOf(bytes('{"asset":{}}'), 'http://x/a')).toBe('gltf');
    expect(formatOf(bytes('v 0 0 0'), 'http://x/a.OBJ?v=2')).toBe('obj');
    expect(formatOf(bytes('<html>'), 'http://x/a.html')).toBeUndefined();
  });

  test('are found through an FST file', () => {
    expect(modelOfFst('name = hat\r\nfilename = models/hat.fbx \r\ntexdir = t')).toBe('models/hat.fbx');
    expect(modelOfFst('name = hat')).toBeUndefined();
  });
});

describe('pictures', () => {
  test('keep their shape within the size they were given', () => {
    expect(fittedSize(4, 4, 2)).toEqual({ width: 4, height: 2 });
    expect(fittedSize(4, 2, 0.5)).toEqual({ width: 1, height: 2 });
    expect(fittedSize(4, 2, undefined)).toEqual({ width: 4, height: 2 });
  });

  test('show a part of themselves', () => {
    expect(subImageOf({ subImage: { x: 10, y: 20, width: 30, height: 40 } }, 100, 100)).toEqual({ x: 10, y: 20, width: 30, height: 40 });
    expect(subImageOf({}, 100, 50)).toEqual({ x: 0, y: 0, width: 100, height: 50 });
  });

  test('are unfolded cubes when their shape says so, and go around otherwise', () => {
    expect(cubeLayout(4096, 3072)?.edge).toBe(1024);
    expect(cubeLayout(3072, 512)?.edge).toBe(512);
    expect(cubeLayout(4096, 2048)).toBeUndefined();
  });
});

describe('text', () => {
  const wide = (piece: string): number => piece.length;

  test('breaks between words and at line feeds', () => {
    expect(wrapText('the quick brown fox\n\njumps', 10, wide)).toEqual(['the quick', 'brown fox', '', 'jumps']);
  });

  test('breaks a word that is too long by itself', () => {
    expect(wrapText('a abcdefghijkl b', 5, wide)).toEqual(['a', 'abcde', 'fghij', 'kl b']);
  });

  test('stops where nobody could see it', () => {
    expect(wrapText('x '.repeat(10_000), 1, wide, 20).length).toBeLessThanOrEqual(21);
  });
});
