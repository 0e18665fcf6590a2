// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { NameTags, type Nameable } from './name-tags';

interface Somebody extends Nameable {
  name: number;
  shown: boolean;
  metres: number;
  spokeMs: number;
}

function crowd(people: number): Somebody[] {
  return Array.from({ length: people }, (_, i) => ({ name: i, shown: true, metres: 1 + i / 2, spokeMs: -Infinity, tagRank: 0 }));
}

describe('name tags', () => {
  test('are for the sixteen nearest in sight', () => {
    const people = crowd(300);
    people[3]!.shown = false;
    const tags = new NameTags<Somebody>();
    tags.choose(people, 0);
    expect([...tags.chosen].map(({ name }) => name)).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  });

  test('stay while others are only a little nearer', () => {
    const people = crowd(20);
    const tags = new NameTags<Somebody>();
    tags.choose(people, 0);
    people[15]!.metres = 9.4;
    people[16]!.metres = 8.6;
    tags.choose(people, 300);
    expect(tags.chosen).toContain(people[15]);
    expect(tags.chosen).not.toContain(people[16]);
    people[16]!.metres = 5;
    tags.choose(people, 600);
    expect(tags.chosen).toContain(people[16]);
  });

  test('come first for who spoke lately and who is pointed out, from farther away', () => {
    const people = crowd(300);
    people[200]!.spokeMs = 1000;
    people[250]!.spokeMs = -9000;
    const tags = new NameTags<Somebody>();
    tags.pointedOut = people[150];
    tags.choose(people, 3000);
    expect([...tags.chosen].slice(0, 3).map(({ name }) => name)).toEqual([150, 200, 0]);
    tags.choose(people, 10_000);
    expect(tags.chosen).not.toContain(people[200]);
    expect(tags.chosen).not.toContain(people[250]);
  });

  test('are forgotten with who has gone', () => {
    const people = crowd(2);
    const tags = new NameTags<Somebody>();
    tags.pointedOut = people[0];
    tags.choose(people, 0);
    tags.forget(people[0]!);
    expect([...tags.chosen]).toEqual([people[1]]);
    expect(tags.pointedOut).toBeUndefined();
  });
});
