// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { PublishedList, Subscription } from './api';
import { readersState } from './list-readers';
import { relayState } from './list-relays';
import { reviewState } from './list-review';
import { entryText } from './preview';

const FOLLOWED: Subscription = {
  id: 'main',
  url: 'https://a.example/lists/main',
  key: 'K'.repeat(43),
  title: 'Main',
  publisher: 'a.example',
  level: 'enforce',
  state: 'current',
  seq: 1,
  entries: 1,
  held: [],
  hits: 0,
};
const PUBLISHED: PublishedList = { name: 'ours', title: 'Ours', seq: 1, entries: 1, drafts: 0, url: 'https://us.example/lists/ours', key: 'K'.repeat(43) };

test('a list that is followed as usual has nothing more to say', () => {
  expect(reviewState(FOLLOWED)).toEqual([]);
  expect(relayState(PUBLISHED)).toEqual([]);
  expect(readersState(PUBLISHED)).toEqual([]);
});

test('what the operator decided about a list is shown with it', () => {
  const decided: Subscription = {
    ...FOLLOWED,
    kind: 'register',
    review: true,
    caps: { spam: 'warn' },
    ignored: [{ entry: 'e-1-1', subject: 'home:a.example' }],
  };
  expect(reviewState(decided)).toEqual([
    'a register of homes',
    'Every update waits for me',
    expect.stringContaining('at most'),
    'ignored: e-1-1 about home:a.example',
  ]);
});

test('what a list passes on, and what is wrong with it, is shown', () => {
  const passing: PublishedList = { ...PUBLISHED, relays: [{ id: 'harbour', action: 'warn' }], problem: 'it is no JSON' };
  expect(relayState(passing)).toEqual([expect.stringContaining('passes on harbour'), 'it is no JSON']);
});

test('a private list says how many may read it', () => {
  expect(readersState({ ...PUBLISHED, readers: [] })).toEqual([expect.stringContaining('nobody')]);
  expect(readersState({ ...PUBLISHED, readers: ['K'.repeat(43)] })).toEqual(['private; 1 reader']);
});

test('an entry of a register shows both grades', () => {
  expect(entryText({ id: 'e-1-1', subject: 'home:a.example', reliability: 'good', protection: 'poor', reason: 'No moderators.' })).toBe(
    'e-1-1, reliability good, protection poor, “No moderators.”',
  );
});
