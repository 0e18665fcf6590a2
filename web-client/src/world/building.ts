// SPDX-License-Identifier: Apache-2.0
import type { Refusal } from '../net/messages';
import type { Move } from '../net/moves';
import type { Answer } from '../net/outbox';
import { Drag } from './drag';
import type { EntityStore } from './entity-store';
import { History, type Edit, type Step } from './history';
import { Holding } from './holding';
import { applyMergePatch, pick, wholePatchBetween } from './merge-patch';
import type { Entity, EntityId, Transform } from './model';
import { dimensionsOf, ownPlacement, worldPlacement } from './space';

type Patch = Readonly<Record<string, unknown>>;

/** While a size is dragged at most 20 edits a second are sent. */
const DRAG_INTERVAL_MS = 45;

/** The server sets these itself. */
const SERVER_OWNED = new Set(['created', 'lastEdited', 'lastEditedBy']);

export interface BuildingEnvironment {
  request(edit: Edit): Promise<Answer>;
  hold(id: EntityId): Promise<Answer>;
  /** Newest wins: nothing is kept for later. */
  sendMoves(moves: readonly Move[]): void;
  newId(): EntityId;
  /** Milliseconds, rising. */
  now(): number;
  refused(refusal: Refusal): void;
  /** A drag is over because it was refused. */
  dropped(id: EntityId): void;
  /** What can be undone or redone has changed. */
  historyChanged(): void;
}

/** What a builder does to the world: shown at once, sent, remembered for undo, and taken back when the server refuses. */
export class Building {
  readonly #store: EntityStore;
  readonly #environment: BuildingEnvironment;
  readonly #history = new History();
  readonly #drags = new Map<EntityId, Drag>();
  readonly #holding: Holding;

