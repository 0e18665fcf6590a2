// SPDX-License-Identifier: Apache-2.0
import type { EntityStore } from './entity-store';
import { applyMergePatch, pick, wholePatchBetween } from './merge-patch';
import type { Entity } from './model';

type Patch = Readonly<Record<string, unknown>>;

/** Where a held thing was told to be in fewer digits than the edit at the end has. */
const PLACE = ['position', 'rotation'];
/** Holding a thing stops it. */
const MOTION = ['velocity', 'angularVelocity'];

/** One thing while a person drags it: shown where the hand has it, whatever comes back from the server. */
export class Drag {
  /** Everything that has been changed since it began. */
  changed: Patch = {};
  /** Others see it move. */
  held = false;
  /** When an edit was sent in the middle of it, by the clock of whoever drags. */
  sentAt = -Infinity;
  readonly #store: EntityStore;
  readonly #letGo: () => void;
  #unshow: () => void = () => undefined;

  /** @param start as it was at the beginning */
  constructor(
    store: EntityStore,
    readonly start: Entity,
  ) {
    this.#store = store;
    this.#letGo = store.takeInHand(start.id);
  }

  /** Shows it so instead of as before. */
  show(changed: Patch): void {
    this.changed = changed;
    const unshow = this.#store.showOwn(this.start.id, changed);
    this.#unshow();
    this.#unshow = unshow;
  }

  /** What to send at the end: `redo` with all that was touched, since the server may know another value of it by now. */
  edits(): { undo: Patch; redo: Patch } {
    const stopped = this.held ? MOTION.filter((name) => this.start[name] !== undefined) : [];
    const touched = [...Object.keys(this.changed), ...stopped];
    const end = applyMergePatch(this.start, { ...Object.fromEntries(stopped.map((name) => [name, null])), ...this.changed });
    const before = pick(this.start, touched);
    const after = pick(end, touched);
    const said = [...touched, ...(this.held ? PLACE : [])];
    return {
      undo: wholePatchBetween(after, before),
      redo: { ...Object.fromEntries(said.map((name) => [name, end[name] ?? null])), ...wholePatchBetween(before, after) },
    };
  }

  /** Its edit is answered, or it was dropped. */
  over(): void {
    this.#unshow();
    this.#letGo();
  }
}
