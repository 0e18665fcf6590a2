// SPDX-License-Identifier: Apache-2.0
import { isOfUse, MOST_CANDIDATES, type Candidates } from './introduction';

/** So long are candidates collected, to tell several at once. */
const TOGETHER_MS = 50;

/** Tells a host where this browser can be reached, as it finds out: once for each offer. */
export class Trickle {
  readonly #introduction: string;
  readonly #ufrag: string;
  readonly #say: (candidates: Candidates) => void;
  readonly #after: (ms: number, task: () => void) => () => void;
  #waiting: string[] = [];
  #told = 0;
  #callOff: (() => void) | undefined;

  constructor(
    introduction: string,
    ufrag: string,
    say: (candidates: Candidates) => void,
    after: (ms: number, task: () => void) => () => void,
  ) {
    this.#introduction = introduction;
    this.#ufrag = ufrag;
    this.#say = say;
    this.#after = after;
  }

  /** One that the browser found, of this offer or an older one; null when there are no more. */
  found(candidate: { candidate: string; usernameFragment?: string | null } | null): void {
    if (candidate === null) {
      this.#tell(true);
      return;
    }
    const isOlder = typeof candidate.usernameFragment === 'string' && candidate.usernameFragment !== this.#ufrag;
    if (isOlder || !isOfUse(candidate.candidate) || this.#told >= MOST_CANDIDATES) {
      return;
    }
    this.#told++;
    this.#waiting.push(candidate.candidate);
    this.#callOff ??= this.#after(TOGETHER_MS, () => this.#tell(false));
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #tell(last: boolean): void {
    this.stop();
    this.#say({ type: 'candidates', introduction: this.#introduction, candidates: this.#waiting, last });
    this.#waiting = [];
  }
}
