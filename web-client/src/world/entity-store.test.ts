// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { EntitiesMessage } from '../net/messages';
import { EntityStore } from './entity-store';
import type { Entity, EntityId } from './model';

const NOTHING: EntitiesMessage = { type: 'entities', add: [], change: [], remove: [], hide: [], moving: [], still: [] };

/** A store and, as short texts, what its listener heard. */
function storeWithListener() {
  const store = new EntityStore();
  const heard: string[] = [];
  store.follow({
    added: ({ id }) => heard.push(`added ${id}`),
    changed: ({ id }, patch) => heard.push(`changed ${id} ${JSON.stringify(patch)}`),
    removed: (id) => heard.push(`removed ${id}`),
    moving: (id, handle) => heard.push(`moving ${id} ${handle ?? 'no more'}`),
  });
  return { store, heard, apply: (message: Partial<EntitiesMessage>) => store.apply({ ...NOTHING, ...message }) };
}

function box(id: EntityId, properties: Record<string, unknown> = {}): Entity {
  return { id, type: 'Box', ...properties };
}

describe('an entity store', () => {
  it('applies the members of a message in the order of the protocol', () => {
    const { heard, apply } = storeWithListener();
    apply({ add: [box('a'), box('b')], moving: [{ id: 'b', handle: 9 }] });
    heard.length = 0;
    apply({
      moving: [{ id: 'c', handle: 5 }],
      still: ['b'],
      change: [{ id: 'c', patch: { name: 'C' } }],
      add: [box('c')],
      hide: ['a'],
    });

    expect(heard).toEqual(['removed a', 'added c', 'changed c {"name":"C"}', 'moving b no more', 'moving c 5']);
  });

  it('merges patches: null gives a property back, objects merge', () => {
    const { store, apply } = storeWithListener();
    apply({ add: [box('a', { name: 'A', color: { red: 1, green: 2, blue: 3 } })] });
    apply({ change: [{ id: 'a', patch: { name: null, color: { red: 9 } } }] });

    expect(store.get('a')).toEqual({ id: 'a', type: 'Box', color: { red: 9, green: 2, blue: 3 } });
  });

  it('ignores changes of what it does not know', () => {
    const { heard, apply } = storeWithListener();
    apply({ change: [{ id: 'a', patch: { name: 'A' } }], remove: ['a'], still: ['a'], moving: [{ id: 'a', handle: 1 }] });

    expect(heard).toEqual([]);
  });

  it('says that a thing in the own hand does not move by itself, until it was let go as often as taken', () => {
    const { store, heard, apply } = storeWithListener();
    apply({ add: [box('a')], moving: [{ id: 'a', handle: 3 }] });
    heard.length = 0;
    const once = store.takeInHand('a');
    const twice = store.takeInHand('a');
    apply({ still: ['a'] });
    apply({ moving: [{ id: 'a', handle: 4 }] });
    once();
    expect(heard).toEqual(['moving a no more']);
    expect([store.handleOf('a'), store.saidHandleOf('a')]).toEqual([undefined, 4]);

    twice();
    expect(heard).toEqual(['moving a no more', 'moving a 4']);
  });

  it('tells a late listener what is there, moving ones as moving', () => {
    const { store, apply } = storeWithListener();
    apply({ add: [box('a')], moving: [{ id: 'a', handle: 3 }] });
    const heard: string[] = [];
    const stop = store.follow({
      added: ({ id }) => heard.push(`added ${id}`),
      changed: () => heard.push('changed'),
      removed: () => heard.push('removed'),
      moving: (_, handle) => heard.push(`moving ${handle}`),
    });
    stop();
    apply({ remove: ['a'] });

    expect(heard).toEqual(['added a', 'moving 3']);
  });

  it('forgets after a resume what did not come again, and keeps quiet about what did', () => {
    const { store, heard, apply } = storeWithListener();
    store.beginStream();
    apply({ add: [box('a'), box('b', { name: 'B' }), box('c')] });
    store.loaded();
    heard.length = 0;
    store.beginStream();
    apply({ add: [box('a'), box('b', { name: 'renamed' })] });
    store.loaded();

    expect(heard).toEqual(['changed b {"name":"renamed"}', 'removed c']);
  });

  it('takes a moving entity for still when it comes again without being named as moving', () => {
    const { store, heard, apply } = storeWithListener();
    apply({ add: [box('a')], moving: [{ id: 'a', handle: 3 }] });
    heard.length = 0;
    store.beginStream();
    apply({ add: [box('a')] });

    expect(heard).toEqual(['moving a no more']);
  });

  it('replaces an entity whose type became another', () => {
    const { heard, apply } = storeWithListener();
    apply({ add: [box('a')] });
    apply({ add: [{ id: 'a', type: 'Sphere' }] });

    expect(heard).toEqual(['added a', 'removed a', 'added a']);
  });
});

describe('own edits', () => {
  it('show at once, and stay when the server says the same', () => {
    const { store, heard, apply } = storeWithListener();
    apply({ add: [box('a', { name: 'old' })] });
    const answered = store.showOwn('a', { name: 'new' });
    apply({ change: [{ id: 'a', patch: { name: 'new' } }] });
    answered();

    expect(heard).toEqual(['added a', 'changed a {"name":"new"}']);
  });

  it('are taken back when refused', () => {
    const { store, heard, apply } = storeWithListener();
    apply({ add: [box('a')] });
    store.showOwn('a', { name: 'new' })();

    expect(store.get('a')).toEqual(box('a'));
    expect(heard.at(-1)).toBe('changed a {"name":null}');
  });

  it('stay on top of older news while dragging: no rubber band', () => {
    const { store, heard, apply } = storeWithListener();
    apply({ add: [box('a', { position: { x: 0, y: 0, z: 0 } })] });
    const first = store.showOwn('a', { position: { x: 1, y: 0, z: 0 } });
    store.showOwn('a', { position: { x: 2, y: 0, z: 0 } });
    heard.length = 0;
    apply({ change: [{ id: 'a', patch: { position: { x: 1, y: 0, z: 0 } } }] });
    first();

    expect(heard).toEqual([]);
    expect(store.get('a')?.['position']).toEqual({ x: 2, y: 0, z: 0 });
  });

  it('let changes of other properties through', () => {
    const { store, heard, apply } = storeWithListener();
    apply({ add: [box('a')] });
    store.showOwn('a', { name: 'mine' });
    apply({ change: [{ id: 'a', patch: { visible: false } }] });

    expect(heard.at(-1)).toBe('changed a {"visible":false}');
  });
});
