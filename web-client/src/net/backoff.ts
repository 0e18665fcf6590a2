// SPDX-License-Identifier: Apache-2.0

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before an attempt: doubling, with a random half taken off so that a hundred visitors do not return in the same instant.
 *
 * @param attempt 0 for the first
 * @param random 0 to 1
 * @returns milliseconds
 */
export function backoffMs(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(longest * (1 - random / 2));
}
