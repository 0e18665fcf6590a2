// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { Comings } from './comings';

function comings() {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    news: new Comings((words) => told.push(words), (run) => waiting.push(run)),
    told,
    pass: () => waiting.splice(0).forEach((run) => run()),
  };
}

describe('comings and goings', () => {
  it('are told one by one', () => {
    const { news, told, pass } = comings();
    news.came('Heron');
    news.came('Fox');
    news.gone('Owl', 'lost');
    pass();
    expect(told).toEqual(['Heron came in.', 'Fox came in.', 'Owl lost the connection.']);
    news.came('Owl');
    pass();
    expect(told.at(-1)).toBe('Owl came in.');
  });

  it('are one sentence when a crowd comes or goes', () => {
    const { news, told, pass } = comings();
    for (let i = 1; i <= 200; i++) {
      news.came(`Guest ${i}`);
      news.gone(`Host ${i}`, 'left');
    }
    pass();
    expect(told).toEqual(['Guest 1, Guest 2, and 198 others came in.', 'Host 1, Host 2, and 198 others left.']);
  });
});
