// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { PeopleMessage } from '../net/messages';
import { Chat } from './chat';
import { People } from './people';

function peopleWithNews() {
  const news: string[] = [];
  const clock = { now: 0 };
  const people = new People(
    {
      came: (_, name) => news.push(`${name} came`),
      renamed: (_, name, before) => news.push(`${before} became ${name}`),
      gone: (_, name, why) => news.push(`${name} ${why}`),
    },
    () => clock.now,
  );
  const apply = (message: Partial<PeopleMessage>) =>
    people.apply({ type: 'people', come: [], change: [], gone: [], ...message });
  return { people, news, apply, clock };
}

const HERON = { handle: 1, name: 'Heron' };
const FOX = { handle: 2, name: 'Fox' };

describe('people', () => {
  it('come, are renamed and go', () => {
    const { people, news, apply } = peopleWithNews();
    apply({ come: [HERON, FOX] });
    apply({ change: [{ handle: 2, name: 'Amber Fox' }] });
    apply({ gone: [{ handle: 1, why: 'lost' }] });

    expect(news).toEqual(['Heron came', 'Fox came', 'Fox became Amber Fox', 'Heron lost']);
    expect([...people.all()]).toEqual([{ handle: 2, name: 'Amber Fox', position: undefined }]);
  });

  it('are not announced again after a resume; who is missing has gone', () => {
    const { people, news, apply } = peopleWithNews();
    apply({ come: [HERON, FOX] });
    news.length = 0;
    people.beginStream(true);
    apply({ come: [HERON] });
    apply({ come: [{ handle: 3, name: 'Owl' }] });

    expect(news).toEqual(['Fox left', 'Owl came']);
  });

  it('are somebody else under the same handle in a new session', () => {
    const { people, news, apply } = peopleWithNews();
    apply({ come: [HERON] });
    news.length = 0;
    people.beginStream(false);
    apply({ come: [{ handle: 1, name: 'Owl' }] });

    expect(news).toEqual(['Heron left', 'Owl came']);
  });

  it('know where they stand, until they are out of sight', () => {
    const { people, apply, clock } = peopleWithNews();
    apply({ come: [HERON] });

    expect(people.moved(1, { x: 1, y: 2, z: 3 })).toBe(true);
    expect(people.moved(9, { x: 1, y: 2, z: 3 })).toBe(false);
    clock.now = 5000;
    expect(people.positionOf(1)).toEqual({ x: 1, y: 2, z: 3 });
    clock.now = 5001;
    expect(people.positionOf(1)).toBeUndefined();
  });
});

describe('chat', () => {
  it('does not show a line twice, and counts anew in a new session', () => {
    const said: string[] = [];
    const chat = new Chat((entry) => entry.kind === 'line' && said.push(entry.line.text));
    const line = (id: number, text: string) => ({ id, time: 0, handle: 1, name: 'Heron', text });
    chat.said([line(1, 'a'), line(2, 'b')], 1);
    chat.said([line(2, 'b'), line(3, 'c')], 1);
    expect(chat.lastId).toBe(3);
    chat.beginSession();
    chat.said([line(1, 'd')], 1);

    expect(said).toEqual(['a', 'b', 'c', 'd']);
  });
});
