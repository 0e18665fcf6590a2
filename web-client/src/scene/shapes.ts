// SPDX-License-Identifier: Apache-2.0

import {
  BoxGeometry,
  BufferGeometry,
  CircleGeometry,
  ConeGeometry,
  CylinderGeometry,
  DodecahedronGeometry,
  IcosahedronGeometry,
  OctahedronGeometry,
  PlaneGeometry,
  SphereGeometry,
  TetrahedronGeometry,
  TorusGeometry,
} from 'three';
import type { Entity } from '../world/model';
import { textOf } from './properties';

export type ShapeName =
  | 'triangle'
  | 'quad'
  | 'hexagon'
  | 'octagon'
  | 'circle'
  | 'cube'
  | 'sphere'
  | 'tetrahedron'
  | 'octahedron'
  | 'dodecahedron'
  | 'icosahedron'
  | 'torus'
  | 'cone'
  | 'cylinder';

/** Each fits the unit cube around the origin: prisms, cone and cylinder stand along Y, flat ones lie as Overte draws them. */
const makers: Readonly<Record<ShapeName, () => BufferGeometry>> = {
  triangle: () => prism(3),
  quad: () => new PlaneGeometry(1, 1),
  hexagon: () => prism(6),
  octagon: () => prism(8),
  circle: () => new CircleGeometry(0.5, 48).rotateX(-Math.PI / 2),
  cube: () => new BoxGeometry(1, 1, 1),
  sphere: () => new SphereGeometry(0.5, 32, 20),
  tetrahedron: () => new TetrahedronGeometry(0.5),
  octahedron: () => new OctahedronGeometry(0.5),
  dodecahedron: () => new DodecahedronGeometry(0.5),
  icosahedron: () => new IcosahedronGeometry(0.5),
  torus: () => new TorusGeometry(0.35, 0.15, 16, 40).rotateX(Math.PI / 2),
  cone: () => new ConeGeometry(0.5, 1, 40),
  cylinder: () => new CylinderGeometry(0.5, 0.5, 1, 40),
};

/** Flat shapes are seen from both sides. */
export function isFlat(shape: ShapeName): boolean {
  return shape === 'quad' || shape === 'circle';
}

export function shapeOf(entity: Entity): ShapeName {
  if (entity.type === 'Box') {
    return 'cube';
  }
  if (entity.type === 'Sphere') {
    return 'sphere';
  }
  const name = textOf(entity, 'shape', 'sphere').toLowerCase();
  return Object.hasOwn(makers, name) ? (name as ShapeName) : 'sphere';
}

/** One geometry for each shape, made when first needed and shared by all. */
export class ShapeGeometries {
  private readonly made = new Map<ShapeName, BufferGeometry>();

  get(shape: ShapeName): BufferGeometry {
    let geometry = this.made.get(shape);
    if (geometry === undefined) {
      geometry = makers[shape]();
      this.made.set(shape, geometry);
    }
    return geometry;
  }

  dispose(): void {
    for (const geometry of this.made.values()) {
      geometry.dispose();
    }
    this.made.clear();
  }
}

function prism(corners: number): BufferGeometry {
  // The first corner points along +X; faces are flat.
  const smooth = new CylinderGeometry(0.5, 0.5, 1, corners, 1, false, Math.PI / 2);
  const flat = smooth.toNonIndexed();
  smooth.dispose();
  flat.computeVertexNormals();
  return flat;
}
