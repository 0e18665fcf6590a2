// SPDX-License-Identifier: Apache-2.0
import { MOST_MOVES, type Move } from '../net/moves';
import type { Answer } from '../net/outbox';
import { WORLD_EDGE_METRES } from '../net/poses';
import type { EntityId } from './model';
import { distance, type Placement } from './space';

/** 20 a second; others interpolate. */
export const MOVE_INTERVAL_MS = 50;
/** The server lets go what was not moved for 2 s. */
const STILL_INTERVAL_MS = 800;
/** When the server has let go all the same, it is asked again, but not all the time. */
const ASK_INTERVAL_MS = 1_000;
const STILL_METRES = 0.0005;
const STILL_TURN = 0.0005;

export interface HoldingEnvironment {
  hold(id: EntityId): Promise<Answer>;
  /** Under which the server lets it move; undefined before it has said so. */
  handleOf(id: EntityId): number | undefined;
  /** Where it is seen in the world. */
  placementOf(id: EntityId): Placement | undefined;
  /** May get lost. */
  send(moves: readonly Move[]): void;
  /** Milliseconds, rising. */
  now(): number;
}

interface Hold {
  answer: Promise<Answer>;
  accepted: boolean;
  askedAt: number;
  /** Where it was said to be last. */
  told: Placement | undefined;
  toldAt: number;
}

/** What this visitor holds: asks the server for it, and says where it is, many times a second and only the newest. */
export class Holding {
  readonly #environment: HoldingEnvironment;
  readonly #holds = new Map<EntityId, Hold>();

  constructor(environment: HoldingEnvironment) {
    this.#environment = environment;
  }

  /** Holds it from now on, unless that is so already; what the server says to that. */
  take(id: EntityId): Promise<Answer> {
    let hold = this.#holds.get(id);
    if (hold === undefined) {
      hold = { ...this.#ask(id), told: undefined, toldAt: this.#environment.now() };
      this.#holds.set(id, hold);
    }
    return hold.answer;
  }

  /** Says no more of it. The server lets go with the edit that follows. */
  letGo(id: EntityId): void {
    this.#holds.delete(id);
  }

  /** Call it every {@link MOVE_INTERVAL_MS}. */
  tick(): void {
    const now = this.#environment.now();
    const moves: Move[] = [];
    for (const [id, hold] of this.#holds) {
      const place = this.#environment.placementOf(id);
      if (!hold.accepted || place === undefined || !isInWorld(place)) {
        continue;
      }
      const moved = hold.told === undefined || differs(hold.told, place);
      const handle = this.#environment.handleOf(id);
      if (handle === undefined) {
        if (moved && now - hold.askedAt >= ASK_INTERVAL_MS) {
          Object.assign(hold, this.#ask(id));
        }
      } else if ((moved || now - hold.toldAt >= STILL_INTERVAL_MS) && moves.length < MOST_MOVES) {
        hold.told = place;
        hold.toldAt = now;
        moves.push({ handle, ...place });
      }
    }
    if (moves.length > 0) {
      this.#environment.send(moves);
    }
  }

  #ask(id: EntityId): Pick<Hold, 'answer' | 'accepted' | 'askedAt'> {
    const answer = this.#environment.hold(id);
    void answer.then(({ kind }) => {
      const hold = this.#holds.get(id);
      if (hold?.answer === answer) {
        hold.accepted = kind === 'accepted';
      }
    });
    return { answer, accepted: false, askedAt: this.#environment.now() };
  }
}

/** The server would ignore the whole frame. */
function isInWorld({ position: { x, y, z } }: Placement): boolean {
  return [x, y, z].every((metres) => Math.abs(metres) <= WORLD_EDGE_METRES);
}

function differs(a: Placement, b: Placement): boolean {
  const turn = (['x', 'y', 'z', 'w'] as const).some((part) => Math.abs(a.rotation[part] - b.rotation[part]) > STILL_TURN);
  return turn || distance(a.position, b.position) > STILL_METRES;
}
