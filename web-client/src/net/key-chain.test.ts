// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { follow, pinned } from './key-chain';

interface Vector {
  about: string;
  from: string;
  chain: unknown;
  leadsTo: { version: number; threshold: number; keys: string[] } | null;
}

const vectors = Object.values(
  import.meta.glob<Vector[]>('../../../docs/vectors/key-sets.json', { eager: true, import: 'default' }),
)[0]!;

describe('key sets', () => {
  it.each(vectors)('lead where the golden vector says: $about', ({ from, chain, leadsTo }) => {
    const followed = follow(pinned(from), chain);
    expect(followed ?? null).toEqual(
      leadsTo === null ? null : { version: leadsTo.version, threshold: leadsTo.threshold, keys: leadsTo.keys },
    );
  });

  it('lead nowhere when they are something else', () => {
    for (const chain of [undefined, null, 1, 'x', [], {}, { documents: 1 }, { documents: [null, 1, {}, { document: 'é' }] }]) {
      expect(follow(pinned('A'.repeat(43)), chain)).toBeUndefined();
    }
  });
});
