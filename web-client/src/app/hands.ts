// SPDX-License-Identifier: Apache-2.0
import { HandButton } from '../ui/hand-button';
import { text } from '../ui/text';
import type { Toasts } from '../ui/toasts';
import { Carrying, type LetGo } from '../world/carrying';
import type { EntityStore } from '../world/entity-store';
import { Grabbables, isWithinReach, thingToTake, type Graspable } from '../world/grabbing';
import type { Entity, EntityId, Held, Stage } from '../world/model';
import { add, centreOffset, rotate, yawRotation, type Placement } from '../world/space';
import type { Body } from './body';
import type { Builder } from './builder';
import type { Things } from './things';
import { titleOf } from './titles';

export interface HandsEnvironment {
  store: EntityStore;
  things: Things;
  body: Body;
  builder: Builder;
  toasts: Toasts;
  /** Connected, and everything in sight has come. */
  isLive(): boolean;
}

/** Picking things up and putting them down, by key, button or list. */
export class Hands {
  readonly button = new HandButton(() => this.use());
  readonly #environment: HandsEnvironment;
  readonly #grabbables: Grabbables;
  readonly #carrying: Carrying;
  #stage: Stage | undefined;

  constructor(environment: HandsEnvironment) {
    const { store, things, body, builder } = environment;
    this.#environment = environment;
    this.#grabbables = new Grabbables(store);
    this.#carrying = new Carrying({
      get: (id) => store.get(id),
      placementOf: (entity) => things.placementOf(entity),
      body: () => this.#body(),
      restAhead: () => body.restAhead(),
      drag: (id, patch, done) => builder.drag(id, patch, done),
      ended: (entity, why) => this.#ended(entity, why),
    });
    store.follow({
      added: () => undefined,
      changed: () => undefined,
      removed: (id) => id === this.#carrying.held?.id && this.#carrying.letGo('gone'),
      moving: () => undefined,
    });
  }

  get held(): Held | undefined {
    return this.#carrying.held;
  }

  attach(stage: Stage): void {
    this.#stage = stage;
    stage.hold(this.held);
  }

  /** Whether the list of things may offer it. */
  canTake(entity: Entity): boolean {
    return (
      this.#environment.builder.allowed &&
      this.#grabbables.has(entity.id) &&
      isWithinReach(this.#environment.body.position(), this.#middleOf(entity))
    );
  }

  /** G and the button: puts down what is held, else takes what is in reach, else says why not. */
  use(): void {
    const { builder, store, toasts } = this.#environment;
    if (this.held !== undefined) {
      this.#carrying.putDown();
      return;
    }
    if (!this.#environment.isLive()) {
      toasts.info(text.hand.notLive, { key: 'hand' });
      return;
    }
    if (!builder.allowed) {
      toasts.info(text.build.notAllowed, { key: 'hand' });
      return;
    }
    const id = this.#inReach();
    if (id === undefined) {
      toasts.info(text.hand.nothing, { key: 'hand' });
    } else {
      this.#take(store.get(id));
    }
  }

  pickUp(id: EntityId): void {
    if (this.held !== undefined) {
      this.#carrying.putDown();
    }
    const entity = this.#environment.store.get(id);
    if (entity !== undefined && this.canTake(entity)) {
      this.#take(entity);
    } else {
      this.#environment.toasts.info(text.hand.nothing, { key: 'hand' });
    }
  }

  /** After each step of the body. */
  follow(): void {
    if (this.held === undefined) {
      return;
    }
    if (!this.#environment.builder.allowed) {
      this.#carrying.letGo('not-allowed');
    } else if (this.#environment.isLive()) {
      this.#carrying.follow();
    } else {
      this.#carrying.putDown('interrupted');
    }
  }

  /** A few times a second: what is in reach now? */
  look(): void {
    const { builder, store } = this.#environment;
    const held = this.held;
    const id = held?.id ?? (builder.allowed && this.#environment.isLive() ? this.#inReach() : undefined);
    const entity = id === undefined ? undefined : store.get(id);
    const label = held === undefined ? text.hand.pickUp : text.hand.putDown;
    this.button.show(entity === undefined ? undefined : label(titleOf(entity)));
  }

  #take(entity: Entity | undefined): void {
    if (entity !== undefined) {
      this.#carrying.pickUp(entity);
      this.#stage?.hold(this.held);
      this.#environment.toasts.info(text.hand.holding(titleOf(entity)), { key: 'hand' });
      this.look();
    }
  }

  #ended(entity: Entity, why: LetGo): void {
    this.#stage?.hold(undefined);
    const { toasts } = this.#environment;
    const said = text.hand.ended[why](titleOf(entity));
    if (why === 'put-down') {
      toasts.info(said, { key: 'hand' });
    } else {
      toasts.warn(said, { key: 'hand' });
    }
    this.look();
  }

  #inReach(): EntityId | undefined {
    const aimed = this.#stage?.aimedAt(this.#grabbables.ids());
    return thingToTake(this.#graspables(), this.#body(), aimed);
  }

  *#graspables(): IterableIterator<Graspable> {
    for (const id of this.#grabbables.ids()) {
      const entity = this.#environment.store.get(id);
      if (entity !== undefined) {
        yield { id, at: this.#middleOf(entity) };
      }
    }
  }

  #middleOf(entity: Entity) {
    const { position, rotation } = this.#environment.things.placementOf(entity);
    return add(position, rotate(rotation, centreOffset(entity)));
  }

  #body(): Placement {
    const { body } = this.#environment;
    return { position: body.position(), rotation: yawRotation(body.yaw()) };
  }
}
