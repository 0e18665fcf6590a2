// SPDX-License-Identifier: Apache-2.0
import { wholePatchBetween } from './merge-patch';
import type { Entity, EntityId, Held, Vec3 } from './model';
import {
  add,
  centreOffset,
  conjugate,
  dimensionsOf,
  halfHeight,
  multiply,
  ownPlacement,
  rotate,
  type Placement,
} from './space';

type Patch = Readonly<Record<string, unknown>>;

/** Where the middle of a small thing is held: ahead of the chest, low enough to see over it. */
const HAND: Vec3 = { x: 0, y: 1.35, z: -0.9 };
/** A thing with a larger radius is held farther away. */
const SMALL_RADIUS_METRES = 0.3;
/** A carried thing belongs to nobody else and does not fly on by itself. */
const LIFTED = ['parentID', 'parentJointIndex', 'velocity', 'angularVelocity'];

/** Why something is no longer carried. */
export type LetGo = 'put-down' | 'gone' | 'refused' | 'interrupted' | 'not-allowed';

export interface CarryingEnvironment {
  get(id: EntityId): Entity | undefined;
  /** In the world. */
  placementOf(entity: Entity): Placement;
  /** Soles and facing. */
  body(): Placement;
  /** Where something would stand ahead: on the ground, or on what stands there. */
  restAhead(): Vec3;
  /** Moves it; `done` makes one step of everything since it was picked up. False when it was refused. */
  drag(id: EntityId, patch: Patch, done: boolean): Promise<boolean>;
  ended(entity: Entity, why: LetGo): void;
}

/** Carrying one thing in front of the body: picked up, following, put down again. */
export class Carrying {
  readonly #environment: CarryingEnvironment;
  #held: (Held & { last: Entity }) | undefined;

  constructor(environment: CarryingEnvironment) {
    this.#environment = environment;
  }

  get held(): Held | undefined {
    return this.#held;
  }

  /** Takes it into the hand. What was in it before has to be put down first. */
  pickUp(entity: Entity): void {
    const { rotation } = this.#environment.placementOf(entity);
    // It turns with the body, and keeps facing it as it did.
    const turned = multiply(conjugate(this.#environment.body().rotation), rotation);
    const dimensions = dimensionsOf(entity);
    const radius = Math.hypot(dimensions.x, dimensions.y, dimensions.z) / 2;
    const hand = { ...HAND, z: HAND.z - Math.max(0, radius - SMALL_RADIUS_METRES) };
    const offset = centreOffset(entity);
    this.#held = {
      id: entity.id,
      last: entity,
      place: (body) => {
        const facing = multiply(body.rotation, turned);
        const middle = add(body.position, rotate(body.rotation, hand));
        return { position: minus(middle, rotate(facing, offset)), rotation: facing };
      },
    };
    this.follow();
  }

  /** Call it often: the thing is where the hand is then. */
  follow(): void {
    const held = this.#held;
    if (held === undefined) {
      return;
    }
    const entity = this.#environment.get(held.id);
    if (entity === undefined) {
      this.#end('gone');
      return;
    }
    held.last = entity;
    this.#send(held, entity, held.place(this.#environment.body()), false);
  }

  putDown(why: 'put-down' | 'interrupted' = 'put-down'): void {
    const held = this.#held;
    const entity = held && this.#environment.get(held.id);
    if (held === undefined || entity === undefined) {
      this.#end('gone');
      return;
    }
    const { rotation } = held.place(this.#environment.body());
    const middle = add(this.#environment.restAhead(), { x: 0, y: halfHeight(entity, rotation), z: 0 });
    const position = minus(middle, rotate(rotation, centreOffset(entity)));
    // Out of the hand first, so that the picture shows it where it is put.
    this.#end(why);
    this.#send(held, entity, { position, rotation }, true);
  }

  /** Leaves it where it is, without a word to the server. */
  letGo(why: 'gone' | 'not-allowed'): void {
    this.#end(why);
  }

  #send(held: Held, entity: Entity, to: Placement, done: boolean): void {
    const lifted = LIFTED.filter((name) => entity[name] !== undefined).map((name) => [name, null]);
    const patch = {
      ...Object.fromEntries(lifted),
      ...wholePatchBetween({ ...ownPlacement(entity) }, { position: rounded(to.position), rotation: to.rotation }),
    };
    void this.#environment.drag(entity.id, patch, done).then((accepted) => {
      if (!accepted && this.#held === held) {
        this.#end('refused');
      }
    });
  }

  #end(why: LetGo): void {
    const held = this.#held;
    if (held !== undefined) {
      this.#held = undefined;
      this.#environment.ended(held.last, why);
    }
  }
}

function minus(a: Vec3, b: Vec3): Vec3 {
  return { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z };
}

/** To the millimetre: breathing moves nothing. */
function rounded({ x, y, z }: Vec3): Vec3 {
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  return { x: round(x), y: round(y), z: round(z) };
}
