// SPDX-License-Identifier: Apache-2.0
import type { Entities, Entity, Quat, Vec3 } from './model';

export const ORIGIN: Vec3 = { x: 0, y: 0, z: 0 };
export const UPRIGHT: Quat = { x: 0, y: 0, z: 0, w: 1 };

/** The server refuses longer chains; a stranger's world must not make this client walk for ever. */
const LONGEST_CHAIN = 64;

export interface Placement {
  position: Vec3;
  rotation: Quat;
}

/** Position and rotation in the world: parents multiplied in; a parent that is not known counts as none. */
export function worldPlacement(entity: Entity, entities: Pick<Entities, 'get'>): Placement {
  let placement = ownPlacement(entity);
  let parent = parentOf(entity, entities);
  for (let i = 0; parent !== undefined && i < LONGEST_CHAIN; i++) {
    const outer = ownPlacement(parent);
    placement = {
      position: add(outer.position, rotate(outer.rotation, placement.position)),
      rotation: multiply(outer.rotation, placement.rotation),
    };
    parent = parentOf(parent, entities);
  }
  return placement;
}

export function dimensionsOf(entity: Entity): Vec3 {
  return readVec3(entity['dimensions']) ?? { x: 0.1, y: 0.1, z: 0.1 };
}

/** From an entity's position to the middle of its box, in its own axes: they are the same unless it has a registration point. */
export function centreOffset(entity: Entity): Vec3 {
  const { x, y, z } = readVec3(entity['registrationPoint']) ?? { x: 0.5, y: 0.5, z: 0.5 };
  const size = dimensionsOf(entity);
  return { x: (0.5 - x) * size.x, y: (0.5 - y) * size.y, z: (0.5 - z) * size.z };
}

/** From the middle of an entity's box straight down to its lowest corner, metres. */
export function halfHeight(entity: Entity, rotation: Quat): number {
  const size = dimensionsOf(entity);
  const up = (axis: Vec3) => Math.abs(rotate(rotation, axis).y) / 2;
  return up({ x: size.x, y: 0, z: 0 }) + up({ x: 0, y: size.y, z: 0 }) + up({ x: 0, y: 0, z: size.z });
}

/** As the properties say: relative to the parent. */
export function ownPlacement(entity: Entity): Placement {
  return {
    position: readVec3(entity['position']) ?? ORIGIN,
    rotation: readQuat(entity['rotation']) ?? UPRIGHT,
  };
}

export function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

export function add(a: Vec3, b: Vec3): Vec3 {
  return { x: a.x + b.x, y: a.y + b.y, z: a.z + b.z };
}

/** Of a rotation: the one that undoes it. */
export function conjugate({ x, y, z, w }: Quat): Quat {
  return { x: -x, y: -y, z: -z, w };
}

export function multiply(a: Quat, b: Quat): Quat {
  return {
    x: a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
    y: a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
    z: a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
    w: a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
  };
}

export function rotate(q: Quat, v: Vec3): Vec3 {
  // v + 2 w (u × v) + 2 u × (u × v), with u the vector part.
  const cx = q.y * v.z - q.z * v.y;
  const cy = q.z * v.x - q.x * v.z;
  const cz = q.x * v.y - q.y * v.x;
  return {
    x: v.x + 2 * (q.w * cx + q.y * cz - q.z * cy),
    y: v.y + 2 * (q.w * cy + q.z * cx - q.x * cz),
    z: v.z + 2 * (q.w * cz + q.x * cy - q.y * cx),
  };
}

/** Radians about +Y. */
export function yawRotation(yaw: number): Quat {
  return { x: 0, y: Math.sin(yaw / 2), z: 0, w: Math.cos(yaw / 2) };
}

/** Where the rotation looks, as radians about +Y: 0 along -Z. */
export function yawOf(rotation: Quat): number {
  const ahead = rotate(rotation, { x: 0, y: 0, z: -1 });
  return Math.atan2(-ahead.x, -ahead.z);
}

/** Degrees about x, y, z, turned in the order y, x, z: what the fields of the build panel show. */
export function toDegrees(q: Quat): Vec3 {
  const sinX = 2 * (q.w * q.x - q.y * q.z);
  const x = Math.asin(Math.max(-1, Math.min(1, sinX)));
  if (Math.abs(sinX) > 0.99999) {
    return degrees(x, 2 * Math.atan2(q.y, q.w), 0);
  }
  const y = Math.atan2(2 * (q.x * q.z + q.w * q.y), 1 - 2 * (q.x * q.x + q.y * q.y));
  const z = Math.atan2(2 * (q.x * q.y + q.w * q.z), 1 - 2 * (q.x * q.x + q.z * q.z));
  return degrees(x, y, z);
}

export function fromDegrees({ x, y, z }: Vec3): Quat {
  const half = Math.PI / 360;
  const about = (angle: number): [number, number] => [Math.sin(angle * half), Math.cos(angle * half)];
  const [sx, cx] = about(x);
  const [sy, cy] = about(y);
  const [sz, cz] = about(z);
  return multiply(
    multiply({ x: 0, y: sy, z: 0, w: cy }, { x: sx, y: 0, z: 0, w: cx }),
    { x: 0, y: 0, z: sz, w: cz },
  );
}

function degrees(x: number, y: number, z: number): Vec3 {
  const turn = 180 / Math.PI;
  return { x: x * turn, y: y * turn, z: z * turn };
}

/** Undefined unless all three are finite numbers. */
export function readVec3(value: unknown): Vec3 | undefined {
  const { x, y, z } = members(value);
  return isFinite(x) && isFinite(y) && isFinite(z) ? { x, y, z } : undefined;
}

/** Normalised. Undefined unless all four are finite numbers and not all zero. */
export function readQuat(value: unknown): Quat | undefined {
  const { x, y, z, w } = members(value);
  if (!isFinite(x) || !isFinite(y) || !isFinite(z) || !isFinite(w)) {
    return undefined;
  }
  const length = Math.hypot(x, y, z, w);
  return length > 0 ? { x: x / length, y: y / length, z: z / length, w: w / length } : undefined;
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function parentOf(entity: Entity, entities: Pick<Entities, 'get'>): Entity | undefined {
  const id = entity['parentID'];
  return typeof id === 'string' ? entities.get(id) : undefined;
}
