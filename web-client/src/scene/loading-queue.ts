// SPDX-License-Identifier: Apache-2.0

/** Work that waits for its turn: one for each URL. */
interface Waiting {
  readonly key: string;
  /** Metres to the nearest thing that wants it; asked again each time a place is free, because people move. */
  readonly distance: () => number;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Loads nearest first, a few at a time, and stops what nobody wants any more. */
export class LoadingQueue {
  private readonly waiting = new Map<string, Waiting>();
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly parallel: number) {}

  get pending(): number {
    return this.waiting.size + this.running.size;
  }

  /** @param run must not reject; its signal is aborted by `cancel` */
  add(key: string, distance: () => number, run: (signal: AbortSignal) => Promise<void>): void {
    this.waiting.set(key, { key, distance, run });
  }

  cancel(key: string): void {
    this.waiting.delete(key);
    this.running.get(key)?.abort();
    this.running.delete(key);
  }

  /** Starts what may start now. Called every frame. */
  pump(): void {
    while (this.running.size < this.parallel && this.waiting.size > 0) {
      const next = this.nearest();
      if (next === undefined) {
        return;
      }
      this.waiting.delete(next.key);
      const controller = new AbortController();
      this.running.set(next.key, controller);
      void next.run(controller.signal).finally(() => {
        if (this.running.get(next.key) === controller) {
          this.running.delete(next.key);
        }
      });
    }
  }

  dispose(): void {
    this.waiting.clear();
    for (const controller of this.running.values()) {
      controller.abort();
    }
    this.running.clear();
  }

  private nearest(): Waiting | undefined {
    let best: Waiting | undefined;
    let bestDistance = Infinity;
    for (const candidate of this.waiting.values()) {
      const distance = candidate.distance();
      if (best === undefined || distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }
}
