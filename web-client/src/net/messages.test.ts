// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readServerMessage } from './messages';

interface Vector {
  about: string;
  message: Record<string, unknown>;
}

const vectors = Object.values(
  import.meta.glob<Vector[]>('../../../docs/vectors/server-messages.json', { eager: true, import: 'default' }),
)[0]!;

describe('a message of the server', () => {
  it.each(vectors)('is understood: $about', ({ message }) => {
    expect(readServerMessage(JSON.stringify(message))).toMatchObject({ type: message['type'] });
  });

  it('keeps what a welcome says', () => {
    const { message } = vectors.find(({ about }) => about === 'welcome')!;
    expect(readServerMessage(JSON.stringify(message))).toMatchObject({
      resumed: false,
      you: { handle: 7, name: 'Quiet Heron', permissions: ['build'] },
      rules: undefined,
      world: {
        entities: 61,
        entry: { position: { x: 0, y: 1.5, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } },
        places: new Map([['Pier', '/1,2,3/0,0,0,1']]),
      },
      limits: { messageBytes: 1_179_648, editsInFlight: 1000 },
    });
  });

  it.each(['', 'null', '[]', '7', '{', '{"type":"news"}', '{"type":"hello"}', '{"type":"welcome"}'])(
    'is ignored when it is none: %s',
    (frame) => {
      expect(readServerMessage(frame)).toBeUndefined();
    },
  );

  it('loses only what is malformed in it', () => {
    const message = {
      type: 'entities',
      add: [{ id: 'a', type: 'Box' }, { id: 'b' }, null, 7],
      change: [{ id: 'a', name: null }, { name: 'x' }],
      remove: ['c', 7],
      hide: 'all',
      moving: [{ id: 'a', handle: 3 }, { id: 'a' }],
    };
    expect(readServerMessage(JSON.stringify(message))).toEqual({
      type: 'entities',
      add: [{ id: 'a', type: 'Box' }],
      change: [{ id: 'a', patch: { name: null } }],
      remove: ['c'],
      hide: [],
      moving: [{ id: 'a', handle: 3 }],
      still: [],
    });
  });

  it('takes new limits that come with new permissions', () => {
    const you = { handle: 7, name: 'Quiet Heron', standing: 'member', permissions: ['build'], limits: { editsInFlight: 5 } };
    expect(readServerMessage(JSON.stringify({ type: 'you', ...you }))).toMatchObject({
      you: { standing: 'member', limits: { editsInFlight: 5, messageBytes: 16_384 } },
    });
  });

  it('reads how long somebody is kept out, by whom, and where to appeal', () => {
    const close = { type: 'close', code: 'banned', message: 'm', do: 'd', until: 1_795_000_000_000, appeal: 'https://a.example', side: 'here' };
    expect(readServerMessage(JSON.stringify(close))).toEqual({ ...close, retryAfterSeconds: undefined });
    expect(readServerMessage(JSON.stringify({ ...close, until: null, appeal: 7, side: 'above' }))).toEqual({
      type: 'close',
      code: 'banned',
      message: 'm',
      do: 'd',
      retryAfterSeconds: undefined,
    });
  });

  it('reads what is done about oneself, and the end of it', () => {
    const notice = { type: 'notice', code: 'muted', level: 'warning', message: 'm', do: 'd', until: 1_795_000_000_000 };
    expect(readServerMessage(JSON.stringify(notice))).toEqual(notice);
    const plain = { type: 'notice', code: 'muted', level: 'info', message: 'm' };
    expect(readServerMessage(JSON.stringify(plain))).toEqual({ ...plain, do: '' });
    expect(readServerMessage('{"type":"you","handle":7,"muted":true}')).toMatchObject({
      you: { muted: true, quarantined: false },
    });
  });

  it('takes only a jump that leads somewhere', () => {
    const jump = { type: 'jump', position: { x: 1, y: 2, z: -3 } };
    expect(readServerMessage(JSON.stringify(jump))).toEqual(jump);
    expect(readServerMessage('{"type":"jump","position":{"x":1,"y":2}}')).toBeUndefined();
  });

  it('has no entry that is not finite', () => {
    const message = { type: 'welcome', session: 's', world: { entry: { position: { x: 1e999, y: 0, z: 0 } } } };
    expect(readServerMessage(JSON.stringify(message))).toMatchObject({
      world: { entry: { position: { x: 0, y: 0, z: 0 } } },
    });
  });
});
