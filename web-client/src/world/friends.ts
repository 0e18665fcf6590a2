// SPDX-License-Identifier: Apache-2.0

/** As many as a domain heeds. */
export const MAX_FRIENDS = 64;

/**
 * Whom this visitor wants to see first, in the order chosen. Known by their handles, like those who are muted, and so only until they leave: nobody
 * tells a client a lasting sign of somebody else.
 */
export class Friends {
  readonly #handles = new Set<number>();
  readonly #tell: (handles: readonly number[]) => void;

  /** @param tell the domain of all of them */
  constructor(tell: (handles: readonly number[]) => void) {
    this.#tell = tell;
  }

  has(handle: number): boolean {
    return this.#handles.has(handle);
  }

  get isFull(): boolean {
    return this.#handles.size >= MAX_FRIENDS;
  }

  /** One more when there is room, or one less. */
  set(handle: number, friend: boolean): void {
    if (friend === this.has(handle) || (friend && this.isFull)) {
      return;
    }
    if (friend) {
      this.#handles.add(handle);
    } else {
      this.#handles.delete(handle);
    }
    this.#tell([...this.#handles]);
  }

  /** The domain has seen it, too. */
  gone(handle: number): void {
    this.#handles.delete(handle);
  }

  /** In a new session, which knows of nobody yet; after it has listed who is there. */
  tellAgain(): void {
    if (this.#handles.size > 0) {
      this.#tell([...this.#handles]);
    }
  }
}
