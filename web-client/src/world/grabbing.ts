// SPDX-License-Identifier: Apache-2.0
import type { Entities, Entity, EntityId, Vec3 } from './model';
import { distance, yawOf, type Placement } from './space';

/** From the chest, so that what lies on the ground and on a shelf is equally near. */
export const REACH_METRES = 3;
const CHEST_METRES = 1.2;
/** To either side of straight ahead, radians. */
const HALF_CONE = Math.PI / 6;
/** What is nearer than this, seen from above, is at one's feet and always ahead. */
const AT_FEET_METRES = 0.4;

/** Something that can be picked up, and where its middle is in the world. */
export interface Graspable {
  id: EntityId;
  at: Vec3;
}

/** Whether whoever made it meant it to be picked up, and nobody has locked it. */
export function isGrabbable(entity: Entity): boolean {
  const grab = entity['grab'];
  return typeof grab === 'object' && grab !== null && 'grabbable' in grab && grab.grabbable === true && entity['locked'] !== true;
}

/** @param body where the soles are */
export function isWithinReach(body: Vec3, at: Vec3): boolean {
  return distance({ ...body, y: body.y + CHEST_METRES }, at) <= REACH_METRES;
}

/**
 * What a hand would take: what the eyes aim at, else what is nearest within a cone ahead.
 *
 * @param aimed what is in the middle of the picture, as far as known
 */
export function thingToTake(things: Iterable<Graspable>, body: Placement, aimed: EntityId | undefined): EntityId | undefined {
  let best: EntityId | undefined;
  let bestAway = Infinity;
  for (const { id, at } of things) {
    if (!isWithinReach(body.position, at)) {
      continue;
    }
    if (id === aimed) {
      return id;
    }
    const away = distance(body.position, at);
    if (away < bestAway && isAhead(body, at)) {
      best = id;
      bestAway = away;
    }
  }
  return best;
}

/** Seen from above: looking straight ahead, people see what lies on a low table as well. */
function isAhead({ position, rotation }: Placement, at: Vec3): boolean {
  const x = at.x - position.x;
  const z = at.z - position.z;
  if (Math.hypot(x, z) < AT_FEET_METRES) {
    return true;
  }
  const off = Math.atan2(-x, -z) - yawOf(rotation);
  return Math.abs(Math.atan2(Math.sin(off), Math.cos(off))) <= HALF_CONE;
}

/** Which of the things in sight can be picked up: few among many, so that looking for one costs nothing. */
export class Grabbables {
  readonly #ids = new Set<EntityId>();

  constructor(entities: Pick<Entities, 'follow'>) {
    const look = (entity: Entity) => (isGrabbable(entity) ? this.#ids.add(entity.id) : this.#ids.delete(entity.id));
    entities.follow({
      added: look,
      changed: look,
      removed: (id) => this.#ids.delete(id),
      moving: () => undefined,
    });
  }

  has(id: EntityId): boolean {
    return this.#ids.has(id);
  }

  ids(): IterableIterator<EntityId> {
    return this.#ids.values();
  }
}
