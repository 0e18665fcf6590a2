// SPDX-License-Identifier: Apache-2.0
import type { Quat, Vec3 } from './model';

/** The shapes a builder can add: Overte's names. */
export const SHAPES = [
  'Box',
  'Sphere',
  'Cylinder',
  'Cone',
  'Tetrahedron',
  'Octahedron',
  'Dodecahedron',
  'Icosahedron',
  'Triangle',
  'Quad',
  'Hexagon',
  'Octagon',
  'Circle',
  'Torus',
] as const;

type New = Readonly<Record<string, unknown>> & { type: string };

/** The server refuses other sizes. */
const SMALLEST_METRES = 0.001;
const LARGEST_METRES = 32_768;

const COLOR = { red: 122, green: 178, blue: 162 };

/** @param at where it should stand: on the ground there */
export function newShape(shape: string, at: Vec3): New {
  const dimensions = { x: 0.5, y: 0.5, z: 0.5 };
  const common = { position: standing(at, dimensions), dimensions, color: COLOR };
  return shape === 'Box' || shape === 'Sphere'
    ? { type: shape, name: shape, ...common }
    : { type: 'Shape', name: shape, shape, ...common };
}

/** @param natural the model's own size, metres; undefined when it is not known */
export function newModel(modelURL: string, at: Vec3, natural: Vec3 | undefined): New {
  const within = (metres: number) => Math.min(LARGEST_METRES, Math.max(SMALLEST_METRES, metres));
  const { x, y, z } = natural ?? { x: 1, y: 1, z: 1 };
  const dimensions = { x: within(x), y: within(y), z: within(z) };
  return { type: 'Model', name: fileName(modelURL), modelURL, position: standing(at, dimensions), dimensions };
}

/** @param facing the visitor's rotation: the picture turns towards them */
export function newImage(imageURL: string, at: Vec3, facing: Quat): New {
  const dimensions = { x: 1, y: 1, z: 0.01 };
  return {
    type: 'Image',
    name: fileName(imageURL),
    imageURL,
    position: standing(at, dimensions, 0.5),
    rotation: facing,
    dimensions,
  };
}

/** A part of the world that bounds a place; as large as a room, for a start. */
export function newPlace(name: string, at: Vec3): New {
  const dimensions = { x: 8, y: 4, z: 8 };
  return { type: 'Zone', name, position: standing(at, dimensions), dimensions };
}

export function newText(text: string, at: Vec3, facing: Quat): New {
  const dimensions = { x: 1.2, y: 0.6, z: 0.01 };
  return {
    type: 'Text',
    name: text.split('\n')[0]!.slice(0, 40),
    text,
    lineHeight: 0.12,
    leftMargin: 0.05,
    topMargin: 0.05,
    rightMargin: 0.05,
    bottomMargin: 0.05,
    textColor: { red: 240, green: 244, blue: 248 },
    backgroundColor: { red: 24, green: 34, blue: 44 },
    position: standing(at, dimensions, 1),
    rotation: facing,
    dimensions,
  };
}

function standing(at: Vec3, dimensions: Vec3, above = 0): Vec3 {
  return { x: at.x, y: at.y + dimensions.y / 2 + above, z: at.z };
}

function fileName(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const last = path.split('/').pop() ?? '';
  return (last === '' ? url : last).slice(0, 60);
}
