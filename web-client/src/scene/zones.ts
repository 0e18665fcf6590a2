// SPDX-License-Identifier: Apache-2.0

import { Matrix4, Vector3 } from 'three';
import type { SceneItem } from './item';
import { booleanOf, colourOf, groupOf, numberOf, textOf, vectorOf } from './properties';

/** What surrounds the viewer, put together from the zones they stand in. Colours are 0xRRGGBB in sRGB. */
export interface Surroundings {
  sky: { colour: number; url: string } | undefined;
  keyLight: { colour: number; intensity: number; direction: Vector3; castShadows: boolean } | undefined;
  ambient: { intensity: number; colour: number | undefined } | undefined;
  haze: { rangeMetres: number; colour: number; overSky: number } | undefined;
  flyingAllowed: boolean;
  /** True when no zone says anything about light and sky, so that the default ones serve. */
  unlit: boolean;
}

export function newSurroundings(): Surroundings {
  return { sky: undefined, keyLight: undefined, ambient: undefined, haze: undefined, flyingAllowed: true, unlit: true };
}

/** Whether the zone's space contains a point of the world. */
export function contains(zone: SceneItem, point: Vector3): boolean {
  local.copy(point).applyMatrix4(inverse.copy(zone.box).invert());
  const shape = textOf(zone.entity, 'shapeType', 'box');
  if (shape === 'sphere' || shape === 'ellipsoid') {
    return local.lengthSq() <= 0.25;
  }
  if (shape.startsWith('cylinder') || shape.startsWith('capsule')) {
    return Math.hypot(local.x, local.z) <= 0.5 && Math.abs(local.y) <= 0.5;
  }
  return Math.abs(local.x) <= 0.5 && Math.abs(local.y) <= 0.5 && Math.abs(local.z) <= 0.5;
}

export function volumeOf(zone: SceneItem): number {
  return zone.dimensions.x * zone.dimensions.y * zone.dimensions.z;
}

/**
 * Each part is decided by the smallest zone around the viewer that does not leave it to the next larger one (`inherit`). `disabled` means
 * none of it. Invisible zones do not count, as in Overte.
 *
 * @param zones smallest first
 */
export function surroundingsAt(zones: readonly SceneItem[], point: Vector3, out: Surroundings): Surroundings {
  out.sky = undefined;
  out.keyLight = undefined;
  out.ambient = undefined;
  out.haze = undefined;
  out.flyingAllowed = true;
  out.unlit = true;
  let sky = false;
  let key = false;
  let ambient = false;
  let haze = false;
  let innermost = true;
  for (const zone of zones) {
    const entity = zone.entity;
    if (!booleanOf(entity, 'visible', true) || !contains(zone, point)) {
      continue;
    }
    if (innermost) {
      out.flyingAllowed = booleanOf(entity, 'flyingAllowed', true);
      innermost = false;
    }
    const skyMode = textOf(entity, 'skyboxMode', 'inherit');
    if (!sky && skyMode !== 'inherit') {
      sky = true;
      const skybox = groupOf(entity, 'skybox');
      out.sky = skyMode === 'enabled' ? { colour: colourOf(skybox, 'color', 0), url: textOf(skybox, 'url') } : { colour: 0, url: '' };
    }
    const keyMode = textOf(entity, 'keyLightMode', 'inherit');
    if (!key && keyMode !== 'inherit') {
      key = true;
      const light = groupOf(entity, 'keyLight');
      const direction = vectorOf(light, 'direction', new Vector3(), 0);
      if (direction.lengthSq() < 1e-6) {
        direction.set(0, -1, 0);
      }
      out.keyLight = {
        colour: colourOf(light, 'color', 0xffffff),
        intensity: keyMode === 'enabled' ? Math.min(50, Math.max(0, numberOf(light, 'intensity', 1))) : 0,
        direction: direction.normalize(),
        castShadows: booleanOf(light, 'castShadows', false),
      };
    }
    const ambientMode = textOf(entity, 'ambientLightMode', 'inherit');
    if (!ambient && ambientMode !== 'inherit') {
      ambient = true;
      const light = groupOf(entity, 'ambientLight');
      const intensity = ambientMode === 'enabled' ? Math.min(20, Math.max(0, numberOf(light, 'ambientIntensity', 0.5))) : 0;
      out.ambient = { intensity, colour: 'ambientColor' in light ? colourOf(light, 'ambientColor', 0xffffff) : undefined };
    }
    const hazeMode = textOf(entity, 'hazeMode', 'inherit');
    if (!haze && hazeMode !== 'inherit') {
      haze = true;
      if (hazeMode === 'enabled') {
        const h = groupOf(entity, 'haze');
        const thickness = booleanOf(h, 'hazeAltitudeEffect', false) ? thicknessAt(h, point.y) : 1;
        out.haze = {
          rangeMetres: Math.max(1, numberOf(h, 'hazeRange', 1000)) / thickness,
          colour: colourOf(h, 'hazeColor', 0x80b4e6),
          overSky: 1 - Math.min(1, Math.max(0, numberOf(h, 'hazeBackgroundBlend', 0))),
        };
      }
    }
  }
  out.unlit = !sky && !key && !ambient;
  return out;
}

/** Haze with an altitude effect is full at its base and thins out towards its ceiling; a tenth is left above. */
function thicknessAt(haze: Readonly<Record<string, unknown>>, height: number): number {
  const base = numberOf(haze, 'hazeBaseRef', 0);
  const ceiling = numberOf(haze, 'hazeCeiling', 200);
  return ceiling <= base ? 1 : Math.min(1, Math.max(0.1, (ceiling - height) / (ceiling - base)));
}

const local = new Vector3();
const inverse = new Matrix4();
