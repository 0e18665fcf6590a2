// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { AnswerReader, BadAnswer } from './http-answer';

interface Read {
  status: number;
  headers: Record<string, string>;
  body: string;
  reusable: boolean | undefined;
}

/** Reads an answer in the given pieces. */
function read(pieces: readonly Uint8Array[], { isHead = false, closes = false } = {}): Read {
  const read: Read = { status: 0, headers: {}, body: '', reusable: undefined };
  const reader = new AnswerReader(isHead, {
    head: (status, headers) => Object.assign(read, { status, headers: Object.fromEntries(headers) }),
    body: (bytes) => {
      read.body += latin(bytes);
    },
    end: (reusable) => {
      read.reusable = reusable;
    },
  });
  pieces.forEach((piece) => reader.feed(piece));
  if (closes) {
    reader.closed();
  }
  return read;
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** The same numbers each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WITH_LENGTH = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED = 'HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2 \r\nlo\r\n0\r\nDigest: x\r\n\r\n';
const UNTIL_CLOSE = 'HTTP/1.0 200 OK\r\n\r\nhello';
const GOOD = [WITH_LENGTH, CHUNKED, UNTIL_CLOSE, 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n' + WITH_LENGTH];

describe('an answer of HTTP/1.1', () => {
  it('with a long line of blanks is refused at once', () => {
    const line = `a:${' '.repeat(16_000)}\x01`;
    expect(() => read([bytes(`HTTP/1.1 200 OK\r\n${line}\r\n\r\n`)])).toThrow(BadAnswer);
  });

  it('has headers without the blanks around their values', () => {
    const { headers } = read([bytes('HTTP/1.1 200 OK\r\nA: \t b c \t\r\nB:\r\nContent-Length: 0\r\n\r\n')]);
    expect(headers).toMatchObject({ a: 'b c', b: '' });
  });

  it.each(GOOD)('is read whole and byte by byte: %j', (text) => {
    const closes = text === UNTIL_CLOSE;
    const whole = read([bytes(text)], { closes });
    const single = read([...bytes(text)].map((byte) => Uint8Array.of(byte)), { closes });

    expect(whole).toMatchObject({ status: 200, body: 'hello', reusable: !closes });
    expect(single).toEqual(whole);
  });

  it.each([
    ['HTTP/1.1 204 No Content\r\n\r\n', false],
    ['HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n', false],
    ['HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n', true],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', true],
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', false],
  ])('has no content: %j', (text, isHead) => {
    expect(read([bytes(text)], { isHead })).toMatchObject({ body: '', reusable: true });
  });

  it('is the last of its connection when it says so', () => {
    const text = 'HTTP/1.1 200 OK\r\nConnection: keep-alive, Close\r\nContent-Length: 0\r\n\r\n';
    expect(read([bytes(text)]).reusable).toBe(false);
  });

  it.each([
    ['no status', 'HELLO\r\n\r\n'],
    ['another version', 'HTTP/2 200 OK\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 999 Odd\r\n\r\n'],
    ['an empty line first', '\r\nHTTP/1.1 200 OK\r\n\r\n'],
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'],
    ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['a folded header', 'HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n'],
    ['a space before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello'],
    ['a carriage return in a header', 'HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello'],
    ['two lengths in one', 'HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n'],
    ['a length beyond numbers', `HTTP/1.1 200 OK\r\nContent-Length: ${'9'.repeat(20)}\r\n\r\n`],
    ['another coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n'],
    ['a chunk with a sign', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n'],
    ['a chunk that is too long', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n'],
    ['a chunk line without end', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(300)}`],
    ['a trailer that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nx\r\n\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(3000)}`],
    ['too many headers', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(101)}\r\n`],
    ['trailers without end', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'A: b\r\n'.repeat(3000)}`],
    ['more than was asked for', WITH_LENGTH + WITH_LENGTH],
  ])('is refused for %s', (_, text) => {
    expect(() => read([bytes(text)])).toThrow(BadAnswer);
    expect(() => read([...bytes(text)].map((byte) => Uint8Array.of(byte)))).toThrow(BadAnswer);
  });

  it('is not whole when its connection ends too soon', () => {
    for (const text of [WITH_LENGTH, CHUNKED]) {
      for (let end = 0; end < text.length; end++) {
        expect(() => read([bytes(text.slice(0, end))], { closes: true })).toThrow(BadAnswer);
      }
    }
  });

  it('is read the same however it is cut, and whatever it is changed to, it ends or is refused', () => {
    const random = numbers(20_261_130);
    const pick = (most: number) => Math.floor(random() * most);
    for (let round = 0; round < 2_000; round++) {
      const text = bytes(GOOD[pick(GOOD.length)]!);
      for (let changes = pick(4); changes > 0; changes--) {
        text[pick(text.length)] = random() < 0.5 ? pick(256) : '\r\n :0aF'.charCodeAt(pick(8));
      }
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < text.length; ) {
        const end = at + 1 + pick(40);
        pieces.push(text.subarray(at, end));
        at = end;
      }
      const outcome = (parts: readonly Uint8Array[]): unknown => {
        try {
          return read(parts);
        } catch (error) {
          expect(error).toBeInstanceOf(BadAnswer);
          return 'refused';
        }
      };
      expect(outcome(pieces)).toEqual(outcome([text]));
    }
  });
});
