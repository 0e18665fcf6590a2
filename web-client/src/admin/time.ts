// SPDX-License-Identifier: Apache-2.0

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

const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** For people, in their own time; what is no time stays as it is. */
export function when(time: string | number | undefined): string {
  const at = typeof time === 'number' ? time : Date.parse(time ?? '');
  return Number.isNaN(at) ? String(time ?? '') : FORMAT.format(at);
}

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Such as `in 3 hours` or `2 minutes ago`. */
export function fromNow(time: string | number, now: number): string {
  const seconds = ((typeof time === 'number' ? time : Date.parse(time)) - now) / 1000;
  if (Number.isNaN(seconds)) {
    return '';
  }
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) {
      return RELATIVE.format(Math.round(seconds / size), unit);
    }
  }
  return seconds >= 0 ? 'in less than a minute' : 'just now';
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
