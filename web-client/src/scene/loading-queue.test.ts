// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Entity } from '../world/model';
import { SceneItem } from './item';
import { LoadFailure } from './load-failure';
import { LoadingQueue } from './loading-queue';
import { SharedContent } from './shared-content';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('the loading queue', () => {
  test('loads nearest first, and asks anew how near things are', async () => {
    const queue = new LoadingQueue(1);
    const order: string[] = [];
    const distances: Record<string, number> = { a: 30, b: 10, c: 20 };
    for (const key of ['a', 'b', 'c']) {
      queue.add(key, () => distances[key] ?? 0, async () => void order.push(key));
    }
    queue.pump();
    distances['a'] = 1;
    await turn();
    queue.pump();
    await turn();
    queue.pump();
    expect(order).toEqual(['b', 'a', 'c']);
  });

  test('runs no more at once than it may', async () => {
    const queue = new LoadingQueue(2);
    const gate = deferred();
    let running = 0;
    for (const key of ['a', 'b', 'c']) {
      queue.add(key, () => 0, () => {
        running++;
        return gate.promise;
      });
    }
    queue.pump();
    queue.pump();
    expect(running).toBe(2);
    gate.resolve();
    await turn();
    queue.pump();
    expect(running).toBe(3);
  });

  test('stops what is cancelled and gives its place away', () => {
    const queue = new LoadingQueue(1);
    let stopped = false;
    queue.add('a', () => 0, (signal) => {
      signal.addEventListener('abort', () => {
        stopped = true;
      });
      return new Promise(() => undefined);
    });
    queue.pump();
    let started = false;
    queue.add('b', () => 0, async () => {
      started = true;
    });
    queue.cancel('a');
    queue.pump();
    expect(stopped).toBe(true);
    expect(started).toBe(true);
  });
});

describe('shared content', () => {
  const item = (id: string): SceneItem => new SceneItem({ id, type: 'Model' } as Entity);

  function shared(load: (url: string) => Promise<string>, released: string[]) {
    const queue = new LoadingQueue(4);
    return { queue, content: new SharedContent<string>(queue, load, (value) => released.push(value), () => 0) };
  }

  test('loads each address once, whoever wants it, and releases it when nobody has for a while', async () => {
    const loads: string[] = [];
    const released: string[] = [];
    const { queue, content } = shared(async (url) => (loads.push(url), `content of ${url}`), released);
    const got: string[] = [];
    const user = { ready: (value: string) => void got.push(value), failed: () => undefined };
    const [a, b] = [item('a'), item('b')];
    content.use('http://x/m.glb', a, user);
    content.use('http://x/m.glb', b, user);
    queue.pump();
    await turn();
    expect(loads).toEqual(['http://x/m.glb']);
    expect(got).toHaveLength(2);
    content.leave('http://x/m.glb', a, 0);
    content.sweep(60_000);
    expect(released).toEqual([]);
    content.leave('http://x/m.glb', b, 60_000);
    content.sweep(61_000);
    expect(released).toEqual([]);
    content.sweep(90_000);
    expect(released).toEqual(['content of http://x/m.glb']);
  });

  test('tells everybody why it failed, also those who come later', async () => {
    const { queue, content } = shared(() => Promise.reject(new LoadFailure('error 404', 'It is gone.')), []);
    const reasons: string[] = [];
    const user = { ready: () => undefined, failed: (failure: LoadFailure) => void reasons.push(failure.message) };
    content.use('http://x/m.glb', item('a'), user);
    queue.pump();
    await turn();
    content.use('http://x/m.glb', item('b'), user);
    expect(reasons).toEqual(['It is gone.', 'It is gone.']);
  });

  test('asks nothing of the network for addresses that browsers cannot load', () => {
    const { queue, content } = shared(() => Promise.reject(new Error('asked')), []);
    const labels: string[] = [];
    for (const url of ['atp:/a.fbx', 'qrc:///b.fst', 'file:///C:/c.fbx', 'hifi://place', '']) {
      content.use(url, item(url), { ready: () => undefined, failed: (failure) => void labels.push(failure.label) });
    }
    expect(labels).toEqual(['atp: only', 'built into Overte', 'a local file', 'hifi: address', 'no address']);
    expect(queue.pending).toBe(0);
  });
});
