// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Move } from '../net/moves';
import type { Answer } from '../net/outbox';
import { Holding, MOVE_INTERVAL_MS } from './holding';
import { UPRIGHT, type Placement } from './space';

const REFUSED: Answer = { kind: 'refused', refusal: { code: 'entity-held', message: 'Ada holds it.', do: 'Wait.' } };
const ACCEPTED: Answer = { kind: 'accepted', id: 'a' };

/** A server that answers when it is told to, and things whose places are set. */
class Bench {
  readonly asked: { id: string; answer: (answer: Answer) => void }[] = [];
  readonly sent: (readonly Move[])[] = [];
  readonly handles = new Map<string, number>();
  readonly places = new Map<string, Placement>();
  now = 0;
  readonly holding = new Holding({
    hold: (id) => new Promise((answer) => this.asked.push({ id, answer })),
    handleOf: (id) => this.handles.get(id),
    placementOf: (id) => this.places.get(id),
    send: (moves) => this.sent.push(moves),
    now: () => this.now,
  });

  put(id: string, x: number): void {
    this.places.set(id, { position: { x, y: 0, z: 0 }, rotation: UPRIGHT });
  }

  async answer(answer: Answer): Promise<void> {
    this.asked.at(-1)!.answer(answer);
    await Promise.resolve();
    await Promise.resolve();
  }

  tick(ms = MOVE_INTERVAL_MS): void {
    this.now += ms;
    this.holding.tick();
  }

  async hold(id: string, handle: number): Promise<void> {
    this.put(id, 0);
    void this.holding.take(id);
    await this.answer(ACCEPTED);
    this.handles.set(id, handle);
  }
}

describe('holding', () => {
  it('sends nothing before the server has agreed and given a handle', async () => {
    const bench = new Bench();
    bench.put('a', 1);
    void bench.holding.take('a');
    bench.handles.set('a', 7);
    bench.tick();
    expect(bench.sent).toEqual([]);

    bench.handles.delete('a');
    await bench.answer(ACCEPTED);
    bench.tick();
    expect(bench.sent).toEqual([]);

    bench.handles.set('a', 7);
    bench.tick();
    expect(bench.sent).toEqual([[{ handle: 7, position: { x: 1, y: 0, z: 0 }, rotation: UPRIGHT }]]);
  });

  it('asks once however often it is taken', () => {
    const bench = new Bench();
    void bench.holding.take('a');
    void bench.holding.take('a');

    expect(bench.asked).toHaveLength(1);
  });

  it('says only the newest place, once each tick, of all things in one frame', async () => {
    const bench = new Bench();
    await bench.hold('a', 7);
    await bench.hold('b', 8);
    for (let x = 1; x <= 9; x++) {
      bench.put('a', x);
      bench.put('b', -x);
    }
    bench.tick();

    expect(bench.sent.map((moves) => moves.map(({ handle, position }) => [handle, position.x]))).toEqual([[[7, 9], [8, -9]]]);
  });

  it('says it again before the server loses patience, and seldom', async () => {
    const bench = new Bench();
    await bench.hold('a', 7);
    for (let i = 0; i < 10_000 / MOVE_INTERVAL_MS; i++) {
      bench.tick();
    }

    expect(bench.sent.length).toBeGreaterThan(8);
    expect(bench.sent.length).toBeLessThan(15);
  });

  it('says nothing of what is out of the world: the whole frame would be ignored', async () => {
    const bench = new Bench();
    await bench.hold('a', 7);
    await bench.hold('b', 8);
    bench.put('a', 16_385);
    bench.tick();

    expect(bench.sent.flat().map(({ handle }) => handle)).toEqual([8]);
  });

  it('asks again, but not all the time, when the server let go and it is moved on', async () => {
    const bench = new Bench();
    await bench.hold('a', 7);
    bench.tick();
    bench.handles.delete('a');
    bench.tick(5_000);
    expect(bench.asked).toHaveLength(1);

    bench.put('a', 2);
    bench.tick();
    expect(bench.asked).toHaveLength(2);
    await bench.answer(ACCEPTED);
    bench.tick();
    expect(bench.asked).toHaveLength(2);

    bench.handles.set('a', 9);
    bench.tick();
    expect(bench.sent.at(-1)).toMatchObject([{ handle: 9, position: { x: 2 } }]);
  });

  it('is silent about what was refused or let go', async () => {
    const bench = new Bench();
    bench.put('a', 1);
    const answer = bench.holding.take('a');
    await bench.answer(REFUSED);
    bench.handles.set('a', 7);
    bench.tick();
    expect(await answer).toEqual(REFUSED);

    await bench.hold('b', 8);
    bench.holding.letGo('b');
    bench.tick();
    expect(bench.sent).toEqual([]);
  });
});
