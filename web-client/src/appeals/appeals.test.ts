// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, test } from 'vitest';
import { RefusedByDomain, type Api, type OperationName, type Operations, type OwnAppeal } from '../admin/api';
import type { Signer } from '../net/request-signature';
import { Appellant, BETWEEN_MS, nextAt } from './appellant';
import { listAsked, listsNamed } from './lists';
import { whyNot, words } from './words';

const NOON = Date.parse('2026-11-20T12:00:00Z');

describe('the lists of a domain', () => {
  it('are those that it names to everybody', () => {
    const lists = [
      { url: 'https://harbour.example/lists/main', title: 'Harbour watch' },
      { url: 'https://harbour.example/lists/homes', title: '' },
    ];
    expect(listsNamed(lists)).toEqual([
      { name: 'main', title: 'Harbour watch' },
      { name: 'homes', title: 'homes' },
    ]);
  });

  it.each([
    undefined,
    'main',
    [null, 7, {}, { url: 5, title: 'A' }, { url: 'no address', title: 'A' }],
    [{ url: 'https://a.example/lists/<b>', title: 'A' }],
    [{ url: 'https://a.example/elsewhere', title: 'A' }],
  ])('are none when what it says is not to be understood: %j', (said) => {
    expect(listsNamed(said)).toEqual([]);
  });

  it.each([
    ['', ''],
    ['?list=main', 'main'],
    ['?list=%20friends%20&x=y', 'friends'],
  ])('is named by the address %s', (search, name) => {
    expect(listAsked(search)).toBe(name);
  });
});

describe('somebody who appeals', () => {
  it('signs with the key that was chosen, and sees what was made by all of theirs, newest first', async () => {
    const domain = new FakeDomain();
    const appellant = new Appellant((signer) => domain.to(signer));
    appellant.comesBy(signer('browser'));
    await appellant.make(signer('portable'), { list: 'main', text: 'It was my brother.' });
    await appellant.make(signer('browser'), { list: 'main', text: 'He says so.', vouch: 'word' });
    expect(domain.asked).toEqual([
      ['portable', { list: 'main', text: 'It was my brother.' }],
      ['browser', { list: 'main', text: 'He says so.', vouch: 'word' }],
    ]);
    expect((await appellant.mine()).map(({ id }) => id)).toEqual(['a-2', 'a-1']);
  });

  it('sees nothing of keys that they did not come by', async () => {
    const domain = new FakeDomain();
    await new Appellant((by) => domain.to(by)).make(signer('other'), { list: 'main', text: 'No.' });
    expect(await new Appellant((by) => domain.to(by)).mine()).toEqual([]);
  });

  it('may appeal a day after the last time', () => {
    const made = [appeal('a-1', NOON - 3 * BETWEEN_MS), appeal('a-2', NOON - 1000), appeal('a-3', NOON - 5000)];
    expect(nextAt(made, NOON)).toBe(NOON - 1000 + BETWEEN_MS);
    expect(nextAt(made, NOON + BETWEEN_MS)).toBeUndefined();
    expect(nextAt([], NOON)).toBeUndefined();
  });
});

test('a refusal says why and what to do', () => {
  const notOnIt = new RefusedByDomain('not-found', 'list: main has no entry about key:abc', 'Sign with the key that is listed.', 404);
  expect(whyNot(notOnIt, undefined)).toBe(`list: main has no entry about key:abc. ${words.notOnIt}`);
  const tooSoon = new RefusedByDomain('too-soon', 'appeal: the last one was made at …', 'Look at appeal/mine.', 429);
  expect(whyNot(tooSoon, NOON)).toContain('The next can be sent after');
  expect(whyNot(tooSoon, undefined)).toContain('try again tomorrow');
  const badVouch = new RefusedByDomain('bad-vouch', 'The word was used before.', 'Ask your home again.', 403);
  expect(whyNot(badVouch, undefined)).toBe('The word was used before. Ask your home again.');
});

test('what became of an appeal is said in words', () => {
  expect(words.state(appeal('a-1', NOON))).toBe('Waits for an answer.');
  expect(words.state({ ...appeal('a-1', NOON), state: 'accepted', decided: 'then' })).toBe('Accepted then: you are off the list.');
  expect(words.state({ ...appeal('a-1', NOON), state: 'rejected' })).toBe('Rejected: the entry stays.');
});

function signer(publicKey: string): Signer {
  return { publicKey, sign: () => Promise.resolve('') };
}

function appeal(id: string, at: number): OwnAppeal {
  return { id, list: 'main', entry: 'e-1-1', at: new Date(at).toISOString(), state: 'open' };
}

/** Takes every appeal, and tells each key its own. */
class FakeDomain {
  readonly asked: [key: string, arguments_: object][] = [];
  readonly #made: { key: string; appeal: OwnAppeal }[] = [];

  to({ publicKey }: Signer): Api {
    const ask = (name: OperationName, arguments_: object): Promise<object> => {
      if (name === 'appeal/make') {
        const made = appeal(`a-${this.#made.length + 1}`, NOON + this.#made.length);
        this.asked.push([publicKey, arguments_]);
        this.#made.push({ key: publicKey, appeal: made });
        return Promise.resolve(made);
      }
      return Promise.resolve({ appeals: this.#made.filter(({ key }) => key === publicKey).map((each) => each.appeal) });
    };
    return { ask: ask as <Name extends OperationName>(name: Name, arguments_: Operations[Name][0]) => Promise<Operations[Name][1]> };
  }
}
