// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../net/messages';

export type Edit = Extract<Request, { type: 'add' | 'edit' | 'delete' }>;

/** One thing a person did, and the edits that take it back. */
export interface Step {
  undo: readonly Edit[];
  redo: readonly Edit[];
}

const KEPT_STEPS = 200;

/** What can be undone and done again. */
export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  did(step: Step): void {
    this.#done.push(step);
    this.#undone = [];
    if (this.#done.length > KEPT_STEPS) {
      this.#done.shift();
    }
  }

  /** The step was refused: there is nothing to take back. */
  drop(step: Step): void {
    this.#done = this.#done.filter((candidate) => candidate !== step);
    this.#undone = this.#undone.filter((candidate) => candidate !== step);
  }

  takeBack(): Step | undefined {
    const step = this.#done.pop();
    if (step !== undefined) {
      this.#undone.push(step);
    }
    return step;
  }

  doAgain(): Step | undefined {
    const step = this.#undone.pop();
    if (step !== undefined) {
      this.#done.push(step);
    }
    return step;
  }
}
