// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { text } from './text';
import { when } from './time';

const NOW = Date.parse('2026-11-20T21:00:00Z');

test('what a notice tells of ends in the time of the person', () => {
  const until = NOW + 600_000;
  const said = text.notice({ message: 'You are muted: shouting.', do: 'It ends on 20 November 2026, 21:10 UTC.', until }, NOW);
  expect(said).toBe(`You are muted: shouting. Until ${when(until)} (in 10 minutes).`);
});

test('a notice without an end says what to do', () => {
  expect(text.notice({ message: 'The stage is for residents.', do: 'Go on elsewhere.' }, NOW)).toBe(
    'The stage is for residents. Go on elsewhere.',
  );
  expect(text.notice({ message: 'Welcome.', do: '' }, NOW)).toBe('Welcome.');
});
