// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { EntitiesMessage, Refusal } from '../net/messages';
import type { Move } from '../net/moves';
import type { Answer } from '../net/outbox';
import { Building } from './building';
import { EntityStore } from './entity-store';
import type { Edit } from './history';
import { applyMergePatch } from './merge-patch';
import type { Entity, Transform } from './model';

const REFUSAL: Refusal = { code: 'entity-locked', message: 'It is locked.', do: 'Unlock it.' };

/** A world that does what it is told, like a server with one builder. */
class Bench {
  readonly store = new EntityStore();
  readonly sent: Edit[] = [];
  readonly refusals: Refusal[] = [];
  readonly holds: string[] = [];
  readonly moves: Move[] = [];
  readonly dropped: string[] = [];
  readonly building: Building;
  now = 0;
  refuse = false;
  #ids = 0;

  constructor(...entities: Entity[]) {
    this.say({ add: entities });
    this.building = new Building(this.store, {
      request: (edit) => this.request(edit),
      hold: (id) => this.hold(id),
      sendMoves: (moves) => this.moves.push(...moves),
      dropped: (id) => this.dropped.push(id),
      newId: () => `new-${++this.#ids}`,
      now: () => this.now,
      refused: (refusal) => this.refusals.push(refusal),
      historyChanged: () => undefined,
    });
  }

  get world(): Record<string, Entity> {
    return Object.fromEntries([...this.store.all()].map((entity) => [entity.id, entity]));
  }

  async done(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
  }

  /** A tick of the server and of the client. */
  tick(ms = 50): void {
    this.now += ms;
    this.building.tick();
  }

  private async hold(id: string): Promise<Answer> {
    this.holds.push(id);
    await Promise.resolve();
    if (this.refuse) {
      return { kind: 'refused', refusal: REFUSAL };
    }
    this.say({ moving: [{ id, handle: 100 + this.holds.length }] });
    return { kind: 'accepted', id };
  }

  private async request(edit: Edit): Promise<Answer> {
    this.sent.push(edit);
    await Promise.resolve();
    if (this.refuse) {
      return { kind: 'refused', refusal: REFUSAL };
    }
    switch (edit.type) {
      case 'add':
        this.say({ add: [edit.entity] });
        return { kind: 'accepted', id: edit.entity.id };
      case 'edit':
        this.say({ change: [{ id: edit.id, patch: edit.properties }], still: [edit.id] });
        return { kind: 'accepted', id: edit.id };
      case 'delete':
        this.say({ remove: this.tree(edit.id) });
        return { kind: 'accepted', id: edit.id };
    }
  }

  private tree(id: string): string[] {
    const children = [...this.store.all()].filter((entity) => entity['parentID'] === id);
    return [id, ...children.flatMap((child) => this.tree(child.id))];
  }

  say(message: Partial<EntitiesMessage>): void {
    this.store.apply({ type: 'entities', add: [], change: [], remove: [], hide: [], moving: [], still: [], ...message });
  }
}

function transform(x: number, dimensions = { x: 1, y: 1, z: 1 }): Transform {
  return { position: { x, y: 0, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 }, dimensions };
}

const BOX: Entity = { id: 'a', type: 'Box', name: 'A', dimensions: { x: 1, y: 1, z: 1 } };

