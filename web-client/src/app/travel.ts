// SPDX-License-Identifier: Apache-2.0
import { ask } from '../ui/dialogs';
import { text } from '../ui/text';
import type { Toasts } from '../ui/toasts';
import type { Welcome } from '../net/messages';
import { findPlace, readHash, readHref, readViewpoint, viewpointHash, type Target } from '../world/links';
import type { Entity, Quat, Vec3 } from '../world/model';
import { dimensionsOf, yawRotation, type Placement } from '../world/space';
import type { Body } from './body';

const BESIDE_METRES = 1.6;
const NEAREST_METRES = 1.5;
const FARTHEST_METRES = 8;

/** Going places: by the address bar, links of things, and the lists. */
export class Travel {
  readonly #body: Body;
  readonly #toasts: Toasts;
  #world: Welcome['world'] | undefined;

  constructor(body: Body, toasts: Toasts) {
    this.#body = body;
    this.#toasts = toasts;
  }

  get placeNames(): readonly string[] {
    return [...(this.#world?.places.keys() ?? [])];
  }

  setWorld(world: Welcome['world']): void {
    this.#world = world;
  }

  /** The first welcome: on from the entry to where the link led. */
  arrive(target: Target): void {
    this.#go(target);
  }

  followHash(hash: string): void {
    this.#go(readHash(hash));
  }

  followHref(href: string): void {
    this.#go(readHref(href, new URL(location.href)));
  }

  goToEntry(): void {
    const entry = this.#world?.entry;
    if (entry !== undefined) {
      this.#body.jumpTo(entry.position, entry.rotation);
    }
  }

  goToPlace(name: string): void {
    this.#go({ kind: 'place', name });
  }

  goToPerson(name: string, position: Vec3 | undefined, from: Vec3): void {
    if (position === undefined) {
      this.#toasts.warn(text.places.personOutOfSight(name));
      return;
    }
    this.#lookAt(position, from, BESIDE_METRES, position.y);
    this.#toasts.info(text.places.arrivedAtPerson(name), { key: 'arrived' });
  }

  /** Stands before the thing, on the side where the visitor comes from; on top of it when it is a floor. */
  goToThing(entity: Entity, { position }: Placement, title: string, from: Vec3): void {
    const size = dimensionsOf(entity);
    const isFloor = Math.max(size.x, size.z) > FARTHEST_METRES && size.y <= 2;
    const away = Math.min(FARTHEST_METRES, NEAREST_METRES + Math.max(size.x, size.z) / 2);
    const feet = position.y + (isFloor ? size.y / 2 : -size.y / 2);
    this.#lookAt(position, from, away, feet);
    this.#toasts.info(text.places.arrived(title), { key: 'arrived' });
  }

  link(position: Vec3, rotation: Quat): string {
    const url = new URL(location.href);
    url.hash = viewpointHash(position, rotation);
    return url.href;
  }

  #lookAt(target: Vec3, from: Vec3, away: number, feet: number): void {
    const dx = from.x - target.x;
    const dz = from.z - target.z;
    const length = Math.hypot(dx, dz);
    const side = length < 0.01 ? { x: 0, z: 1 } : { x: dx / length, z: dz / length };
    const stand = { x: target.x + side.x * away, y: feet, z: target.z + side.z * away };
    this.#body.jumpTo(stand, yawRotation(Math.atan2(side.x, side.z)));
  }

  #go(target: Target): void {
    switch (target.kind) {
      case 'viewpoint':
        this.#body.jumpTo(target.position, target.rotation);
        return;
      case 'place':
        this.#goToPlace(target.name);
        return;
      case 'elsewhere':
        void this.#leaveTo(target.url);
        return;
      case 'unknown':
        this.#toasts.warn(
          target.text.startsWith('/') ? text.places.badAddress(target.text) : text.places.unknownLink(target.text),
        );
        return;
      case 'claim':
      case 'nothing':
        return;
    }
  }

  #goToPlace(name: string): void {
    const place = this.#find(name);
    if (place === undefined) {
      this.#toasts.warn(text.places.unknown(name, this.placeNames));
      return;
    }
    const viewpoint = readViewpoint(place[1]);
    if (viewpoint === undefined) {
      this.#toasts.warn(text.places.badAddress(place[1]));
      return;
    }
    this.#body.jumpTo(viewpoint.position, viewpoint.rotation);
    this.#toasts.info(text.places.arrived(place[0]), { key: 'arrived' });
  }

  #find(name: string): [string, string] | undefined {
    return findPlace(this.#world?.places ?? new Map<string, string>(), name);
  }

  async #leaveTo(url: URL): Promise<void> {
    const leave = await ask({
      title: text.places.leaveTitle,
      body: text.places.leaveTo(url.host, url.href),
      yes: text.places.leave,
      no: text.places.stay,
      dismissable: true,
    });
    if (leave) {
      location.assign(url.href);
    }
  }
}
