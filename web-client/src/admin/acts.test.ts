// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { act, actsFor, subjectsOf, type Target } from './acts';
import { FakeApi } from './fake-api';
import { Tools } from './tools';

const HERON: Target = {
  name: 'Quiet Heron',
  whom: { handle: 2 },
  fingerprint: 'H'.repeat(43),
  inside: { muted: true, quarantined: false },
};

function toolsOver(api: FakeApi): { tools: Tools; said: string[] } {
  const said: string[] = [];
  const toasts = { info: (message: string) => said.push(message), warn: (message: string) => said.push(`! ${message}`) };
  return { tools: new Tools(api, toasts, () => undefined), said };
}

test('whoever is muted can be let talk again, and who is away can only be banned', () => {
  expect(actsFor(HERON)).toEqual(['warn', 'unmute', 'quarantine', 'kick', 'ban']);
  expect(actsFor({ ...HERON, inside: undefined })).toEqual(['ban']);
});

test('somebody can be banned by all that they have shown', () => {
  const subjects = subjectsOf({ ...HERON, portable: 'P'.repeat(43), account: 'heron@home.example' }).map(([subject]) => subject);
  expect(subjects).toEqual([
    `key:${'H'.repeat(43)}`,
    `key:${'P'.repeat(43)}`,
    'account:heron@home.example',
    'home:home.example',
  ]);
});

test('who has only a portable key can be banned by it once', () => {
  expect(subjectsOf({ ...HERON, portable: HERON.fingerprint }).map(([subject]) => subject)).toEqual([`key:${HERON.fingerprint}`]);
});

test('what is done is said', async () => {
  const api = new FakeApi();
  const { tools, said } = toolsOver(api);
  expect(await act('unmute', HERON, tools)).toBe(true);
  expect(api.here.find(({ handle }) => handle === 2)?.muted).toBe(false);
  expect(said).toEqual(['Quiet Heron may talk again.']);
});

test('what is refused is said with what to do, and is not done', async () => {
  const { tools, said } = toolsOver(new FakeApi());
  expect(await act('unmute', { ...HERON, whom: { handle: 99 } }, tools)).toBe(false);
  expect(said).toEqual(['! Nobody here has this handle. Look at the list of people again.']);
});
