// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { Friends, MAX_FRIENDS } from './friends';

function friends() {
  const told: (readonly number[])[] = [];
  return { told, friends: new Friends((handles) => told.push(handles)) };
}

describe('friends', () => {
  it('tells the domain all of them with each change, in the order chosen', () => {
    const { told, friends: mine } = friends();
    mine.set(9, true);
    mine.set(3, true);
    mine.set(9, false);
    expect(told).toEqual([[9], [9, 3], [3]]);
    expect(mine.has(3)).toBe(true);
    expect(mine.has(9)).toBe(false);
  });

  it('tells nothing when nothing changes', () => {
    const { told, friends: mine } = friends();
    mine.set(9, false);
    mine.set(9, true);
    mine.set(9, true);
    expect(told).toEqual([[9]]);
  });

  it('forgets who leaves, for somebody else may get the handle', () => {
    const { told, friends: mine } = friends();
    mine.set(9, true);
    mine.gone(9);
    expect(mine.has(9)).toBe(false);
    expect(told).toEqual([[9]]);
  });

  it('tells them again in a new session, if there are any', () => {
    const { told, friends: mine } = friends();
    mine.tellAgain();
    expect(told).toEqual([]);
    mine.set(9, true);
    mine.tellAgain();
    expect(told).toEqual([[9], [9]]);
  });

  it('takes no more than the domain does', () => {
    const { told, friends: mine } = friends();
    for (let handle = 1; handle <= MAX_FRIENDS; handle++) {
      mine.set(handle, true);
    }
    expect(mine.isFull).toBe(true);
    mine.set(1000, true);
    expect(mine.has(1000)).toBe(false);
    expect(told.length).toBe(MAX_FRIENDS);
  });
});
