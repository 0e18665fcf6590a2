// SPDX-License-Identifier: Apache-2.0

import type { SceneItem } from './item';
import { failureOf, type LoadFailure, unusable } from './load-failure';
import type { LoadingQueue } from './loading-queue';

export interface ContentUser<T> {
  ready(content: T): void;
  failed(failure: LoadFailure): void;
}

interface Content<T> {
  readonly users: Map<SceneItem, ContentUser<T>>;
  state: { kind: 'waiting' } | { kind: 'ready'; value: T } | { kind: 'failed'; failure: LoadFailure };
  /** Milliseconds, when the last user left. */
  idleSince: number;
}

/** What nobody has used for this long is given up. An edit that rebuilds a thing takes its content back within that time. */
const keepMs = 10_000;

/** One load for each URL, shared by everything that shows it. */
export class SharedContent<T> {
  private readonly contents = new Map<string, Content<T>>();

  /**
   * @param load rejects with a LoadFailure, or with anything for a file that cannot be read
   * @param distanceTo metres from the viewer to an item
   */
  constructor(
    private readonly queue: LoadingQueue,
    private readonly load: (url: string, signal: AbortSignal) => Promise<T>,
    private readonly release: (value: T) => void,
    private readonly distanceTo: (item: SceneItem) => number,
  ) {}

  /** Calls back at once when the content is here, later otherwise. One use for each item and kind of content. */
  use(url: string, item: SceneItem, user: ContentUser<T>): void {
    const wrong = unusable(url);
    if (wrong !== undefined) {
      user.failed(wrong);
      return;
    }
    let content = this.contents.get(url);
    if (content === undefined) {
      content = { users: new Map(), state: { kind: 'waiting' }, idleSince: Infinity };
      this.contents.set(url, content);
      this.start(url, content);
    }
    content.users.set(item, user);
    content.idleSince = Infinity;
    switch (content.state.kind) {
      case 'ready':
        user.ready(content.state.value);
        break;
      case 'failed':
        user.failed(content.state.failure);
        break;
      case 'waiting':
        break;
    }
  }

  leave(url: string, item: SceneItem, nowMs: number): void {
    const content = this.contents.get(url);
    if (content?.users.delete(item) === true && content.users.size === 0) {
      content.idleSince = nowMs;
    }
  }

  /** Gives up what has been idle. Called now and then. */
  sweep(nowMs: number): void {
    for (const [url, content] of this.contents) {
      if (nowMs - content.idleSince > keepMs) {
        this.contents.delete(url);
        this.queue.cancel(url);
        if (content.state.kind === 'ready') {
          this.release(content.state.value);
        }
      }
    }
  }

  dispose(): void {
    this.sweep(Infinity);
    for (const [url, content] of this.contents) {
      this.queue.cancel(url);
      if (content.state.kind === 'ready') {
        this.release(content.state.value);
      }
    }
    this.contents.clear();
  }

  private start(url: string, content: Content<T>): void {
    const distance = (): number => {
      let nearest = Infinity;
      for (const item of content.users.keys()) {
        nearest = Math.min(nearest, this.distanceTo(item));
      }
      return nearest;
    };
    this.queue.add(url, distance, async (signal) => {
      try {
        const value = await this.load(url, signal);
        if (this.contents.get(url) !== content) {
          this.release(value);
          return;
        }
        content.state = { kind: 'ready', value };
        for (const user of [...content.users.values()]) {
          user.ready(value);
        }
      } catch (error) {
        if (this.contents.get(url) !== content) {
          return;
        }
        const failure = failureOf(error);
        content.state = { kind: 'failed', failure };
        for (const user of [...content.users.values()]) {
          user.failed(failure);
        }
      }
    });
  }
}
