// SPDX-License-Identifier: Apache-2.0

/**
 * Reads entity properties, which come from strangers: a value of another kind than expected counts as absent. Worlds written by older
 * programs hold booleans as 0 and 1.
 */

import type { Quaternion, Vector3 } from 'three';

type Properties = Readonly<Record<string, unknown>>;

export function numberOf(properties: Properties, name: string, fallback: number): number {
  const value = properties[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}

export function booleanOf(properties: Properties, name: string, fallback: boolean): boolean {
  const value = properties[name];
  return typeof value === 'boolean' ? value : typeof value === 'number' ? value !== 0 : fallback;
}

export function textOf(properties: Properties, name: string, fallback = ''): string {
  const value = properties[name];
  return typeof value === 'string' ? value : fallback;
}

const nothing: Properties = {};

export function groupOf(properties: Properties, name: string): Properties {
  const value = properties[name];
  return typeof value === 'object' && value !== null ? (value as Properties) : nothing;
}

/** Writes the vector into `out`; components that are absent or no numbers become those of `fallback`. */
export function vectorOf(properties: Properties, name: string, out: Vector3, fallback: number): Vector3 {
  const value = groupOf(properties, name);
  return out.set(numberOf(value, 'x', fallback), numberOf(value, 'y', fallback), numberOf(value, 'z', fallback));
}

/** Writes the rotation into `out`, normalised; the identity when absent or without length. */
export function rotationOf(properties: Properties, name: string, out: Quaternion): Quaternion {
  const value = properties[name];
  if (typeof value !== 'object' || value === null) {
    return out.identity();
  }
  const q = value as Properties;
  out.set(numberOf(q, 'x', 0), numberOf(q, 'y', 0), numberOf(q, 'z', 0), numberOf(q, 'w', 1));
  return out.lengthSq() > 1e-12 ? out.normalize() : out.identity();
}

/** A colour of 0 to 255 for each component as 0xRRGGBB in sRGB. Overte also writes its colours as x, y, z in some groups. */
export function colourOf(properties: Properties, name: string, fallback: number): number {
  const value = properties[name];
  if (typeof value !== 'object' || value === null) {
    return fallback;
  }
  const colour = value as Properties;
  const red = byteOf(colour, 'red', 'x', fallback >> 16);
  const green = byteOf(colour, 'green', 'y', (fallback >> 8) & 255);
  const blue = byteOf(colour, 'blue', 'z', fallback & 255);
  return (red << 16) | (green << 8) | blue;
}

function byteOf(colour: Properties, name: string, otherName: string, fallback: number): number {
  const value = numberOf(colour, name, numberOf(colour, otherName, fallback));
  return Math.round(Math.min(255, Math.max(0, value)));
}

/** Between 0 and 1. */
export function alphaOf(properties: Properties, name = 'alpha'): number {
  return Math.min(1, Math.max(0, numberOf(properties, name, 1)));
}
