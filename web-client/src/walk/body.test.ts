// SPDX-License-Identifier: Apache-2.0
import { BoxGeometry, Matrix4, Quaternion, Vector3 } from 'three';
import { beforeEach, describe, expect, test } from 'vitest';
import { Body, type Wish } from './body';
import { type Collider, colliderOf, type Solid, Solids } from './solids';

const noTurn = new Quaternion();
const still: Wish = { right: 0, ahead: 0, rise: 0, run: false, jump: false };
const ahead: Wish = { ...still, ahead: 1 };
const running: Wish = { ...ahead, run: true };

let cube: Collider;
let solids: Solids;
let body: Body;

beforeEach(() => {
  cube = colliderOf(new BoxGeometry(1, 1, 1));
  solids = new Solids();
  body = new Body();
  body.mayLand = true;
});

function box(x: number, y: number, z: number, width: number, height: number, depth: number, turn = noTurn): Solid {
  return solids.add(cube, new Matrix4().compose(new Vector3(x, y, z), turn, new Vector3(width, height, depth)));
}

function floor(): Solid {
  return box(0, -0.5, 0, 100, 1, 100);
}

function run(seconds: number, wish: Wish, frame = 1 / 60): void {
  for (let t = 0; t < seconds; t += frame) {
    body.step(frame, wish, solids);
  }
}

