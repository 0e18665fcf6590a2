// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readLine } from './audit';
import { linesOf } from './outgoing';
import { entryText } from './preview';
import { RuleTable } from './rules';
import { questionOf } from './see-as';
import { changes } from './settings';

test('a line of the table is kept with what was ticked, in the order of the table', () => {
  const table = new RuleTable();
  table.set([{ who: 'everybody', allow: ['chat', 'enter'] }]);
  table.allow('everybody', 'build', true);
  table.allow('everybody', 'chat', false);
  expect(table.rules).toEqual([{ who: 'everybody', allow: ['enter', 'build'] }]);
});

test('a line is added once, and needs somebody', () => {
  const table = new RuleTable();
  expect(table.add('')).toContain('Say for whom');
  expect(table.add('home:peer.example')).toBeUndefined();
  expect(table.add('home:peer.example')).toContain('home:peer.example already');
  table.remove('home:peer.example');
  expect(table.rules).toEqual([]);
});

test('only what was changed is set', () => {
  expect(changes({ rules: 'Be kind.', capacity: 100 }, 'Be kind.', '120')).toEqual({ capacity: 120 });
  expect(changes({ rules: 'Be kind.', capacity: 100 }, '', '100')).toEqual({ rules: '' });
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
