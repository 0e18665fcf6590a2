// SPDX-License-Identifier: Apache-2.0
import type { Connection, ConnectionState } from '../net/connection';
import type { You } from '../net/messages';
import type { Chat } from '../world/chat';
import type { EntityStore } from '../world/entity-store';
import type { Entity, EntityId, OwnPose, Stage, Vec3 } from '../world/model';
import type { People } from '../world/people';
import type { Placement } from '../world/space';
import type { Builder } from './builder';
import type { ConnectionReport } from './connection-report';
import type { Hands } from './hands';
import type { PoseSender } from './pose-sender';
import type { Things } from './things';
import type { Visit } from './visit';

/** `window.freehold`: what the client knows, to read and not to change, for browser tests and the curious. */
export interface FreeholdHandle {
  readonly state: ConnectionState['kind'];
  /** How the domain is reached: `transport`, `path` (whether `relayed`, and the `family` of addresses) and `roundTripMs`; as of a moment ago. */
  readonly connection: ConnectionReport['facts'];
  /** Everything in sight at arrival has come. */
  readonly loaded: boolean;
  /** Undefined before the first welcome. */
  readonly you: You | undefined;
  /** Own position (soles, metres), yaw (radians) and velocity; undefined before the first is taken. */
  readonly pose: OwnPose | undefined;
  /** Everybody, oneself included; `position` is the last one known. */
  readonly people: readonly { handle: number; name: string; position: Vec3 | undefined }[];
  /** How many entities are in sight. */
  readonly entities: number;
  readonly ids: readonly EntityId[];
  /** With own unanswered edits on top. */
  entity(id: EntityId): Entity | undefined;
  /** In the world, as said last: of what moves it is not in the properties. */
  placeOf(id: EntityId): Placement | undefined;
  readonly selection: EntityId | undefined;
  /** What the visitor carries. */
  readonly held: EntityId | undefined;
  /** Requests that wait for the server's answer. */
  readonly unanswered: number;
  /** Lines said since coming. */
  readonly chat: readonly { name: string; text: string }[];
  /** Of the picture; undefined where there is none (yet). */
  readonly statistics: ReturnType<Stage['statistics']> | undefined;
}

declare global {
  interface Window {
    freehold: FreeholdHandle;
  }
}

interface Known {
  connection: Connection;
  report: ConnectionReport;
  visit: Visit;
  poses: PoseSender;
  people: People;
  store: EntityStore;
  things: Things;
  builder: Builder;
  hands: Hands;
  chat: Chat;
  stage(): Stage | undefined;
}

export function freeholdHandle({ connection, report, visit, poses, people, store, things, builder, hands, chat, stage }: Known): FreeholdHandle {
  return Object.freeze({
    get state() {
      return connection.state.kind;
    },
    get connection() {
      return report.facts;
    },
    get loaded() {
      return visit.isLoaded;
    },
    get you() {
      return visit.you;
    },
    get pose() {
      return poses.last;
    },
    get people() {
      return [...people.all()];
    },
    get entities() {
      return store.size;
    },
    get ids() {
      return [...store.all()].map(({ id }) => id);
    },
    entity: (id: EntityId) => store.get(id),
    placeOf: (id: EntityId) => {
      const entity = store.get(id);
      return entity && things.placementOf(entity);
    },
    get selection() {
      return builder.selected;
    },
    get held() {
      return hands.held?.id;
    },
    get unanswered() {
      return connection.outbox.waiting;
    },
    get chat() {
      return chat.entries.flatMap((entry) =>
        entry.kind === 'line' ? [{ name: entry.line.name, text: entry.line.text }] : [],
      );
    },
    get statistics() {
      return stage()?.statistics();
    },
  });
}
