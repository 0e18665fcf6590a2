// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { PoseSample } from '../world/model';
import { PoseTrack } from './pose-track';

const none = { x: 0, y: 0, z: 0, w: 1 };

function walking(time: number, speed = 2, jumped = false): PoseSample {
  return {
    handle: 1,
    time,
    position: { x: (speed * time) / 1000, y: 0, z: 0 },
    rotation: none,
    velocity: { x: speed, y: 0, z: 0 },
    jumped,
    airborne: false,
  };
}

function standing(time: number, x: number, jumped = false): PoseSample {
  return { handle: 1, time, position: { x, y: 0, z: 0 }, rotation: none, velocity: { x: 0, y: 0, z: 0 }, jumped, airborne: false };
}

/** Plays samples as they arrive, draws 60 frames a second 100 ms in the past, and returns what was shown. */
function play(arrivals: readonly (readonly [arrival: number, sample: PoseSample])[], fromMs: number, toMs: number): { time: number; x: number }[] {
  const track = new PoseTrack();
  const queue = [...arrivals].sort((a, b) => a[0] - b[0]);
  const shown: { time: number; x: number }[] = [];
  for (let now = fromMs; now < toMs; now += 1000 / 60) {
    for (let next = queue[0]; next !== undefined && next[0] <= now; next = queue[0]) {
      queue.shift();
      track.push(next[1], next[1].time);
    }
    if (!track.empty) {
      track.sample(now - 100);
      shown.push({ time: now, x: track.position.x });
    }
  }
  return shown;
}

function largestStepBack(shown: readonly { x: number }[]): number {
  let worst = 0;
  for (let i = 1; i < shown.length; i++) {
    worst = Math.max(worst, (shown[i - 1]?.x ?? 0) - (shown[i]?.x ?? 0));
  }
  return worst;
}

function largestStep(shown: readonly { x: number }[]): number {
  let worst = 0;
  for (let i = 1; i < shown.length; i++) {
    worst = Math.max(worst, Math.abs((shown[i]?.x ?? 0) - (shown[i - 1]?.x ?? 0)));
  }
  return worst;
}

const times = Array.from({ length: 60 }, (_, i) => i * 50);

describe('a pose track', () => {
  test('shows a steady walk exactly, 100 ms in the past', () => {
    const shown = play(times.map((t) => [t + 20, walking(t)]), 500, 2500);
    for (const { time, x } of shown) {
      expect(x).toBeCloseTo((2 * (time - 100)) / 1000, 3);
    }
  });

  test('does not step back or leap when every third pose is lost', () => {
    const shown = play(times.filter((t) => t % 150 !== 0).map((t) => [t + 20, walking(t)]), 500, 2500);
    expect(largestStepBack(shown)).toBe(0);
    expect(largestStep(shown)).toBeLessThan(0.05);
  });

  test('does not step back or leap when poses come late and out of order', () => {
    const lateness = [10, 130, 40, 90, 15, 170, 30];
    const shown = play(times.map((t, i) => [t + (lateness[i % lateness.length] ?? 0), walking(t)]), 500, 2500);
    expect(largestStepBack(shown)).toBeLessThan(1e-9);
    expect(largestStep(shown)).toBeLessThan(0.05);
  });

  test('does not step back or leap when poses come in bursts of five', () => {
    const shown = play(times.map((t) => [Math.ceil((t + 1) / 250) * 250, walking(t)]), 600, 2500);
    expect(largestStepBack(shown)).toBeLessThan(1e-9);
    expect(largestStep(shown)).toBeLessThan(0.08);
  });

  test('goes on for 250 ms when nothing comes, and then stands', () => {
    const shown = play([...times.filter((t) => t <= 1000).map((t): [number, PoseSample] => [t + 20, walking(t)])], 500, 2500);
    expect(shown.at(-1)?.x).toBeCloseTo(2 * 1.25, 3);
  });

  test('glides back, without a jerk, when somebody had stopped meanwhile', () => {
    const arrivals: [number, PoseSample][] = times.filter((t) => t <= 1000).map((t) => [t + 20, walking(t)]);
    arrivals.push([1400, standing(1050, 2.05)]);
    const shown = play(arrivals, 500, 2600);
    expect(shown.at(-1)?.x).toBeCloseTo(2.05, 2);
    expect(largestStep(shown)).toBeLessThan(0.1);
  });

  test('snaps on a jump and does not glide through the walls between', () => {
    const arrivals: [number, PoseSample][] = times.map((t) => [t + 20, t < 1000 ? walking(t) : standing(t, 50, t === 1000)]);
    const shown = play(arrivals, 500, 2500);
    for (const { x } of shown) {
      expect(x < 2.1 || x > 49.99).toBe(true);
    }
  });

  test('starts from stillness without a leap, although who stands is left out', () => {
    const arrivals: [number, PoseSample][] = [[20, standing(0, 0)], [1020, standing(1000, 0)]];
    for (let t = 1500; t < 2500; t += 50) {
      arrivals.push([t + 20, { ...walking(t), position: { x: (2 * (t - 1450)) / 1000, y: 0, z: 0 } }]);
    }
    const shown = play(arrivals, 500, 2400);
    expect(largestStep(shown)).toBeLessThan(0.09);
    expect(largestStepBack(shown)).toBeLessThan(1e-9);
  });

  test('ignores what comes twice and what is older than everything', () => {
    const track = new PoseTrack();
    for (let t = 0; t < 4000; t += 50) {
      track.push(walking(t), t);
      track.push({ ...walking(t), position: { x: 999, y: 0, z: 0 } }, t);
    }
    track.push(standing(0, 999), 0);
    track.sample(3925);
    expect(track.position.x).toBeCloseTo(7.85, 3);
  });

  test('turns the short way round', () => {
    const track = new PoseTrack();
    const yaw = (angle: number) => ({ x: 0, y: Math.sin(angle / 2), z: 0, w: Math.cos(angle / 2) });
    track.push({ ...standing(0, 0), rotation: yaw(3.1) }, 0);
    track.push({ ...standing(100, 0), rotation: yaw(-3.1) }, 100);
    track.sample(50);
    expect(Math.abs(2 * Math.atan2(track.rotation.y, track.rotation.w))).toBeCloseTo(Math.PI, 1);
  });
});
