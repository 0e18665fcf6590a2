// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { fromNow, untilOf, when } from './time';

const NOW = Date.parse('2026-11-20T21:00:00Z');

test('a duration ends that long from now, in whole seconds', () => {
  expect(untilOf('hour', '', NOW + 123)).toBe('2026-11-20T22:00:00Z');
  expect(untilOf('week', '', NOW)).toBe('2026-11-27T21:00:00Z');
});

test('a chosen date is local time and never is no end', () => {
  expect(untilOf('date', '2026-12-24T18:30', NOW)).toBe(new Date(2026, 11, 24, 18, 30).toISOString().replace('.000', ''));
  expect(untilOf('never', '2026-12-24T18:30', NOW)).toBeUndefined();
  expect(untilOf('date', 'soon', NOW)).toBeUndefined();
});

test('times are told from now, in the largest unit', () => {
  expect(fromNow('2026-11-21T00:00:00Z', NOW)).toBe('in 3 hours');
  expect(fromNow(NOW - 120_000, NOW)).toBe('2 minutes ago');
  expect(fromNow(NOW - 20_000, NOW)).toBe('just now');
  expect(fromNow('soon', NOW)).toBe('');
});

test('what is no time is shown as it came', () => {
  expect(when('soon')).toBe('soon');
  expect(when(undefined)).toBe('');
});
