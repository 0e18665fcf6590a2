// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readLine } from './audit';
import { linesOf } from './outgoing';
import { entryText } from './preview';
import { seenIn } from './reports';
import { RuleTable } from './rules';
import { questionOf } from './see-as';
import { changes } from './settings';

const RULES = { rules: [{ who: 'everybody', allow: ['chat', 'enter'] }, { who: 'localhost', allow: ['build'] }] };

test('a line is kept with what was ticked, in the order of the table', () => {
  const table = new RuleTable();
  table.set({ preset: null, ...RULES });
  table.allow(0, 'build', true);
  table.allow(0, 'chat', false);
  expect(table.change).toEqual({
    rules: [
      { who: 'everybody', allow: ['enter', 'build'] },
      { who: 'localhost', allow: ['build'] },
    ],
  });
});

test('lines of a preset stay with it, and only lines of one’s own are saved beside it', () => {
  const table = new RuleTable();
  table.set({ preset: 'open', ...RULES, own: [RULES.rules[1]!] });
  expect(table.fixed.map(({ who }) => who)).toEqual(['everybody']);
  table.add('home:peer.example');
  expect(table.change).toEqual({
    preset: 'open',
    rules: [
      { who: 'localhost', allow: ['build'] },
      { who: 'home:peer.example', allow: [] },
    ],
  });
});

test('a preset that was taken over is a table of one’s own', () => {
  const table = new RuleTable();
  table.set({ preset: 'open', ...RULES, own: [RULES.rules[1]!] });
  table.takeOver();
  expect(table.fixed).toEqual([]);
  expect(table.change).not.toHaveProperty('preset');
  expect(table.own.map(({ who }) => who)).toEqual(['everybody', 'localhost']);
});

test('a line is added once, and needs somebody', () => {
  const table = new RuleTable();
  expect(table.add('')).toContain('Say for whom');
  expect(table.add('home:peer.example')).toBeUndefined();
  expect(table.add('home:peer.example')).toContain('home:peer.example already');
  table.remove(0);
  expect(table.own).toEqual([]);
});

test('only what was changed is set, and what is empty is given back', () => {
  const known = { rulesText: 'Be kind.', capacity: 100, software: { deny: ['BadViewer 1.*'] } };
  const written = { rulesText: 'Be kind.', capacity: '100', appeals: '', software: 'BadViewer 1.*\n', residentsOnly: '', guestsOnly: '' };
  expect(changes(known, written)).toEqual({});
  expect(changes(known, { ...written, capacity: '120', software: '' })).toEqual({ capacity: 120, software: { deny: [] } });
  expect(changes(known, { ...written, rulesText: '', capacity: '' })).toEqual({ rulesText: null, capacity: null });
  const places = [{ place: 'Club, back room', noForeigners: true, noResidents: false }];
  expect(changes(known, { ...written, residentsOnly: ' Club, back room\n' })).toEqual({ places });
  expect(changes({ ...known, places }, { ...written, residentsOnly: 'Club, back room' })).toEqual({});
  expect(changes({ ...known, places }, written)).toEqual({ places: [] });
});

test('a report tells what was said and who stood near', () => {
  const seen = seenIn({
    id: 'r',
    at: '',
    erase: '',
    said: [{ at: 'then', name: 'Heron', fingerprint: 'H'.repeat(43), text: 'come here' }],
    near: [{ handle: 2, metres: 1 }],
  });
  expect(seen).toEqual(['then Heron (HHHHHHHH): come here', 'somebody stood 1 m away.']);
});

test('names are read from lines and between commas', () => {
  expect(linesOf(' a.example \n\nb.example, c.example')).toEqual(['a.example', 'b.example', 'c.example']);
});

test('made-up visitors are asked about by what they are', () => {
  expect(questionOf('here', '7', '', '', false)).toEqual({ handle: 7 });
  expect(questionOf('here', '', '', '', false)).toBeUndefined();
  expect(questionOf('account', '', 'account:eve@home.example', 'member', true)).toEqual({
    account: 'eve@home.example',
    standing: 'member',
    fromThisMachine: true,
  });
  expect(questionOf('newcomer', '7', 'x', '', false)).toEqual({});
});

test('a line of the log is read, and one that is none is shown as it is', () => {
  const line = { seq: 4, at: 't', by: `key:${'A'.repeat(43)}`, what: 'ban/add', subject: 'home:a', details: { hit: 1, until: null }, prev: 'x' };
  expect(readLine(JSON.stringify(line), 0)).toEqual({
    seq: '4',
    at: 't',
    by: 'key:AAAAAAAA…',
    what: 'ban/add',
    about: 'subject: home:a; hit: 1',
  });
  expect(readLine('broken', 2)).toEqual({ seq: '3', at: '', by: '', what: 'broken', about: '' });
});

test('an entry is one readable line', () => {
  expect(entryText({ subject: 'home:a', action: 'deny', categories: ['malicious-script'], reason: 'loops' })).toBe(
    'deny, malicious script, “loops”',
  );
});
