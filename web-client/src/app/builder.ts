// SPDX-License-Identifier: Apache-2.0
import type { Refusal, Request } from '../net/messages';
import { encodeMoves } from '../net/moves';
import type { Answer } from '../net/outbox';
import type { Wish } from '../ui/add-form';
import { BuildPanel } from '../ui/build-panel';
import { text } from '../ui/text';
import type { Toasts } from '../ui/toasts';
import { Building } from '../world/building';
import { newEntityId } from '../world/entity-id';
import type { EntityStore } from '../world/entity-store';
import type { Edit } from '../world/history';
import type { EntityId, Stage, Transform, TransformMode, Vec3 } from '../world/model';
import { newImage, newModel, newPlace, newShape, newText } from '../world/new-entities';
import { yawRotation } from '../world/space';
import type { Body } from './body';
import { randomBytes } from './browser';
import { titleOf } from './titles';

type Hold = Extract<Request, { type: 'hold' }>;

export interface BuilderEnvironment {
  store: EntityStore;
  body: Body;
  toasts: Toasts;
  request(edit: Edit | Hold): Promise<Answer>;
  /** Of moves: may get lost. */
  send(frame: Uint8Array<ArrayBuffer>): void;
  goTo(id: EntityId): void;
  isPanelOpen(): boolean;
}

/** Selecting and changing things: keeps the picture, the panel and the edits together. */
export class Builder {
  readonly panel: BuildPanel;
  readonly #environment: BuilderEnvironment;
  readonly #building: Building;
  #stage: Stage | undefined;
  #selected: EntityId | undefined;
  #allowed = false;
  /** What is being dragged by its handles. */
  #dragged: EntityId | undefined;
  /** Of the next moves. It goes on for as long as the page is open, or a resumed session would take them for old. */
  #sequence = 0;

  constructor(environment: BuilderEnvironment) {
    this.#environment = environment;
    this.#building = new Building(environment.store, {
      request: (edit) => environment.request(edit),
      hold: (id) => environment.request({ type: 'hold', id }),
      sendMoves: (moves) => environment.send(encodeMoves(moves, this.#sequence++)),
      newId: () => newEntityId(randomBytes),
      now: () => performance.now(),
      refused: (refusal) => this.#refused(refusal),
      dropped: (id) => this.#dropped(id),
      historyChanged: () => this.panel.setHistory(this.#building.canUndo, this.#building.canRedo),
    });
    this.panel = new BuildPanel({
      add: (wish) => void this.#add(wish),
      fault: (message) => environment.toasts.warn(message),
      undo: () => this.undo(),
      redo: () => this.redo(),
      edit: (patch) => void (this.#selected && this.#building.edit(this.#selected, patch)),
      remove: () => void this.remove(),
      goTo: () => this.#selected && environment.goTo(this.#selected),
      deselect: () => this.select(undefined),
      mode: (mode) => this.setMode(mode),
    });
    environment.store.follow({
      added: () => undefined,
      changed: ({ id }) => id === this.#selected && this.#showSelection(),
      removed: (id) => id === this.#selected && this.select(undefined),
      moving: () => undefined,
    });
  }

  get selected(): EntityId | undefined {
    return this.#selected;
  }

  get allowed(): boolean {
    return this.#allowed;
  }

  attach(stage: Stage | undefined): void {
    const environment = this.#environment;
    this.#stage = stage;
    if (stage !== undefined) {
      stage.onPick = (id) => {
        // With the panel closed a click is for links.
        if (environment.isPanelOpen()) {
          this.select(id);
        }
      };
      stage.onTransform = (id, transform, done) => this.#transform(id, transform, done);
      stage.select(this.#selected, this.#allowed);
    }
  }

  /** @param why undefined when the visitor may build */
  setAllowed(why: string | undefined): void {
    const allowed = why === undefined;
    if (allowed !== this.#allowed) {
      this.#allowed = allowed;
      this.#stage?.select(this.#selected, allowed);
    }
    this.panel.setAllowed(why);
    if (!allowed) {
      this.#dragged = undefined;
      this.#building.dropAll();
    }
  }

  select(id: EntityId | undefined): void {
    if (this.#dragged !== undefined && id !== this.#dragged) {
      // The handles are gone before they were let go.
      void this.#building.drag(this.#dragged, {}, true);
      this.#dragged = undefined;
    }
    this.#selected = id;
    this.#stage?.select(id, this.#allowed);
    this.#showSelection();
  }

  setMode(mode: TransformMode): void {
    this.#stage?.setTransformMode(mode);
    this.panel.setMode(mode);
  }

  async remove(): Promise<void> {
    const entity = this.#selected === undefined ? undefined : this.#environment.store.get(this.#selected);
    if (entity !== undefined && this.#allowed && (await this.#building.delete(entity.id))) {
      this.#environment.toasts.info(text.build.deleted(titleOf(entity)), { key: 'built' });
    }
  }

  /** Moves a thing that is carried; false when that is refused or not allowed. */
  async drag(id: EntityId, patch: Readonly<Record<string, unknown>>, done: boolean): Promise<boolean> {
    return this.#allowed && this.#building.drag(id, patch, done);
  }

  /** Call it every {@link MOVE_INTERVAL_MS}. */
  tick(): void {
    this.#building.tick();
  }

  undo(): void {
    this.#building.undo();
  }

  redo(): void {
    this.#building.redo();
  }

  async #add(wish: Wish): Promise<void> {
    const { body, toasts } = this.#environment;
    const at = body.placeAhead();
    const facing = yawRotation(body.yaw());
    const natural = wish.kind === 'model' ? await this.#measure(wish.url) : undefined;
    const wanted =
      wish.kind === 'shape'
        ? newShape(wish.shape, at)
        : wish.kind === 'model'
          ? newModel(wish.url, at, natural)
          : wish.kind === 'image'
            ? newImage(wish.url, at, facing)
            : wish.kind === 'place'
              ? newPlace(wish.name, at)
              : newText(wish.words, at, facing);
    const id = await this.#building.add(wanted);
    if (id !== undefined) {
      toasts.info(text.build.added(String(wanted['name'])), { key: 'built' });
      this.select(id);
    }
  }

  async #measure(url: string): Promise<Vec3 | undefined> {
    this.#environment.toasts.info(text.build.measuring, { key: 'built' });
    return this.#stage?.measureModel(url);
  }

  #transform(id: EntityId, transform: Transform, done: boolean): void {
    // Handles that were let go without a move before, or that were taken away, have nothing to say.
    if (this.#allowed && (!done || this.#dragged === id)) {
      this.#dragged = done ? undefined : id;
      this.#building.transform(id, transform, done);
    }
  }

  /** Makes the handles let go, so that they do not begin again with the next move of the pointer. */
  #dropped(id: EntityId): void {
    if (id === this.#dragged) {
      this.#dragged = undefined;
      this.#stage?.select(this.#selected, this.#allowed);
    }
  }

  #showSelection(): void {
    const entity = this.#selected === undefined ? undefined : this.#environment.store.get(this.#selected);
    this.panel.setSelection(entity, entity === undefined ? '' : titleOf(entity));
  }

  #refused({ message, do: whatToDo }: Refusal): void {
    this.#environment.toasts.warn(text.refusal(message, whatToDo));
  }
}
