// SPDX-License-Identifier: Apache-2.0

import { Box3, type BufferGeometry, DoubleSide, Line3, Matrix4, Ray, Vector3 } from 'three';
import { type ExtendedTriangle, MeshBVH } from 'three-mesh-bvh';

/** Edge of a cell of the broad phase, metres. */
const cellMetres = 8;
/** What spans more cells than this is looked at everywhere. */
const manyCells = 256;
const worldCells = 4096;

/** Something that a body cannot walk through: a mesh with its tree of bounds, shared by all of its kind, somewhere in the world. */
export class Solid {
  readonly matrix = new Matrix4();
  readonly inverse = new Matrix4();
  readonly bounds = new Box3();
  readonly cells: number[] = [];
  everywhere = false;
  seen = 0;

  constructor(
    readonly bvh: MeshBVH,
    readonly localBounds: Box3,
  ) {}
}

export interface GroundHit {
  distance: number;
  readonly point: Vector3;
  readonly normal: Vector3;
  solid: Solid | undefined;
}

/** A mesh made ready for collisions. */
export interface Collider {
  readonly bvh: MeshBVH;
  readonly bounds: Box3;
}

export function colliderOf(geometry: BufferGeometry): Collider {
  const bvh = new MeshBVH(geometry);
  return { bvh, bounds: bvh.getBoundingBox(new Box3()) };
}

/**
 * Everything solid, in a grid over X and Z so that a thousand things cost no more than the few nearby. Nothing is allocated while asking.
 * Not re-entrant: one question at a time.
 */
export class Solids {
  private readonly grid = new Map<number, Solid[]>();
  private readonly everywhere: Solid[] = [];
  private readonly candidates: Solid[] = [];
  private question = 0;
  private total = 0;

  get count(): number {
    return this.total;
  }

  add(collider: Collider, matrix: Matrix4): Solid {
    const solid = new Solid(collider.bvh, collider.bounds);
    this.total++;
    this.insert(solid, matrix);
    return solid;
  }

  move(solid: Solid, matrix: Matrix4): void {
    this.take(solid);
    this.insert(solid, matrix);
  }

  remove(solid: Solid): void {
    this.take(solid);
    this.total--;
  }

  /** Nearest hit along a ray, both sides of every face. Writes into `hit` and says whether there is one. */
  raycast(origin: Vector3, direction: Vector3, farMetres: number, hit: GroundHit): boolean {
    region.makeEmpty().expandByPoint(origin);
    region.expandByPoint(tip.copy(direction).multiplyScalar(farMetres).add(origin));
    this.collect(region);
    hit.distance = farMetres;
    hit.solid = undefined;
    for (const solid of this.candidates) {
      worldRay.origin.copy(origin);
      worldRay.direction.copy(direction);
      localRay.copy(worldRay).applyMatrix4(solid.inverse);
      const found = solid.bvh.raycastFirst(localRay, DoubleSide);
      if (found === null) {
        continue;
      }
      tip.copy(found.point).applyMatrix4(solid.matrix);
      const distance = tip.distanceTo(origin);
      if (distance <= hit.distance) {
        hit.distance = distance;
        hit.solid = solid;
        hit.point.copy(tip);
        if (found.face) {
          // Normals go by the transposed inverse, so that a stretched shape keeps true slopes.
          normalMatrixApply(found.face.normal, solid.inverse, hit.normal);
          if (hit.normal.dot(direction) > 0) {
            hit.normal.negate();
          }
        }
      }
    }
    return hit.solid !== undefined;
  }

  /**
   * Pushes a capsule out of everything it is in.
   *
   * @param segment from the lower to the upper middle of the capsule's round ends; moved
   * @param push the way it was moved, metres
   * @returns whether it was in something
   */
  pushOut(segment: Line3, radiusMetres: number, push: Vector3): boolean {
    region.makeEmpty().expandByPoint(segment.start).expandByPoint(segment.end).expandByScalar(radiusMetres);
    this.collect(region);
    push.set(0, 0, 0);
    cast.segment.copy(segment);
    cast.radius = radiusMetres;
    cast.touched = false;
    for (const solid of this.candidates) {
      cast.solid = solid;
      cast.bounds.makeEmpty().expandByPoint(cast.segment.start).expandByPoint(cast.segment.end).expandByScalar(radiusMetres);
      cast.bounds.applyMatrix4(solid.inverse);
      solid.bvh.shapecast(cast);
    }
    if (cast.touched) {
      push.copy(cast.segment.start).sub(segment.start);
      segment.copy(cast.segment);
    }
    return cast.touched;
  }

