// SPDX-License-Identifier: Apache-2.0

/** Tells which poses have been overtaken by newer ones on the way, as happens on a channel without order. Called for every pose. */
export class NewestPoses {
  readonly #times = new Map<number, number>();

  /** @param time the server's, modulo 2^32 milliseconds; the same again is no older */
  isNew(handle: number, time: number): boolean {
    const newest = this.#times.get(handle);
    if (newest !== undefined && ((time - newest) | 0) < 0) {
      return false;
    }
    this.#times.set(handle, time);
    return true;
  }

  /** Another session, perhaps with another clock. */
  forget(): void {
    this.#times.clear();
  }
}
