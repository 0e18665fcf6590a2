// SPDX-License-Identifier: Apache-2.0
export { fromNow, when } from '../ui/time';

/** Choices of how long something holds: name, hours. */
export const DURATIONS: readonly (readonly [value: string, label: string, hours: number])[] = [
  ['hour', '1 hour', 1],
  ['day', '1 day', 24],
  ['week', '1 week', 168],
  ['month', '30 days', 720],
  ['year', '1 year', 8760],
];

/**
 * When it ends, as the API wants it: undefined for never.
 *
 * @param choice a value of `DURATIONS`, `date`, or `never`
 * @param date local, as a field of type `datetime-local` has it
 */
export function untilOf(choice: string, date: string, now: number): string | undefined {
  const hours = DURATIONS.find(([value]) => value === choice)?.[2];
  if (hours !== undefined) {
    return iso(now + hours * 3_600_000);
  }
  const time = choice === 'date' ? Date.parse(date) : NaN;
  return Number.isNaN(time) ? undefined : iso(time);
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