describe('the body', () => {
  test('falls to the ground and stands on it', () => {
    floor();
    body.enter(new Vector3(0, 3, 0), 0);
    run(2, still);
    expect(body.position.y).toBeCloseTo(0, 3);
    expect(body.grounded).toBe(true);
  });

  test('waits in the air until ground has arrived', () => {
    body.enter(new Vector3(0, 3, 0), 0);
    run(3, still);
    expect(body.position.y).toBeCloseTo(3, 6);
    floor();
    run(2, still);
    expect(body.position.y).toBeCloseTo(0, 3);
  });

  test('does not land before it may', () => {
    floor();
    body.mayLand = false;
    body.enter(new Vector3(0, 3, 0), 0);
    run(2, still);
    expect(body.position.y).toBeCloseTo(3, 6);
  });

  test('is lifted out of a floor that it arrives in', () => {
    floor();
    body.enter(new Vector3(0, -0.3, 0), 0);
    run(1, still);
    expect(body.position.y).toBeCloseTo(0, 3);
  });

  test('walks where it looks: yaw 0 along -Z, a quarter turn along -X', () => {
    floor();
    body.enter(new Vector3(0, 0, 0), 0);
    run(2, ahead);
    expect(body.position.z).toBeLessThan(-5);
    expect(Math.abs(body.position.x)).toBeLessThan(1e-6);
    body.jumpTo(new Vector3(0, 0, 0), Math.PI / 2);
    run(2, ahead);
    expect(body.position.x).toBeLessThan(-5);
  });

  test('is stopped by a wall, and slides along it', () => {
    floor();
    box(0, 1, -3, 20, 2, 0.2);
    body.enter(new Vector3(0, 0, 0), Math.PI / 6);
    run(3, running);
    expect(body.position.z).toBeGreaterThan(-2.65);
    expect(body.position.z).toBeLessThan(-2.4);
    expect(body.position.x).toBeLessThan(-2);
  });

  test('does not run through a thin wall when frames are slow', () => {
    floor();
    box(0, 1, -3, 20, 2, 0.05);
    body.enter(new Vector3(0, 0, 0), 0);
    run(4, running, 0.2);
    expect(body.position.z).toBeGreaterThan(-3);
  });

  test('climbs a step of 0.4 m and not one of 0.6 m', () => {
    floor();
    box(0, 0.2, -4, 4, 0.4, 4);
    box(20, 0.3, -4, 4, 0.6, 4);
    body.enter(new Vector3(0, 0, 0), 0);
    run(1.2, ahead);
    expect(body.position.y).toBeCloseTo(0.4, 2);
    body.jumpTo(new Vector3(20, 0, 0), 0);
    run(1.5, ahead);
    expect(body.position.y).toBeCloseTo(0, 2);
    expect(body.position.z).toBeGreaterThan(-1.75);
  });

  test('follows stairs down without leaving the ground', () => {
    floor();
    for (let i = 0; i < 5; i++) {
      box(0, (5 - i) * 0.1, -i * 0.5, 3, (5 - i) * 0.2, 0.5);
    }
    body.enter(new Vector3(0, 1, 0), 0);
    run(0.5, still);
    for (let t = 0; t < 1.2; t += 1 / 60) {
      body.step(1 / 60, ahead, solids);
      expect(body.grounded).toBe(true);
    }
    expect(body.position.y).toBeLessThan(0.3);
  });

  test('walks up a slope of 30 degrees and slides down one of 65', () => {
    const tilt = (degrees: number): Quaternion => new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), (degrees * Math.PI) / 180);
    box(0, 0, 0, 10, 0.2, 40, tilt(30));
    body.enter(new Vector3(0, 1, 0), 0);
    run(0.5, still);
    const start = body.position.y;
    run(1, ahead);
    expect(body.position.y).toBeGreaterThan(start + 0.8);
    box(40, 0, 0, 10, 0.2, 40, tilt(65));
    body.jumpTo(new Vector3(40, 2, 0), 0);
    const height = body.position.y;
    run(1, still);
    expect(body.position.y).toBeLessThan(height - 1);
  });

  test('stands at the foot of a steep slope after sliding down it', () => {
    floor();
    box(0, 0, 0, 6, 6, 6, new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), (60 * Math.PI) / 180));
    body.enter(new Vector3(0, 3.2, 3), 0);
    run(5, still);
    expect(body.grounded).toBe(true);
    expect(body.position.y).toBeCloseTo(0, 1);
  });

  test('jumps about 1.2 m high, once for each press', () => {
    floor();
    body.enter(new Vector3(0, 0, 0), 0);
    run(0.2, still);
    let highest = 0;
    for (let t = 0; t < 3; t += 1 / 60) {
      body.step(1 / 60, { ...still, jump: true }, solids);
      highest = Math.max(highest, body.position.y);
    }
    expect(highest).toBeGreaterThan(1.1);
    expect(highest).toBeLessThan(1.3);
    expect(body.position.y).toBeCloseTo(0, 3);
  });

  test('bumps its head', () => {
    floor();
    box(0, 2.5, 0, 4, 1, 4);
    body.enter(new Vector3(0, 0, 0), 0);
    run(0.2, still);
    let highest = 0;
    for (let t = 0; t < 1; t += 1 / 60) {
      body.step(1 / 60, { ...still, jump: t < 0.1 }, solids);
      highest = Math.max(highest, body.position.y);
    }
    expect(highest).toBeLessThan(0.5);
  });

  test('comes back to the entry when it falls out of the world, and says that it jumped', () => {
    box(0, -0.5, 0, 4, 1, 4);
    body.enter(new Vector3(0, 0, 0), 1);
    run(0.5, still);
    body.takeJumped();
    body.yaw = 0;
    run(2, running);
    expect(body.position.y).toBeLessThan(-1);
    run(4, still);
    expect(body.position.y).toBeCloseTo(0, 2);
    expect(body.yaw).toBe(1);
    expect(body.takeJumped()).toBe(true);
    expect(body.takeJumped()).toBe(false);
  });

  test('flies over everything and not through it', () => {
    floor();
    box(0, 2, -3, 20, 4, 0.2);
    body.enter(new Vector3(0, 0, 0), 0);
    body.flying = true;
    run(2, ahead);
    expect(body.position.z).toBeGreaterThan(-3);
    run(2, { ...still, rise: 1 });
    run(2, ahead);
    expect(body.position.z).toBeLessThan(-5);
  });

  test('forgets what has been taken away', () => {
    floor();
    const wall = box(0, 1, -3, 20, 2, 0.2);
    body.enter(new Vector3(0, 0, 0), 0);
    run(2, ahead);
    expect(body.position.z).toBeGreaterThan(-3);
    solids.remove(wall);
    run(2, ahead);
    expect(body.position.z).toBeLessThan(-5);
  });

  test('meets what has been moved', () => {
    floor();
    const wall = box(0, 1, 50, 20, 2, 0.2);
    solids.move(wall, new Matrix4().compose(new Vector3(0, 1, -3), noTurn, new Vector3(20, 2, 0.2)));
    body.enter(new Vector3(0, 0, 0), 0);
    run(3, ahead);
    expect(body.position.z).toBeGreaterThan(-3);
  });
});
