// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { cut, isPart, PART_BYTES, TextParts } from './text-parts';

function together(text: string): { text: string } | undefined | 'broken' {
  const parts = new TextParts();
  const cutUp = cut(text);
  let whole: { text: string } | undefined | 'broken';
  for (const part of cutUp as Uint8Array<ArrayBuffer>[]) {
    expect(whole).toBeUndefined();
    expect(part.length).toBeLessThanOrEqual(PART_BYTES);
    expect(isPart(part.buffer)).toBe(true);
    whole = parts.take(part.buffer);
  }
  return whole;
}

describe('a long text', () => {
  it('comes in parts and is put together again, wherever its characters are cut', () => {
    for (const text of ['x'.repeat(16_385), 'é'.repeat(30_000), `a${'🦊'.repeat(9_000)}`, 'ab'.repeat(16_382)]) {
      expect(together(text)).toEqual({ text });
    }
  });

  it('is not cut when it fits into one message', () => {
    expect(cut('x'.repeat(16_384))).toBe('x'.repeat(16_384));
    expect(cut('')).toBe('');
  });

  it('leaves the next one whole', () => {
    const parts = new TextParts();
    expect(parts.take(Uint8Array.of(0, 0, 65).buffer)).toBeUndefined();
    expect(parts.take(Uint8Array.of(0, 1, 66).buffer)).toEqual({ text: 'AB' });
    expect(parts.take(Uint8Array.of(0, 1).buffer)).toEqual({ text: '' });
  });

  it.each([
    ['a head that is not whole', [[0]]],
    ['a second byte that says nothing', [[0, 2, 65]]],
    ['bytes that are no text', [[0, 1, 0xff]]],
    ['a character that never ends', [[0, 0, 0xc3], [0, 1]]],
  ])('is given up for %s', (_, messages) => {
    const parts = new TextParts();
    expect(messages.map((bytes) => parts.take(Uint8Array.from(bytes).buffer)).at(-1)).toBe('broken');
  });

  it('is given up when it never ends', () => {
    const parts = new TextParts();
    const part = new Uint8Array(PART_BYTES).buffer;
    let taken: unknown;
    let count = 0;
    while (taken !== 'broken' && count < 10_000) {
      taken = parts.take(part);
      count++;
    }
    expect(count).toBe(2_049);
  });

  it('is given up when it comes in more small parts than the memory is for', () => {
    const parts = new TextParts();
    const part = Uint8Array.of(0, 0, 97).buffer;
    let count = 1;
    while (parts.take(part) !== 'broken' && count < 1_000_000) {
      count++;
    }
    expect(count).toBe(131_073);
  });

  it('is not taken for a pose, nor a pose for it', () => {
    expect(isPart(Uint8Array.of(1, 0).buffer)).toBe(false);
    expect(isPart(new ArrayBuffer(0))).toBe(false);
  });
});
