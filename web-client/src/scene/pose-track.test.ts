// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { PoseSample } from '../world/model';
import { PoseTrack } from './pose-track';

function walking(time: number, speed = 2, jumped = false): PoseSample {
  return sampleAt(time, { x: (speed * time) / 1000, hasVelocity: true, speed, jumped });
}

function standing(time: number, x: number, jumped = false): PoseSample {
  return sampleAt(time, { x, jumped });
}

function sampleAt(
  time: number,
  { x = 0, z = 0, yaw = 0, speed = 0, hasVelocity = false, jumped = false, coarse = false },
): PoseSample {
  const hand = { position: { x: 0, y: 0, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } };
  return {
    handle: 1,
    time,
    coarse,
    position: { x, y: 0, z },
    rotation: { x: 0, y: Math.sin(yaw / 2), z: 0, w: Math.cos(yaw / 2) },
    hasVelocity,
    velocity: { x: hasVelocity ? speed : 0, y: 0, z: 0 },
    jumped,
    airborne: false,
    hasHead: false,
    head: { yaw: 0, pitch: 0 },
    hasHands: false,
    leftHand: hand,
    rightHand: hand,
  };
}

/** Plays samples as they arrive, draws 60 frames a second, and returns what was shown. */
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
      track.sample(now);
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
    track.sample(4025);
    expect(track.position.x).toBeCloseTo(7.85, 3);
  });

  test('turns the short way round', () => {
    const track = new PoseTrack();
    track.push(sampleAt(0, { yaw: 3.1 }), 0);
    track.push(sampleAt(100, { yaw: -3.1 }), 100);
    track.sample(100 + track.delayMs);
    expect(Math.abs(2 * Math.atan2(track.rotation.y, track.rotation.w))).toBeCloseTo(Math.PI, 1);
  });
});

/** Where somebody truly is at a time: walks, turning left and right, stops from the ninth to the eleventh second. */
function truth(ms: number): { x: number; z: number; yaw: number } {
  return wander[Math.max(0, Math.min(wander.length - 1, Math.round(ms)))] ?? { x: 0, z: 0, yaw: 0 };
}

const walkSpeed = 1.4;
const wander: { x: number; z: number; yaw: number }[] = [];
for (let ms = 0, x = 0, z = 0; ms <= 20_000; ms++) {
  const yaw = 1.2 * Math.sin(ms / 1500);
  const speed = ms > 9000 && ms < 11_000 ? 0 : walkSpeed / 1000;
  x -= Math.sin(yaw) * speed;
  z -= Math.cos(yaw) * speed;
  wander.push({ x, z, yaw });
}

/** The same numbers each time, from 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Line {
  /** Poses a second at a time. */
  rate(ms: number): number;
  coarse(ms: number): boolean;
  jitterMs: number;
  lost: number;
}

/** Rounds to the middle of steps as far poses are. */
const roughly = (metres: number): number => (Math.floor(metres * 8) + 0.5) / 8;

interface Drawn {
  /** Largest distance between what was drawn and where they were at the time that was shown, metres. */
  error: number;
  /** Fastest step between two frames, metres a second. */
  speed: number;
  /** Fastest turn between two frames, radians a second. */
  turn: number;
  /** Longest way in the past, milliseconds. */
  delay: number;
  /** At the end. */
  lastDelay: number;
}

