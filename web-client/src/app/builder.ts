// SPDX-License-Identifier: Apache-2.0
import type { Refusal } from '../net/messages';
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
import { newImage, newModel, newShape, newText } from '../world/new-entities';
import { yawRotation } from '../world/space';
import type { Body } from './body';
import { randomBytes } from './browser';
import { titleOf } from './titles';

export interface BuilderEnvironment {
  store: EntityStore;
  body: Body;
  toasts: Toasts;
  request(edit: Edit): Promise<Answer>;
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

  constructor(environment: BuilderEnvironment) {
    this.#environment = environment;
    this.#building = new Building(environment.store, {
      request: (edit) => environment.request(edit),
      newId: () => newEntityId(randomBytes),
      now: () => performance.now(),
      refused: (refusal) => this.#refused(refusal),
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

  setAllowed(allowed: boolean): void {
    this.#allowed = allowed;
    this.panel.setAllowed(allowed);
    this.#stage?.select(this.#selected, allowed);
  }

  select(id: EntityId | undefined): void {
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
    if (this.#allowed) {
      this.#building.transform(id, transform, done);
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
