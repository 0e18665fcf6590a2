// SPDX-License-Identifier: Apache-2.0
import type { ThingRow } from '../ui/things-panel';
import type { EntityStore } from '../world/entity-store';
import type { Entity, Vec3 } from '../world/model';
import { distance, worldPlacement, type Placement } from '../world/space';
import { titleOf } from './titles';

/** Where things are, the moving ones included, whose place is in pose frames and not in their properties. */
export class Things {
  readonly #store: EntityStore;
  readonly #moved = new Map<number, Placement>();

  constructor(store: EntityStore) {
    this.#store = store;
  }

  /** Keeps nothing of `placement`. */
  moved(handle: number, { position, rotation }: Placement): void {
    const moved = this.#moved.get(handle);
    if (moved === undefined) {
      this.#moved.set(handle, { position: { ...position }, rotation: { ...rotation } });
    } else {
      Object.assign(moved.position, position);
      Object.assign(moved.rotation, rotation);
    }
  }

  placementOf(entity: Entity): Placement {
    const handle = this.#store.handleOf(entity.id);
    const moved = handle === undefined ? undefined : this.#moved.get(handle);
    return moved ?? worldPlacement(entity, this.#store);
  }

  /** Everything in sight, in no order, as the list shows it. */
  rows(from: Vec3, canTake: (entity: Entity) => boolean = () => false): ThingRow[] {
    return [...this.#store.all()].map((entity) => {
      const href = entity['href'];
      return {
        id: entity.id,
        type: entity.type,
        name: titleOf(entity),
        away: distance(this.placementOf(entity).position, from),
        canTake: canTake(entity),
        href: typeof href === 'string' && href.trim() !== '' ? href : undefined,
      };
    });
  }
}
