// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { NewestPoses } from './newest-poses';

describe('poses that overtake each other', () => {
  it('are new for each handle as long as their time does not fall, also where it wraps', () => {
    const newest = new NewestPoses();
    expect(newest.isNew(1, 0xffff_fff0)).toBe(true);
    expect(newest.isNew(1, 0xffff_fff0)).toBe(true);
    expect(newest.isNew(2, 100)).toBe(true);
    expect(newest.isNew(1, 17)).toBe(true);
    expect(newest.isNew(1, 0xffff_fff8)).toBe(false);
    expect(newest.isNew(1, 16)).toBe(false);
    expect(newest.isNew(2, 133)).toBe(true);
  });

  it('count anew in another session', () => {
    const newest = new NewestPoses();
    newest.isNew(1, 5000);
    newest.forget();
    expect(newest.isNew(1, 3)).toBe(true);
  });
});
