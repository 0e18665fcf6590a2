// SPDX-License-Identifier: Apache-2.0

import {
  BoxGeometry,
  BufferAttribute,
  type BufferGeometry,
  CapsuleGeometry,
  Color,
  LatheGeometry,
  SphereGeometry,
  Vector2,
} from 'three';
import { mergeGeometries } from 'three/examples/jsm/utils/BufferGeometryUtils.js';

/**
 * The parts of a body that stands on its soles and looks along -Z: a bell-shaped robe, a round head with a dark visor, hands and feet. Colours are in
 * the vertices and multiply the person's own.
 */
export interface AvatarParts {
  readonly torso: BufferGeometry;
  readonly head: BufferGeometry;
  /** A hand that swings with the walk. */
  readonly hand: BufferGeometry;
  readonly foot: BufferGeometry;
}

/** Where the parts are when nobody moves, metres above the soles (and to the side, and forward). */
export const headMetres = 1.47;
export const handRest = { x: 0.33, y: 0.86, z: -0.06 } as const;
export const footRest = { x: 0.13, y: 0.075, z: -0.04 } as const;

/** As seen from a few steps away. */
export function fineParts(): AvatarParts {
  return {
    torso: torso(28, 1),
    head: head(28),
    hand: coloured(new SphereGeometry(0.075, 14, 10), 0xffffff),
    foot: coloured(new CapsuleGeometry(0.075, 0.1, 4, 12).rotateX(Math.PI / 2), shoes),
  };
}

/** An eighth of the triangles. */
export function plainParts(): AvatarParts {
  return {
    torso: torso(8, 2),
    head: head(8),
    hand: coloured(new SphereGeometry(0.075, 6, 4), 0xffffff),
    foot: coloured(new SphereGeometry(0.075, 6, 4).scale(1, 1, 1.6), shoes),
  };
}

/** The whole body in one piece, for those of whom little more than the colour is to be seen. */
export function farFigure(): BufferGeometry {
  const hand = (side: number): BufferGeometry => coloured(new SphereGeometry(0.085, 4, 3).translate(side * handRest.x, handRest.y, handRest.z), 0xffffff);
  const foot = (side: number): BufferGeometry => coloured(new BoxGeometry(0.14, 0.15, 0.26).translate(side * footRest.x, footRest.y, footRest.z), shoes);
  return merged([torso(6, 3), head(6).translate(0, headMetres, 0), hand(-1), hand(1), foot(-1), foot(1)]);
}

/** A hand whose place is known, pointing along -Z with its palm down; `side` is -1 for the left one. */
export function openHand(side: -1 | 1): BufferGeometry {
  const palm = coloured(new SphereGeometry(0.06, 12, 8).scale(0.75, 0.42, 1), 0xffffff);
  const fingers = coloured(new CapsuleGeometry(0.034, 0.06, 3, 10).rotateX(Math.PI / 2).scale(1.15, 0.6, 1).translate(0, 0, -0.075), 0xffffff);
  const thumb = coloured(
    new CapsuleGeometry(0.017, 0.045, 3, 8)
      .rotateX(Math.PI / 2)
      .rotateY(side * 0.7)
      .translate(-side * 0.052, 0, -0.025),
    0xf0f0f0,
  );
  return merged([palm, fingers, thumb]);
}

const shoes = 0x4a4f5a;

const robeOutline: readonly (readonly [radius: number, height: number])[] = [
  [0, 0.16],
  [0.2, 0.16],
  [0.255, 0.2],
  [0.262, 0.3],
  [0.235, 0.6],
  [0.215, 0.9],
  [0.205, 1.08],
  [0.17, 1.19],
  [0.1, 1.25],
  [0, 1.265],
];
const beltOutline: readonly (readonly [radius: number, height: number])[] = [
  [0.228, 0.72],
  [0.236, 0.74],
  [0.234, 0.79],
  [0.222, 0.81],
];

/** @param step 1 for every point of the outline, n for every n-th and the last */
function torso(segments: number, step: number): BufferGeometry {
  const robe = coloured(new LatheGeometry(outline(robeOutline, step), segments).scale(1, 1, 0.78), 0xd8d8e0);
  const belt = coloured(new LatheGeometry(outline(beltOutline, step), segments).scale(1, 1, 0.78), 0x9a9eac);
  return merged([robe, belt]);
}

function outline(points: readonly (readonly [number, number])[], step: number): Vector2[] {
  return points.filter((_, i) => i % step === 0 || i === points.length - 1).map(([x, y]) => new Vector2(x, y));
}

function head(segments: number): BufferGeometry {
  const part = (of: number): number => Math.max(3, Math.round(segments * of));
  const skull = coloured(new SphereGeometry(0.215, segments, part(0.7)).scale(1, 0.98, 0.95), 0xffffff);
  // The visor is a piece of a slightly larger ball, in front.
  const visor = coloured(
    new SphereGeometry(0.229, part(1.15), part(0.43), Math.PI * 1.5 - 0.95, 1.9, 1.15, 0.72).scale(1, 0.98, 0.95),
    0x1b2230,
  );
  const eye = (x: number): BufferGeometry =>
    coloured(new SphereGeometry(0.028, part(0.43), part(0.36)).scale(1, 1.35, 0.5).translate(x, 0.012, -0.21), 0xffffff);
  return merged([skull, visor, eye(-0.078), eye(0.078)]);
}

function coloured(geometry: BufferGeometry, colour: number): BufferGeometry {
  const { r, g, b } = new Color(colour);
  const count = geometry.getAttribute('position').count;
  const colours = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    colours.set([r, g, b], i * 3);
  }
  geometry.setAttribute('color', new BufferAttribute(colours, 3));
  return geometry;
}

function merged(parts: BufferGeometry[]): BufferGeometry {
  const whole = mergeGeometries(parts);
  for (const part of parts) {
    part.dispose();
  }
  return whole;
}