describe('building', () => {
  it('undoes and redoes an edit, defaults included', async () => {
    const bench = new Bench(BOX);
    await bench.building.edit('a', { name: 'B', color: { red: 1, green: 2, blue: 3 } });
    const after = applyMergePatch(BOX, { name: 'B', color: { red: 1, green: 2, blue: 3 } });
    expect(bench.world['a']).toEqual(after);

    bench.building.undo();
    await bench.done();
    expect(bench.world['a']).toEqual(BOX);
    expect(bench.building.canUndo).toBe(false);

    bench.building.redo();
    await bench.done();
    expect(bench.world['a']).toEqual(after);
  });

  it('sends vectors whole, so that a default is never half replaced', async () => {
    const bench = new Bench({ ...BOX, position: { x: 1, y: 2, z: 3 } });
    await bench.building.edit('a', { position: { x: 9, y: 2, z: 3 } });

    expect(bench.sent).toEqual([{ type: 'edit', id: 'a', properties: { position: { x: 9, y: 2, z: 3 } } }]);
  });

  it('sends nothing when nothing differs', async () => {
    const bench = new Bench(BOX);
    await bench.building.edit('a', { name: 'A' });

    expect(bench.sent).toEqual([]);
    expect(bench.building.canUndo).toBe(false);
  });

  it('undoes an addition by deleting, and redoes it under the same id', async () => {
    const bench = new Bench();
    const id = await bench.building.add({ type: 'Sphere', name: 'Ball' });
    bench.building.undo();
    await bench.done();
    expect(bench.world).toEqual({});

    bench.building.redo();
    await bench.done();
    expect(bench.world).toEqual({ [id!]: { id, type: 'Sphere', name: 'Ball' } });
  });

  it('brings a deleted tree back, parents before children, without what the server sets', async () => {
    const child: Entity = { id: 'b', type: 'Box', parentID: 'a', created: 5 };
    const grandchild: Entity = { id: 'c', type: 'Box', parentID: 'b', lastEditedBy: 'x' };
    const bench = new Bench(grandchild, BOX, child, { id: 'd', type: 'Box' });
    await bench.building.delete('a');
    expect(Object.keys(bench.world)).toEqual(['d']);

    bench.building.undo();
    await bench.done();
    expect(bench.sent.slice(1)).toEqual([
      { type: 'add', entity: BOX },
      { type: 'add', entity: { id: 'b', type: 'Box', parentID: 'a' } },
      { type: 'add', entity: { id: 'c', type: 'Box', parentID: 'b' } },
    ]);
  });

  it('takes back what is refused, and says why once', async () => {
    const bench = new Bench(BOX);
    bench.refuse = true;
    const edited = bench.building.edit('a', { name: 'B' });
    expect(bench.world['a']!['name']).toBe('B');
    expect(await edited).toBe(false);

    expect(bench.world['a']).toEqual(BOX);
    expect(bench.refusals).toEqual([REFUSAL]);
    expect(bench.building.canUndo).toBe(false);
  });

  it('makes one step of a drag, and one edit at its end; in between it says where the thing is', async () => {
    const bench = new Bench(BOX);
    for (let i = 1; i <= 100; i++) {
      bench.building.transform('a', transform(i), false);
      await bench.done();
      expect(bench.world['a']!['position']).toEqual({ x: i, y: 0, z: 0 });
      if (i % 5 === 0) {
        bench.tick();
      }
    }
    expect(bench.sent).toEqual([]);
    expect(bench.moves.map(({ position }) => position.x)).toEqual(Array.from({ length: 20 }, (_, i) => 5 * (i + 1)));

    bench.building.transform('a', transform(200), true);
    await bench.done();
    bench.tick(5_000);
    expect(bench.holds).toEqual(['a']);
    expect(bench.sent).toEqual([{ type: 'edit', id: 'a', properties: { position: { x: 200, y: 0, z: 0 }, rotation: null } }]);
    expect(bench.moves).toHaveLength(20);

    bench.building.undo();
    await bench.done();
    expect(bench.world['a']).toEqual(BOX);
    expect(bench.building.canUndo).toBe(false);
  });

  it('shows a held thing where the hand has it, whatever the server says meanwhile', async () => {
    const bench = new Bench(BOX);
    const heard: string[] = [];
    bench.store.follow({
      added: () => undefined,
      changed: (entity) => heard.push(`at ${(entity['position'] as { x: number } | undefined)?.x}`),
      removed: () => undefined,
      moving: (_, handle) => heard.push(`handle ${handle}`),
    });
    bench.building.transform('a', transform(3), false);
    await bench.done();
    bench.say({ change: [{ id: 'a', patch: { position: { x: 1, y: 0, z: 0 } } }], still: ['a'] });
    bench.say({ moving: [{ id: 'a', handle: 5 }] });
    expect(heard).toEqual(['at 3']);

    bench.building.transform('a', transform(4), true);
    await bench.done();
    expect(heard).toEqual(['at 3', 'at 4']);
  });

  it('drops a drag that is refused at its beginning, says why once, and shows the thing where it was', async () => {
    const bench = new Bench(BOX);
    bench.refuse = true;
    const first = bench.building.drag('a', { position: { x: 1, y: 0, z: 0 } }, false);
    const second = bench.building.drag('a', { position: { x: 2, y: 0, z: 0 } }, false);
    expect(await Promise.all([first, second])).toEqual([false, false]);

    expect(bench.world['a']).toEqual(BOX);
    expect(bench.refusals).toEqual([REFUSAL]);
    expect(bench.dropped).toEqual(['a']);
    expect(bench.sent).toEqual([]);
    expect(bench.building.canUndo).toBe(false);
  });

  it('writes out the end of a drag that came back to its beginning, since others saw it elsewhere', async () => {
    const start = { ...BOX, position: { x: 0, y: 0, z: 0 }, rotation: { x: 0, y: 0, z: 0, w: 1 } };
    const bench = new Bench(start);
    bench.building.transform('a', transform(3), false);
    await bench.done();
    bench.building.transform('a', transform(0), true);
    await bench.done();

    expect(bench.building.canUndo).toBe(false);
    expect(bench.sent).toEqual([{ type: 'edit', id: 'a', properties: { position: start.position, rotation: start.rotation } }]);
  });

  it('sends nothing after a drag whose end came before the answer to its beginning, and reports only what the edit is told', async () => {
    const bench = new Bench(BOX);
    bench.refuse = true;
    bench.building.transform('a', transform(3), false);
    bench.building.transform('a', transform(4), true);
    await bench.done();
    bench.tick(5_000);

    expect(bench.moves).toEqual([]);
    expect(bench.refusals).toEqual([REFUSAL]);
    expect(bench.dropped).toEqual([]);
    expect(bench.world['a']).toEqual(BOX);
  });

  it('brings back with undo the motion that holding stopped', async () => {
    const flying = { ...BOX, velocity: { x: 2, y: 0, z: 0 } };
    const bench = new Bench(flying);
    bench.building.transform('a', transform(3), false);
    await bench.done();
    bench.building.transform('a', transform(4), true);
    await bench.done();
    expect(bench.world['a']).not.toHaveProperty('velocity');

    bench.building.undo();
    await bench.done();
    expect(bench.world['a']).toEqual(flying);
  });

  it('shows what the server says once a drag is dropped', async () => {
    const bench = new Bench(BOX);
    bench.building.transform('a', transform(3), false);
    await bench.done();
    bench.building.dropAll();

    expect(bench.world['a']).toEqual(BOX);
    expect(bench.store.handleOf('a')).toBe(101);
    bench.tick(5_000);
    expect(bench.moves).toEqual([]);
  });

  it('sends at most 20 edits a second while a size is dragged, and makes one step of it', async () => {
    const bench = new Bench(BOX);
    for (let i = 1; i <= 100; i++) {
      bench.now = i * 10;
      bench.building.transform('a', transform(0, { x: 1 + i, y: 1, z: 1 }), false);
    }
    bench.now = 1001;
    bench.building.transform('a', transform(0, { x: 200, y: 1, z: 1 }), true);
    await bench.done();
    expect(bench.holds).toEqual([]);
    expect(bench.sent.length).toBeLessThanOrEqual(22);
    expect(bench.sent.length).toBeGreaterThan(15);
    expect(bench.world['a']!['dimensions']).toEqual({ x: 200, y: 1, z: 1 });

    bench.building.undo();
    await bench.done();
    expect(bench.world['a']).toEqual(BOX);
    expect(bench.building.canUndo).toBe(false);
  });

  it('writes only what the handles changed', async () => {
    const bench = new Bench(BOX);
    bench.building.transform('a', transform(3), true);
    await bench.done();

    expect(bench.sent).toEqual([{ type: 'edit', id: 'a', properties: { position: { x: 3, y: 0, z: 0 } } }]);
  });

  it('takes back all that a drag changed in one step, what hung on a parent included', async () => {
    const child: Entity = { id: 'b', type: 'Box', parentID: 'a', position: { x: 0, y: 1, z: 0 } };
    const bench = new Bench(BOX, child);
    void bench.building.drag('b', { parentID: null, position: { x: 5, y: 1, z: 0 } }, false);
    await bench.done();
    bench.now = 100;
    await bench.building.drag('b', { position: { x: 9, y: 0, z: 0 } }, true);
    expect(bench.world['b']).toEqual({ id: 'b', type: 'Box', position: { x: 9, y: 0, z: 0 } });

    bench.building.undo();
    await bench.done();
    expect(bench.world['b']).toEqual(child);
    expect(bench.building.canUndo).toBe(false);
  });

  it('keeps two drags apart', async () => {
    const bench = new Bench(BOX, { ...BOX, id: 'b' });
    bench.building.transform('a', transform(1), false);
    bench.building.transform('b', transform(2), false);
    await bench.done();
    bench.building.transform('a', transform(3), true);
    await bench.done();
    bench.building.undo();
    await bench.done();

    expect(bench.world['a']).toEqual(BOX);
    expect(bench.world['b']!['position']).toEqual({ x: 2, y: 0, z: 0 });
  });

  it('leaves no step when a drag ends where it began', async () => {
    const bench = new Bench({ ...BOX, position: { x: 0, y: 0, z: 0 } });
    bench.building.transform('a', transform(3), false);
    bench.now = 100;
    bench.building.transform('a', transform(0), true);
    await bench.done();

    expect(bench.building.canUndo).toBe(false);
    expect(bench.world['a']!['position']).toEqual({ x: 0, y: 0, z: 0 });
  });

  it('forgets what was undone once something new is done', async () => {
    const bench = new Bench(BOX);
    await bench.building.edit('a', { name: 'B' });
    bench.building.undo();
    await bench.building.edit('a', { name: 'C' });

    expect(bench.building.canRedo).toBe(false);
  });
});
