// SPDX-License-Identifier: Apache-2.0
import type { EntitiesMessage } from '../net/messages';
import { applyMergePatch, mergePatchBetween } from './merge-patch';
import type { Entities, Entity, EntityId, EntityListener } from './model';

type Patch = Readonly<Record<string, unknown>>;

interface Held {
  /** What the server has said. */
  said: Entity;
  /** With this visitor's own unanswered patches on top: what is seen. */
  seen: Entity;
  /** Handle while it moves, as the server says. */
  handle: number | undefined;
  /** The stream in which the server last named it. */
  stream: number;
}

/** What this visitor sees of the world: the server's word, and on top of it edits of their own that are not answered yet. */
export class EntityStore implements Entities {
  readonly #held = new Map<EntityId, Held>();
  readonly #listeners = new Set<EntityListener>();
  /** Own patches by the entity's id, oldest first; each goes when its edit is answered. */
  readonly #own = new Map<EntityId, Patch[]>();
  /** How many times each thing in this visitor's hand was taken. */
  readonly #inHand = new Map<EntityId, number>();
  #stream = 0;

  get size(): number {
    return this.#held.size;
  }

  get(id: EntityId): Entity | undefined {
    return this.#held.get(id)?.seen;
  }

  *all(): IterableIterator<Entity> {
    for (const { seen } of this.#held.values()) {
      yield seen;
    }
  }

  /** Under which its place comes in pose frames; none while it is in this visitor's own hand, which knows better. */
  handleOf(id: EntityId): number | undefined {
    return this.#inHand.has(id) ? undefined : this.saidHandleOf(id);
  }

  /** The same as the server says, in the own hand or not. */
  saidHandleOf(id: EntityId): number | undefined {
    return this.#held.get(id)?.handle;
  }

  follow(listener: EntityListener): () => void {
    this.#listeners.add(listener);
    for (const { seen } of this.#held.values()) {
      const handle = this.handleOf(seen.id);
      listener.added(seen);
      if (handle !== undefined) {
        listener.moving(seen.id, handle);
      }
    }
    return () => this.#listeners.delete(listener);
  }

  /** After each `welcome` the server sends everything in sight anew; what it does not name until `loaded` is gone. */
  beginStream(): void {
    this.#stream++;
  }

  loaded(): void {
    for (const [id, held] of [...this.#held]) {
      if (held.stream !== this.#stream) {
        this.#forget(id);
      }
    }
  }

  apply(message: EntitiesMessage): void {
    message.remove.forEach((id) => this.#forget(id));
    message.hide.forEach((id) => this.#forget(id));
    message.add.forEach((entity) => this.#add(entity));
    message.change.forEach(({ id, patch }) => this.#change(id, patch));
    message.still.forEach((id) => this.#move(id, undefined));
    message.moving.forEach(({ id, handle }) => this.#move(id, handle));
  }

  /** Shows an own edit at once. Call the result when it is answered: after a refusal the server's word shows again. */
  showOwn(id: EntityId, patch: Patch): () => void {
    const patches = this.#own.get(id) ?? [];
    this.#own.set(id, [...patches, patch]);
    this.#show(id);
    return () => {
      const left = (this.#own.get(id) ?? []).filter((candidate) => candidate !== patch);
      if (left.length > 0) {
        this.#own.set(id, left);
      } else {
        this.#own.delete(id);
      }
      this.#show(id);
    };
  }

  /**
   * From now on the place is where this visitor's edits say, and not what comes back of it in pose frames. Call the result when the last
   * edit is answered.
   */
  takeInHand(id: EntityId): () => void {
    const before = this.handleOf(id);
    this.#inHand.set(id, (this.#inHand.get(id) ?? 0) + 1);
    this.#tellMoving(id, before);
    return () => {
      const taken = (this.#inHand.get(id) ?? 0) - 1;
      if (taken > 0) {
        this.#inHand.set(id, taken);
      } else {
        this.#inHand.delete(id);
        this.#tellMoving(id, undefined);
      }
    };
  }

  #add(entity: Entity): void {
    const held = this.#held.get(entity.id);
    if (held === undefined) {
      const seen = this.#withOwn(entity);
      this.#held.set(entity.id, { said: entity, seen, handle: undefined, stream: this.#stream });
      this.#listeners.forEach((listener) => listener.added(seen));
      return;
    }
    // After a resume the same things come again: only what differs is news. A moving one is named as moving again.
    const streamedAgain = held.stream !== this.#stream;
    held.said = entity;
    held.stream = this.#stream;
    if (held.seen.type === entity.type) {
      this.#show(entity.id);
      if (streamedAgain) {
        this.#move(entity.id, undefined);
      }
    } else {
      this.#forget(entity.id);
      this.#add(entity);
    }
  }

  #change(id: EntityId, patch: Patch): void {
    const held = this.#held.get(id);
    if (held === undefined) {
      return;
    }
    held.said = applyMergePatch(held.said, patch);
    if (this.#own.has(id)) {
      this.#show(id);
    } else {
      held.seen = held.said;
      this.#listeners.forEach((listener) => listener.changed(held.seen, patch));
    }
  }

  #move(id: EntityId, handle: number | undefined): void {
    const held = this.#held.get(id);
    if (held !== undefined) {
      const before = this.handleOf(id);
      held.handle = handle;
      this.#tellMoving(id, before);
    }
  }

  /** @param before the handle that listeners know */
  #tellMoving(id: EntityId, before: number | undefined): void {
    const handle = this.handleOf(id);
    if (handle !== before) {
      this.#listeners.forEach((listener) => listener.moving(id, handle));
    }
  }

  #forget(id: EntityId): void {
    if (this.#held.delete(id)) {
      this.#listeners.forEach((listener) => listener.removed(id));
    }
  }

  /** Works out anew what is seen, and says what became different. */
  #show(id: EntityId): void {
    const held = this.#held.get(id);
    if (held === undefined) {
      return;
    }
    const before = held.seen;
    const after = this.#withOwn(held.said);
    held.seen = after;
    const patch = mergePatchBetween(before, after);
    if (Object.keys(patch).length > 0) {
      this.#listeners.forEach((listener) => listener.changed(after, patch));
    }
  }

  #withOwn(said: Entity): Entity {
    return (this.#own.get(said.id) ?? []).reduce<Entity>(applyMergePatch, said);
  }
}
