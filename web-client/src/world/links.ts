// SPDX-License-Identifier: Apache-2.0
import type { Quat, Vec3 } from './model';

/** What the part of the address behind `#`, or an entity's `href`, asks for. */
export type Target =
  | { kind: 'viewpoint'; position: Vec3; rotation: Quat | undefined }
  | { kind: 'place'; name: string }
  | { kind: 'claim'; secret: string }
  | { kind: 'elsewhere'; url: URL }
  | { kind: 'nothing' }
  | { kind: 'unknown'; text: string };

/** `#/x,y,z/qx,qy,qz,qw`, `#name`, `#claim=SECRET`. */
export function readHash(hash: string): Target {
  const text = decoded(hash.replace(/^#/, ''));
  if (text === '' || text === '/') {
    return { kind: 'nothing' };
  }
  if (text.startsWith('claim=')) {
    return { kind: 'claim', secret: text.slice('claim='.length) };
  }
  return text.startsWith('/') ? (readViewpoint(text) ?? { kind: 'unknown', text }) : { kind: 'place', name: text };
}

/** `/x,y,z` or `/x,y,z/qx,qy,qz,qw`; undefined when it is neither. */
export function readViewpoint(path: string): Extract<Target, { kind: 'viewpoint' }> | undefined {
  const [empty, where, facing, ...more] = path.split('/');
  const numbers = readNumbers(where ?? '');
  if (empty !== '' || numbers?.length !== 3 || more.some((part) => part !== '')) {
    return undefined;
  }
  const [x = 0, y = 0, z = 0] = numbers;
  const quat = facing === undefined || facing === '' ? undefined : readNumbers(facing);
  if (facing !== undefined && facing !== '' && quat?.length !== 4) {
    return undefined;
  }
  return { kind: 'viewpoint', position: { x, y, z }, rotation: quat && normalised(quat) };
}

/**
 * The `href` of an entity: a viewpoint or place here, or an address elsewhere. Overte's `hifi://name/path` and `/path` are looked up among
 * the places, because the names of its directory mean nothing here.
 *
 * @param here address of this page
 */
export function readHref(href: string, here: URL): Target {
  const trimmed = href.trim();
  if (trimmed.startsWith('#')) {
    return withoutClaim(readHash(trimmed), trimmed);
  }
  if (trimmed.startsWith('/')) {
    return readViewpoint(trimmed) ?? { kind: 'place', name: decoded(trimmed.replace(/^\/+/, '')) };
  }
  const overte = /^hifi:\/\/([^/]*)(\/.*)?$/i.exec(trimmed);
  if (overte !== null) {
    const path = overte[2] ?? '';
    return readViewpoint(path) ?? { kind: 'place', name: decoded(path.replace(/^\/+/, '')) || decoded(overte[1] ?? '') };
  }
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return { kind: 'unknown', text: trimmed };
  }
  const sameDomain = url.origin === here.origin && url.pathname === here.pathname;
  return sameDomain ? withoutClaim(readHash(url.hash), trimmed) : { kind: 'elsewhere', url };
}

/** Things are made by others than the owner: their links must not make anybody an owner. */
function withoutClaim(target: Target, text: string): Target {
  return target.kind === 'claim' ? { kind: 'unknown', text } : target;
}

/** The place of that name, whatever its capitals. */
export function findPlace(places: ReadonlyMap<string, string>, name: string): [name: string, path: string] | undefined {
  const wanted = name.toLowerCase();
  return [...places].find(([candidate]) => candidate.toLowerCase() === wanted);
}

/** `#/x,y,z/qx,qy,qz,qw` with centimetres, for "copy link to here". */
export function viewpointHash(position: Vec3, rotation: Quat): string {
  const { x, y, z } = position;
  const list = (numbers: number[], digits: number) => numbers.map((value) => Number(value.toFixed(digits))).join(',');
  return `#/${list([x, y, z], 2)}/${list([rotation.x, rotation.y, rotation.z, rotation.w], 4)}`;
}

function readNumbers(text: string): number[] | undefined {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

function normalised(numbers: number[]): Quat | undefined {
  const [x = 0, y = 0, z = 0, w = 0] = numbers;
  const length = Math.hypot(x, y, z, w);
  return length > 0 ? { x: x / length, y: y / length, z: z / length, w: w / length } : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
