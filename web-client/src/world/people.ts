// SPDX-License-Identifier: Apache-2.0
import type { GoneWhy, PeopleMessage, Person } from '../net/messages';
import type { Vec3 } from './model';

export interface PeopleListener {
  came(handle: number, name: string): void;
  renamed(handle: number, name: string, before: string): void;
  gone(handle: number, name: string, why: GoneWhy): void;
}

interface Somebody {
  name: string;
  /** Where a pose last put them, metres, and when. */
  seen: { readonly position: Vec3; at: number } | undefined;
}

/** Everyone in sight is repeated every two seconds; who is silent for this long is out of sight. */
const OUT_OF_SIGHT_MS = 5_000;

/** Who is in the domain, wherever they stand; the visitor included. */
export class People {
  readonly #people = new Map<number, Somebody>();
  readonly #listener: PeopleListener;
  readonly #now: () => number;
  /** After a welcome the first message lists everybody; who is not in it has gone while the line was down. */
  #listIsNext: 'no' | 'same-session' | 'new-session' = 'no';

  /** @param now milliseconds, rising */
  constructor(listener: PeopleListener, now: () => number) {
    this.#listener = listener;
    this.#now = now;
  }

  get count(): number {
    return this.#people.size;
  }

  nameOf(handle: number): string | undefined {
    return this.#people.get(handle)?.name;
  }

  /** Undefined while out of sight. */
  positionOf(handle: number): Vec3 | undefined {
    const seen = this.#people.get(handle)?.seen;
    return seen === undefined || this.#now() - seen.at > OUT_OF_SIGHT_MS ? undefined : seen.position;
  }

  *all(): IterableIterator<{ handle: number; name: string; position: Vec3 | undefined }> {
    for (const [handle, { name }] of this.#people) {
      yield { handle, name, position: this.positionOf(handle) };
    }
  }

  /** @param resumed otherwise handles may belong to others now */
  beginStream(resumed: boolean): void {
    this.#listIsNext = resumed ? 'same-session' : 'new-session';
  }

  apply(message: PeopleMessage): void {
    if (this.#listIsNext !== 'no') {
      this.#keep(message.come, this.#listIsNext === 'same-session');
      this.#listIsNext = 'no';
    }
    message.gone.forEach(({ handle, why }) => this.#gone(handle, why));
    [...message.come, ...message.change].forEach(({ handle, name }) => this.#named(handle, name));
  }

  /** Without news: a former self of the visitor, whose session is over. */
  forget(handle: number): void {
    this.#people.delete(handle);
  }

  /** @returns whether the handle is a person's */
  moved(handle: number, { x, y, z }: Vec3): boolean {
    const somebody = this.#people.get(handle);
    if (somebody === undefined) {
      return false;
    }
    if (somebody.seen === undefined) {
      somebody.seen = { position: { x, y, z }, at: this.#now() };
      return true;
    }
    const { seen } = somebody;
    seen.position.x = x;
    seen.position.y = y;
    seen.position.z = z;
    seen.at = this.#now();
    return true;
  }

  /** Forgets who is not in a full list. After a new session, somebody under an old handle is the same only with the same name. */
  #keep(list: readonly Person[], sameSession: boolean): void {
    const names = new Map(list.map(({ handle, name }) => [handle, name]));
    for (const [handle, { name }] of [...this.#people]) {
      if (!names.has(handle) || (!sameSession && names.get(handle) !== name)) {
        this.#gone(handle, 'left');
      }
    }
  }

  #named(handle: number, name: string): void {
    const somebody = this.#people.get(handle);
    if (somebody === undefined) {
      this.#people.set(handle, { name, seen: undefined });
      this.#listener.came(handle, name);
    } else if (somebody.name !== name) {
      const before = somebody.name;
      somebody.name = name;
      this.#listener.renamed(handle, name, before);
    }
  }

  #gone(handle: number, why: GoneWhy): void {
    const somebody = this.#people.get(handle);
    if (somebody !== undefined) {
      this.#people.delete(handle);
      this.#listener.gone(handle, somebody.name, why);
    }
  }
}