function drawnOver(line: Line, seed = 7): Drawn {
  const random = numbers(seed);
  const track = new PoseTrack();
  const arrivals: { at: number; sample: PoseSample }[] = [];
  let said = { ms: -Infinity, x: Number.NaN, yaw: Number.NaN };
  for (let ms = 0; ms < 20_000; ms += 1000 / line.rate(ms)) {
    const here = truth(ms);
    const moves = here.x !== said.x || here.yaw !== said.yaw;
    if ((moves || ms - said.ms >= 2000) && random() >= line.lost) {
      said = { ms, x: here.x, yaw: here.yaw };
      const coarse = line.coarse(ms);
      const stands = truth(ms + 1).x === here.x;
      const sample = coarse
        ? sampleAt(ms, { ...here, x: roughly(here.x), z: roughly(here.z), coarse })
        : sampleAt(ms, { ...here, hasVelocity: !stands });
      if (!coarse && !stands) {
        Object.assign(sample.velocity, { x: -Math.sin(here.yaw) * walkSpeed, z: -Math.cos(here.yaw) * walkSpeed });
      }
      arrivals.push({ at: ms + random() * line.jitterMs, sample });
    }
  }
  arrivals.sort((a, b) => a.at - b.at);

  const drawn: Drawn = { error: 0, speed: 0, turn: 0, delay: 0, lastDelay: 0 };
  const before = { x: Number.NaN, z: 0, yaw: 0 };
  for (let now = 0, next = 0; now < 19_800; now += 1000 / 60) {
    for (let due = arrivals[next]; due !== undefined && due.at <= now; due = arrivals[next]) {
      track.push(due.sample, due.sample.time);
      next++;
    }
    track.sample(now);
    const { x, z } = track.position;
    const yaw = 2 * Math.atan2(track.rotation.y, track.rotation.w);
    if (now > 3000) {
      const then = truth(now - track.delayMs);
      drawn.error = Math.max(drawn.error, Math.hypot(x - then.x, z - then.z));
      drawn.speed = Math.max(drawn.speed, Math.hypot(x - before.x, z - before.z) * 60);
      drawn.turn = Math.max(drawn.turn, Math.abs(yaw - before.yaw) * 60);
      drawn.delay = Math.max(drawn.delay, track.delayMs);
    }
    Object.assign(before, { x, z, yaw });
  }
  drawn.lastDelay = track.delayMs;
  return drawn;
}

describe('somebody who walks, turns and stops', () => {
  const near = { coarse: () => false };
  const far = { coarse: () => true };

  test.each([
    { about: '30 poses a second', line: { ...near, rate: () => 30, jitterMs: 40, lost: 0.05 }, error: 0.02, speed: 1.8, delay: 110 },
    { about: '10 poses a second', line: { ...near, rate: () => 10, jitterMs: 60, lost: 0.05 }, error: 0.1, speed: 2.1, delay: 260 },
    { about: '10 rough ones', line: { ...far, rate: () => 10, jitterMs: 60, lost: 0.05 }, error: 0.35, speed: 2.6, delay: 260 },
    { about: '2 rough ones', line: { ...far, rate: () => 2, jitterMs: 60, lost: 0 }, error: 0.3, speed: 2, delay: 760 },
    { about: '2 rough ones, some of which are lost', line: { ...far, rate: () => 2, jitterMs: 60, lost: 0.1 }, error: 1, speed: 3.5, delay: 760 },
  ])('is drawn smoothly from $about', ({ line, error, speed, delay }) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const drawn = drawnOver(line, seed);
      expect(drawn.error).toBeLessThan(error);
      expect(drawn.speed).toBeLessThan(speed);
      expect(drawn.turn).toBeLessThan(4);
      expect(drawn.delay).toBeLessThanOrEqual(delay);
    }
  });

  test('neither leaps nor runs when they come near and go away again', () => {
    // Near from the 6th to the 13th second: 2, 7.5, then 30 poses a second, and back.
    const away = (ms: number): number => Math.abs(ms - 9500);
    const line = {
      rate: (ms: number) => (away(ms) < 3500 ? 30 : away(ms) < 5500 ? 7.5 : 2),
      coarse: (ms: number) => away(ms) >= 3500,
      jitterMs: 40,
      lost: 0.02,
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      const drawn = drawnOver(line, seed);
      expect(drawn.speed).toBeLessThan(2.4);
      expect(drawn.delay).toBeLessThanOrEqual(760);
      expect(drawn.lastDelay).toBeGreaterThan(600);
    }
  });
});
