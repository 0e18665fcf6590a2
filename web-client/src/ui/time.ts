// SPDX-License-Identifier: Apache-2.0

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