  constructor(store: EntityStore, environment: BuildingEnvironment) {
    this.#store = store;
    this.#environment = environment;
    this.#holding = new Holding({
      hold: (id) => environment.hold(id),
      handleOf: (id) => store.saidHandleOf(id),
      placementOf: (id) => {
        const entity = store.get(id);
        return entity && worldPlacement(entity, store);
      },
      send: (moves) => environment.sendMoves(moves),
      now: () => environment.now(),
    });
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** @returns the id of the new entity, or undefined when it was refused */
  async add(properties: Patch & { type: string }): Promise<EntityId | undefined> {
    const entity: Entity = { ...properties, id: this.#environment.newId() };
    const accepted = await this.#do({
      undo: [{ type: 'delete', id: entity.id }],
      redo: [{ type: 'add', entity }],
    });
    return accepted ? entity.id : undefined;
  }

  /** Changes properties; nothing is sent when they have these values already. */
  async edit(id: EntityId, patch: Patch): Promise<boolean> {
    const entity = this.#store.get(id);
    const step = entity && editStep(entity, applyMergePatch(entity, patch), Object.keys(patch));
    return step === undefined ? true : this.#do(step);
  }

  /** The entity and everything parented to it, as far as it is in sight. */
  async delete(id: EntityId): Promise<boolean> {
    const entity = this.#store.get(id);
    if (entity === undefined) {
      return true;
    }
    return this.#do({
      undo: [entity, ...this.#descendants(id)].map((part) => ({ type: 'add', entity: withoutServerOwned(part) })),
      redo: [{ type: 'delete', id }],
    });
  }

  /** While a person drags the handles (`done` false) and at the end, which makes one step of it all. */
  transform(id: EntityId, transform: Transform, done: boolean): void {
    const entity = this.#store.get(id);
    if (entity !== undefined) {
      void this.drag(id, transformPatch(entity, transform), done);
    }
  }

  /**
   * The same with any patch on what is seen now. What is moved and turned is held meanwhile, and others see it move; with a new size it is
   * edited again and again. The edit at the end makes it last.
   *
   * @returns false when it was refused; the drag is over then, without a step
   */
  async drag(id: EntityId, patch: Patch, done: boolean): Promise<boolean> {
    const entity = this.#store.get(id);
    if (entity === undefined) {
      this.drop(id);
      return true;
    }
    const drag = this.#drags.get(id) ?? this.#begin(entity);
    const changes = Object.keys(patch).length > 0;
    if (changes) {
      drag.show({ ...drag.changed, ...patch });
    }
    if (done) {
      return this.#finish(drag);
    }
    if (!changes) {
      return true;
    }
    return 'dimensions' in patch ? this.#editSometimes(drag, patch) : this.#hold(drag);
  }

  /** Ends a drag without a word to the server: what it says of the thing shows again. */
  drop(id: EntityId): void {
    const drag = this.#drags.get(id);
    if (drag !== undefined) {
      this.#drags.delete(id);
      this.#holding.letGo(id);
      drag.over();
    }
  }

  dropAll(): void {
    [...this.#drags.keys()].forEach((id) => this.drop(id));
  }

  /** Call it every {@link MOVE_INTERVAL_MS}: says where is what is dragged. */
  tick(): void {
    this.#holding.tick();
  }

  undo(): void {
    const step = this.#history.takeBack();
    if (step !== undefined) {
      void this.#replay(step, step.undo);
    }
  }

  redo(): void {
    const step = this.#history.doAgain();
    if (step !== undefined) {
      void this.#replay(step, step.redo);
    }
  }

  #begin(entity: Entity): Drag {
    const drag = new Drag(this.#store, entity);
    this.#drags.set(entity.id, drag);
    return drag;
  }

  async #hold(drag: Drag): Promise<boolean> {
    drag.held = true;
    const answer = await this.#holding.take(drag.start.id);
    // Said once for all the moves meanwhile, and not at all when the edit at the end is on its way.
    if (answer.kind === 'refused' && this.#giveUp(drag)) {
      this.#environment.refused(answer.refusal);
    }
    return answer.kind !== 'refused';
  }

  async #editSometimes(drag: Drag, properties: Patch): Promise<boolean> {
    const now = this.#environment.now();
    if (now - drag.sentAt < DRAG_INTERVAL_MS) {
      return true;
    }
    drag.sentAt = now;
    const accepted = await this.#run([{ type: 'edit', id: drag.start.id, properties }]);
    if (!accepted) {
      this.#giveUp(drag);
    }
    return accepted;
  }

  /** Does nothing, and returns false, when it is over already. */
  #giveUp(drag: Drag): boolean {
    const { id } = drag.start;
    if (this.#drags.get(id) !== drag) {
      return false;
    }
    this.drop(id);
    this.#environment.dropped(id);
    return true;
  }

  async #finish(drag: Drag): Promise<boolean> {
    const { id } = drag.start;
    this.#drags.delete(id);
    this.#holding.letGo(id);
    const { undo, redo } = drag.edits();
    const wasSent = drag.held || drag.sentAt > -Infinity;
    // Back where it began there is nothing to undo, but others have seen it elsewhere meanwhile.
    const accepted =
      Object.keys(undo).length > 0
        ? this.#do({ undo: [{ type: 'edit', id, properties: undo }], redo: [{ type: 'edit', id, properties: redo }] })
        : !wasSent || this.#run([{ type: 'edit', id, properties: redo }]);
    await accepted;
    drag.over();
    return accepted;
  }

  async #do(step: Step): Promise<boolean> {
    this.#history.did(step);
    return this.#replay(step, step.redo);
  }

  async #replay(step: Step, edits: readonly Edit[]): Promise<boolean> {
    this.#environment.historyChanged();
    const accepted = await this.#run(edits);
    if (!accepted) {
      this.#history.drop(step);
      this.#environment.historyChanged();
    }
    return accepted;
  }

  /** Sends edits in order and shows them meanwhile. One report is enough when several are refused. */
  async #run(edits: readonly Edit[]): Promise<boolean> {
    const answers = await Promise.all(
      edits.map(async (edit) => {
        const show = edit.type === 'edit' ? this.#store.showOwn(edit.id, edit.properties) : undefined;
        const answer = await this.#environment.request(edit);
        show?.();
        return answer;
      }),
    );
    const refused = answers.find((answer) => answer.kind === 'refused');
    if (refused?.kind === 'refused') {
      this.#environment.refused(refused.refusal);
    }
    return refused === undefined;
  }

  /** Children before grandchildren, so that each finds its parent when they are added again. */
  #descendants(root: EntityId): Entity[] {
    const children = new Map<unknown, Entity[]>();
    for (const entity of this.#store.all()) {
      const parent = entity['parentID'];
      if (typeof parent === 'string') {
        children.set(parent, [...(children.get(parent) ?? []), entity]);
      }
    }
    const found: Entity[] = [];
    const seen = new Set([root]);
    const queue = [root];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      for (const child of children.get(id) ?? []) {
        if (!seen.has(child.id)) {
          seen.add(child.id);
          found.push(child);
          queue.push(child.id);
        }
      }
    }
    return found;
  }
}

/** Undefined when nothing differs. */
function editStep(before: Entity, after: Entity, properties: readonly string[]): Step | undefined {
  const old = pick(before, properties);
  const fresh = pick(after, properties);
  const forth = wholePatchBetween(old, fresh);
  if (Object.keys(forth).length === 0) {
    return undefined;
  }
  const edit = (patch: Patch): Edit => ({ type: 'edit', id: before.id, properties: patch });
  return { undo: [edit(wholePatchBetween(fresh, old))], redo: [edit(forth)] };
}

/** Only what the handles changed: an entity that was moved gets no rotation written out. */
function transformPatch(entity: Entity, transform: Transform): Patch {
  const { position, rotation } = ownPlacement(entity);
  return wholePatchBetween(
    { position, rotation, dimensions: dimensionsOf(entity) },
    { position: transform.position, rotation: transform.rotation, dimensions: transform.dimensions },
  );
}

function withoutServerOwned(entity: Entity): Entity {
  return Object.fromEntries(Object.entries(entity).filter(([name]) => !SERVER_OWNED.has(name))) as Entity;
}