  private insert(solid: Solid, matrix: Matrix4): void {
    solid.matrix.copy(matrix);
    solid.inverse.copy(matrix).invert();
    solid.bounds.copy(solid.localBounds).applyMatrix4(matrix);
    const minX = cellOf(solid.bounds.min.x);
    const maxX = cellOf(solid.bounds.max.x);
    const minZ = cellOf(solid.bounds.min.z);
    const maxZ = cellOf(solid.bounds.max.z);
    if ((maxX - minX + 1) * (maxZ - minZ + 1) > manyCells) {
      solid.everywhere = true;
      this.everywhere.push(solid);
      return;
    }
    for (let x = minX; x <= maxX; x++) {
      for (let z = minZ; z <= maxZ; z++) {
        const key = keyOf(x, z);
        const cell = this.grid.get(key);
        if (cell === undefined) {
          this.grid.set(key, [solid]);
        } else {
          cell.push(solid);
        }
        solid.cells.push(key);
      }
    }
  }

  private take(solid: Solid): void {
    if (solid.everywhere) {
      solid.everywhere = false;
      removeFrom(this.everywhere, solid);
    }
    for (const key of solid.cells) {
      const cell = this.grid.get(key);
      if (cell !== undefined) {
        removeFrom(cell, solid);
        if (cell.length === 0) {
          this.grid.delete(key);
        }
      }
    }
    solid.cells.length = 0;
  }

  private collect(bounds: Box3): void {
    this.candidates.length = 0;
    this.question++;
    for (const solid of this.everywhere) {
      this.consider(solid, bounds);
    }
    const maxX = cellOf(bounds.max.x);
    const maxZ = cellOf(bounds.max.z);
    for (let x = cellOf(bounds.min.x); x <= maxX; x++) {
      for (let z = cellOf(bounds.min.z); z <= maxZ; z++) {
        const cell = this.grid.get(keyOf(x, z));
        if (cell !== undefined) {
          for (const solid of cell) {
            this.consider(solid, bounds);
          }
        }
      }
    }
  }

  private consider(solid: Solid, bounds: Box3): void {
    if (solid.seen !== this.question) {
      solid.seen = this.question;
      if (solid.bounds.intersectsBox(bounds)) {
        this.candidates.push(solid);
      }
    }
  }
}

function cellOf(metres: number): number {
  return Math.max(-worldCells, Math.min(worldCells - 1, Math.floor(metres / cellMetres)));
}

function keyOf(x: number, z: number): number {
  return (x + worldCells) * worldCells * 2 + (z + worldCells);
}

function removeFrom(list: Solid[], solid: Solid): void {
  const index = list.indexOf(solid);
  if (index >= 0) {
    const last = list.pop();
    if (last !== undefined && last !== solid) {
      list[index] = last;
    }
  }
}

function normalMatrixApply(normal: Vector3, inverse: Matrix4, out: Vector3): void {
  const e = inverse.elements;
  const { x, y, z } = normal;
  out.set(
    (e[0] ?? 0) * x + (e[1] ?? 0) * y + (e[2] ?? 0) * z,
    (e[4] ?? 0) * x + (e[5] ?? 0) * y + (e[6] ?? 0) * z,
    (e[8] ?? 0) * x + (e[9] ?? 0) * y + (e[10] ?? 0) * z,
  );
  out.normalize();
}

/** The callbacks of one cast with its state, made once. Triangles are compared in the world, so that stretched shapes stay exact. */
class CapsuleCast {
  readonly segment = new Line3();
  readonly bounds = new Box3();
  radius = 0;
  touched = false;
  solid: Solid | undefined;
  private readonly onTriangle = new Vector3();
  private readonly onSegment = new Vector3();

  readonly intersectsBounds = (box: Box3): boolean => box.intersectsBox(this.bounds);

  readonly intersectsTriangle = (triangle: ExtendedTriangle): boolean => {
    if (this.solid === undefined) {
      return false;
    }
    const matrix = this.solid.matrix;
    triangle.a.applyMatrix4(matrix);
    triangle.b.applyMatrix4(matrix);
    triangle.c.applyMatrix4(matrix);
    triangle.needsUpdate = true;
    const distance = triangle.closestPointToSegment(this.segment, this.onTriangle, this.onSegment);
    if (distance < this.radius) {
      const depth = this.radius - distance;
      const way = this.onSegment.sub(this.onTriangle);
      if (distance > 1e-6) {
        way.multiplyScalar(depth / distance);
      } else {
        // The middle line itself is in the face: out along the face's normal, upwards if it lies flat.
        triangle.getNormal(way);
        way.multiplyScalar(way.y < 0 ? -depth : depth);
      }
      this.segment.start.add(way);
      this.segment.end.add(way);
      this.touched = true;
    }
    return false;
  };
}

const cast = new CapsuleCast();
const region = new Box3();
const tip = new Vector3();
const worldRay = new Ray();
const localRay = new Ray();
