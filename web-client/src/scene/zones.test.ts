// SPDX-License-Identifier: Apache-2.0
import { Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { SceneItem } from './item';
import { contains, newSurroundings, surroundingsAt, volumeOf } from './zones';

function zone(size: number, properties: Record<string, unknown>): SceneItem {
  const item = new SceneItem({ id: `${size}`, type: 'Zone', dimensions: { x: size, y: size, z: size }, ...properties });
  item.position.copy(item.localPosition);
  item.updateBox();
  return item;
}

function at(zones: SceneItem[], x: number) {
  return surroundingsAt([...zones].sort((a, b) => volumeOf(a) - volumeOf(b)), new Vector3(x, 0, 0), newSurroundings());
}

const red = { skyboxMode: 'enabled', skybox: { color: { red: 255, green: 0, blue: 0 } } };
const blue = { skyboxMode: 'enabled', skybox: { color: { red: 0, green: 0, blue: 255 } } };

describe('zones', () => {
  test('the smallest around the viewer decides', () => {
    const zones = [zone(100, red), zone(10, blue)];
    expect(at(zones, 0).sky?.colour).toBe(0x0000ff);
    expect(at(zones, 20).sky?.colour).toBe(0xff0000);
    expect(at(zones, 200).sky).toBeUndefined();
    expect(at(zones, 200).unlit).toBe(true);
  });

  test('a part that a zone inherits comes from the next larger one', () => {
    const around = at([zone(100, { ...red, hazeMode: 'enabled', haze: { hazeRange: 50 } }), zone(10, { keyLightMode: 'enabled', keyLight: { intensity: 2 } })], 0);
    expect(around.sky?.colour).toBe(0xff0000);
    expect(around.keyLight?.intensity).toBe(2);
    expect(around.haze?.rangeMetres).toBe(50);
  });

  test('disabled means none of it, and is not inherited around', () => {
    const around = at([zone(100, { hazeMode: 'enabled' }), zone(10, { hazeMode: 'disabled', keyLightMode: 'disabled' })], 0);
    expect(around.haze).toBeUndefined();
    expect(around.keyLight?.intensity).toBe(0);
  });

  test('invisible zones do not count', () => {
    expect(at([zone(10, { ...red, visible: false })], 0).sky).toBeUndefined();
  });

  test('the innermost says whether people may fly', () => {
    const zones = [zone(100, { flyingAllowed: false }), zone(10, {})];
    expect(at(zones, 20).flyingAllowed).toBe(false);
    expect(at(zones, 0).flyingAllowed).toBe(true);
  });

  test('spheres have no corners', () => {
    const corner = new Vector3(4, 4, 4);
    expect(contains(zone(10, {}), corner)).toBe(true);
    expect(contains(zone(10, { shapeType: 'sphere' }), corner)).toBe(false);
  });

  test('haze thins out with the height where the zone says so', () => {
    const haze = { hazeRange: 20, hazeAltitudeEffect: true, hazeBaseRef: -10, hazeCeiling: 10 };
    expect(at([zone(100, { hazeMode: 'enabled', haze })], 0).haze?.rangeMetres).toBe(40);
  });
});
