// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { ServerClock } from './server-clock';

describe('the server clock', () => {
  test('settles on the quickest messages, whatever the others do', () => {
    const clock = new ServerClock();
    for (let t = 0; t < 20_000; t += 50) {
      clock.heard(t + 7000, t + 30 + ((t / 50) % 9) * 20);
      clock.at(t + 200);
    }
    expect(clock.at(20_200)).toBeCloseTo(20_200 + 7000 - 30, -1);
  });

  test('never runs backwards', () => {
    const clock = new ServerClock();
    let last = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < 10_000; t += 16) {
      clock.heard(t, t + (t < 5000 ? 200 : 10));
      const now = clock.at(t + 220);
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
  });

  test('goes on over the wrap at 2^32', () => {
    const clock = new ServerClock();
    const before = clock.heard(4_294_967_290, 1000);
    expect(clock.heard(10, 1016) - before).toBe(16);
    expect(clock.heard(4_294_967_295, 1020) - before).toBe(5);
  });

  test('starts anew with another clock', () => {
    const clock = new ServerClock();
    clock.heard(1000, 1000);
    clock.heard(900_000, 1100);
    expect(clock.at(1100)).toBe(900_000);
  });
});
