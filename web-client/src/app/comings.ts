// SPDX-License-Identifier: Apache-2.0
import type { GoneWhy } from '../net/messages';
import { text } from '../ui/text';

/** So long news is collected, milliseconds. */
const COLLECT_MS = 400;
/** More than these at once are told in one sentence. */
const FEW = 3;

/** Tells who came and went: one by one, or in one sentence when a crowd does, which nobody could listen to otherwise. */
export class Comings {
  readonly #tell: (words: string) => void;
  readonly #later: (run: () => void, ms: number) => void;
  readonly #came: string[] = [];
  readonly #gone: { name: string; why: GoneWhy }[] = [];
  #planned = false;

  constructor(tell: (words: string) => void, later: (run: () => void, ms: number) => void) {
    this.#tell = tell;
    this.#later = later;
  }

  came(name: string): void {
    this.#came.push(name);
    this.#plan();
  }

  gone(name: string, why: GoneWhy): void {
    this.#gone.push({ name, why });
    this.#plan();
  }

  #plan(): void {
    if (!this.#planned) {
      this.#planned = true;
      this.#later(() => this.#tellAll(), COLLECT_MS);
    }
  }

  #tellAll(): void {
    this.#planned = false;
    const came = this.#came.splice(0);
    const gone = this.#gone.splice(0);
    if (came.length > FEW) {
      this.#tell(text.chat.manyCame(came));
    } else {
      came.forEach((name) => this.#tell(text.chat.came(name)));
    }
    if (gone.length > FEW) {
      this.#tell(text.chat.manyGone(gone.map(({ name }) => name)));
    } else {
      gone.forEach(({ name, why }) => this.#tell(text.chat.gone(name, why)));
    }
  }
}
