// SPDX-License-Identifier: Apache-2.0
import { text } from '../ui/text';
import type { People } from '../world/people';
import type { Body } from './body';
import type { Things } from './things';

const NEAREST = 5;
/** Zones and lights are not things that one meets. */
const UNSEEN = new Set(['Zone', 'Light', 'Material', 'Sound']);

/** "You are at …, with …, nearest: …": what somebody would see who looks around. */
export function describe(body: Body, people: People, things: Things, ownHandle: number | undefined): string {
  const { x, y, z } = body.position();
  const others = [...people.all()].filter(({ handle }) => handle !== ownHandle).map(({ name }) => name);
  const nearest = things
    .rows(body.position())
    .filter(({ type }) => !UNSEEN.has(type))
    .sort((a, b) => a.away - b.away)
    .slice(0, NEAREST)
    .map(({ name, away }) => text.world.thingAway(name, away));
  return text.world.whereAmI(text.world.position(x, y, z), text.world.othersNear(others), text.world.nearest(nearest));
}
