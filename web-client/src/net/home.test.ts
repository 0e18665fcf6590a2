// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { homeOrigin, questionAddress, readQuestion, readVouch, vouchMessage } from './home';

const question = { origin: 'https://harbour.example', destination: 'A'.repeat(43), visitor: 'B'.repeat(43) };

describe('a home', () => {
  it.each([
    ['home.example', 'https://home.example'],
    [' home.example:8443 ', 'https://home.example:8443'],
    ['alice@home.example', 'https://home.example'],
    ['https://home.example/any/path', 'https://home.example'],
    ['localhost:4080', 'http://localhost:4080'],
    ['home.localhost:4080', 'http://home.localhost:4080'],
  ])('is meant by %s', (written, origin) => {
    expect(homeOrigin(written)).toBe(origin);
  });

  it.each(['', 'http://home.example', 'javascript:alert(1)', 'two words', 'http://localhost.evil.example'])(
    'is not meant by “%s”',
    (written) => {
      expect(homeOrigin(written)).toBeUndefined();
    },
  );

  it('gets the whole question in the address of its page', () => {
    const address = new URL(questionAddress('https://home.example', question));
    expect(address.origin + address.pathname).toBe('https://home.example/home');
    expect(readQuestion(address.search)).toEqual(question);
  });

  it.each([
    { ...question, origin: 'https://harbour.example/path' },
    { ...question, origin: 'null' },
    { ...question, origin: 'javascript:alert(1)' },
    { ...question, destination: 'A' },
    { ...question, visitor: '' },
  ])('does not answer half a question', (half) => {
    expect(readQuestion(`?${new URLSearchParams(half)}`)).toBeUndefined();
  });

  it('answers with a message that is told from others', () => {
    expect(readVouch(vouchMessage('a.b.c'))).toBe('a.b.c');
    for (const other of [undefined, null, 'a.b.c', {}, { type: 'freehold-vouch' }, { type: 'x', vouch: 'a' }]) {
      expect(readVouch(other)).toBeUndefined();
    }
  });
});
