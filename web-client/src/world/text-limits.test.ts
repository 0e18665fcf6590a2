// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { faultOfName, faultOfText } from './text-limits';

describe('a name', () => {
  it('is fine with letters, accents and emoji, counted as code points', () => {
    expect(faultOfName('Quiet Heron', 32)).toBeUndefined();
    expect(faultOfName('🦊'.repeat(32), 32)).toBeUndefined();
  });

  it('is too long beyond the limit', () => {
    expect(faultOfName('x'.repeat(33), 32)).toEqual({ kind: 'too-long', characters: 33, limit: 32 });
  });

  it.each(['', '   '])('is empty: %j', (name) => {
    expect(faultOfName(name, 32)).toEqual({ kind: 'empty' });
  });

  it.each(['a\nb', 'a\u202eb', 'a\u0000', 'a\u2066b'])('holds what does not fit: %j', (name) => {
    expect(faultOfName(name, 32)).toEqual({ kind: 'unfit' });
  });
});

describe('a line of chat', () => {
  it('may hold several lines', () => {
    expect(faultOfText('a\nb', 10)).toBeUndefined();
  });
});
