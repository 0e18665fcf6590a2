// SPDX-License-Identifier: Apache-2.0
import { PerspectiveCamera, Scene, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import type { PoseSample } from '../world/model';
import { AvatarFigure } from './avatar-figure';
import { Avatars } from './avatars';

function sampleAt(handle: number, x: number, z: number, more: Partial<PoseSample> = {}): PoseSample {
  const hand = (side: number) => ({ position: { x: side * 0.4, y: 1.5, z: -0.3 }, rotation: { x: 0, y: 0, z: 0, w: 1 } });
  return {
    handle,
    time: 0,
    coarse: false,
    position: { x, y: 0, z },
    rotation: { x: 0, y: 0, z: 0, w: 1 },
    hasVelocity: false,
    velocity: { x: 0, y: 0, z: 0 },
    jumped: false,
    airborne: false,
    hasHead: false,
    head: { yaw: 0, pitch: 0 },
    hasHands: false,
    leftHand: hand(-1),
    rightHand: hand(1),
    ...more,
  };
}

/** Eyes at the origin that look along -Z. */
function eyes(): PerspectiveCamera {
  const camera = new PerspectiveCamera(70, 16 / 9, 0.1, 1000);
  camera.position.set(0, 1.6, 0);
  camera.updateMatrixWorld();
  return camera;
}

describe('avatars', () => {
  /** How many are drawn of one person at a place. */
  function drawnAt(x: number, z: number, silentMs = 0): number {
    const avatars = new Avatars(new Scene(), false);
    avatars.come(7, 'Heron');
    expect(avatars.pose(sampleAt(7, x, z), 1000, 1000)).toBe(true);
    avatars.update(1200 + silentMs, 1200 + silentMs, 0.016, false, eyes());
    return avatars.shown;
  }

  test('are drawn when they are in view, however far', () => {
    expect(drawnAt(0, -20)).toBe(1);
    expect(drawnAt(30, -400)).toBe(1);
  });

  test('are not drawn behind, unless their shadows may be in view', () => {
    expect(drawnAt(0, 60)).toBe(0);
    expect(drawnAt(0, 5)).toBe(1);
  });

  test('are not drawn around the eyes', () => {
    expect(drawnAt(0.2, 0)).toBe(0);
  });

  test('are hidden when nothing has been heard of them for five seconds', () => {
    expect(drawnAt(0, -20, 4700)).toBe(1);
    expect(drawnAt(0, -20, 4900)).toBe(0);
  });

  test('are those of people, and not of things', () => {
    const avatars = new Avatars(new Scene(), false);
    expect(avatars.pose(sampleAt(7, 0, -5), 1000, 1000)).toBe(false);
  });
});

describe('a figure', () => {
  function pass(figure: AvatarFigure, ms: number): void {
    for (let t = 0; t < ms; t += 16) {
      figure.update(0.016, 0, true);
    }
  }

  test('turns its head to where it looks, and back when nothing is said of it', () => {
    const figure = new AvatarFigure('Heron');
    figure.heard(sampleAt(7, 0, 0, { hasHead: true, head: { yaw: 1, pitch: -0.5 } }));
    figure.update(0.016, 0, true);
    expect(figure.headYaw).toBeLessThan(0.3);
    pass(figure, 500);
    expect(figure.headYaw).toBeCloseTo(1, 2);
    expect(figure.headPitch).toBeCloseTo(-0.5, 2);
    figure.heard(sampleAt(7, 0, 0));
    pass(figure, 500);
    expect(figure.headYaw).toBeCloseTo(0, 2);
  });

  test('has its hands where they are known to be, and takes up the walk when they are not', () => {
    const figure = new AvatarFigure('Heron');
    figure.heard(sampleAt(7, 0, 0, { hasHands: true }));
    pass(figure, 600);
    expect(figure.handsKnown).toBeGreaterThan(0.98);
    expect(figure.leftHand?.position.distanceTo(new Vector3(-0.4, 1.5, -0.3))).toBeLessThan(1e-6);
    figure.heard(sampleAt(7, 0, 0));
    pass(figure, 1500);
    expect(figure.handsKnown).toBe(0);
  });
});
