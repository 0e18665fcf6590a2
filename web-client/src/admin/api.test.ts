// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { RefusedByDomain, SignedApi } from './api';

function apiAnswering(answer: () => Response): { api: SignedApi; asked: { url: string; init: RequestInit }[] } {
  const asked: { url: string; init: RequestInit }[] = [];
  const api = new SignedApi(
    { publicKey: 'A'.repeat(43), sign: () => Promise.resolve('AAAA') },
    {
      domain: 'D'.repeat(43),
      origin: 'http://harbour.example:4080',
      fetch: (url, init) => {
        asked.push({ url: String(url), init: init ?? {} });
        return Promise.resolve().then(answer);
      },
      now: () => 1_795_000_000_999,
      randomBytes: (count) => new Uint8Array(count).fill(7),
    },
  );
  return { api, asked };
}

async function refusalOf(answer: () => Response): Promise<RefusedByDomain> {
  const { api } = apiAnswering(answer);
  const refused: unknown = await api.ask('me', {}).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RefusedByDomain);
  return refused as RefusedByDomain;
}

test('posts the arguments to the operation, signed for this second', async () => {
  const { api, asked } = apiAnswering(() => Response.json({ hit: 1 }));
  expect(await api.ask('people/kick', { handle: 7, reason: 'flooding' })).toEqual({ hit: 1 });
  expect(asked[0]!.url).toBe('http://harbour.example:4080/api/people/kick');
  expect(new TextDecoder().decode(asked[0]!.init.body as Uint8Array)).toBe('{"handle":7,"reason":"flooding"}');
  const headers = asked[0]!.init.headers as Record<string, string>;
  expect(headers['Freehold-Domain']).toBe('D'.repeat(43));
  expect(headers['Signature-Input']).toContain(';created=1795000000;nonce="BwcHBwcHBwcHBwcHBwcHBwcH";');
});

test('a problem becomes a refusal with its code, sentence and what to do', async () => {
  const refused = await refusalOf(() =>
    Response.json(
      { code: 'not-permitted', detail: 'Only moderators may kick.', whatToDo: 'Ask the owner.', status: 403 },
      { status: 403 },
    ),
  );
  expect([refused.code, refused.message, refused.whatToDo, refused.status]).toEqual([
    'not-permitted',
    'Only moderators may kick.',
    'Ask the owner.',
    403,
  ]);
});

test('an answer that is no JSON is a refusal too', async () => {
  expect((await refusalOf(() => new Response('<html>', { status: 502 }))).code).toBe('http-502');
  expect((await refusalOf(() => new Response('hello'))).code).toBe('bad-answer');
});

test('no answer is a refusal that says so', async () => {
  const refused = await refusalOf(() => {
    throw new TypeError('network');
  });
  expect(refused.code).toBe('unreachable');
  expect(refused.whatToDo).not.toBe('');
});
