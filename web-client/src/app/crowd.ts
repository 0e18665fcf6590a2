// SPDX-License-Identifier: Apache-2.0
import type { GoneWhy, You } from '../net/messages';
import { PeoplePanel, type PersonRow } from '../ui/people-panel';
import type { Shell } from '../ui/shell';
import { text } from '../ui/text';
import type { Stage } from '../world/model';
import { Friends } from '../world/friends';
import { People } from '../world/people';
import { distance } from '../world/space';
import type { Body } from './body';
import { Comings } from './comings';
import type { Travel } from './travel';

interface CrowdEnvironment {
  shell: Shell;
  body: Body;
  travel: Travel;
  you(): You | undefined;
  /** Who was here before is in the list; only newcomers are news. */
  isLoaded(): boolean;
  happened(words: string): void;
  /** What can be done about somebody. */
  menu(handle: number): void;
  /** Tells the domain whom this visitor wants to see first. */
  befriend(handles: readonly number[]): void;
}

/** The other people: the list, their bodies in the picture, and the news of who came and went. */
export class Crowd {
  readonly people: People;
  readonly panel: PeoplePanel;
  /** Whom this visitor does not want to hear. */
  readonly muted = new Set<number>();
  readonly friends: Friends;
  readonly #environment: CrowdEnvironment;
  readonly #comings: Comings;
  #stage: Stage | undefined;

  constructor(environment: CrowdEnvironment) {
    this.#environment = environment;
    const { travel, body } = environment;
    this.friends = new Friends((handles) => environment.befriend(handles));
    this.people = new People(
      {
        came: (handle, name) => this.#came(handle, name),
        renamed: (handle, name, before) => this.#renamed(handle, name, before),
        gone: (handle, name, why) => this.#gone(handle, name, why),
      },
      () => performance.now(),
    );
    this.panel = new PeoplePanel({
      goTo: (handle) =>
        travel.goToPerson(this.people.nameOf(handle) ?? '', this.people.positionOf(handle), body.position()),
      menu: (handle) => environment.menu(handle),
      pointOut: (handle) => this.#stage?.pointOut(handle),
      opened: () => this.show(),
    });
    this.#comings = new Comings(environment.happened, (run, ms) => setTimeout(run, ms));
  }

  attach(stage: Stage): void {
    this.#stage = stage;
    for (const { handle, name } of this.people.all()) {
      if (!this.#isSelf(handle)) {
        stage.personCame(handle, name);
      }
    }
  }

  /** Brings list, count and distances up to date. */
  show(): void {
    this.#count();
    if (this.#environment.you() !== undefined) {
      const rows: PersonRow[] = [];
      for (const { handle } of this.people.all()) {
        rows.push(this.#row(handle));
      }
      this.panel.update(rows);
    }
  }

  /** Hears somebody no more, or again. */
  mute(handle: number, muted: boolean): void {
    if (muted) {
      this.muted.add(handle);
    } else {
      this.muted.delete(handle);
    }
    this.panel.show(this.#row(handle));
  }

  /** Sees somebody first, or as everybody else. */
  befriend(handle: number, friend: boolean): void {
    this.friends.set(handle, friend);
    this.panel.show(this.#row(handle));
  }

  /** Somebody said something. */
  spoke(handle: number): void {
    if (!this.muted.has(handle)) {
      this.#stage?.personSpoke(handle);
    }
  }

  #came(handle: number, name: string): void {
    if (!this.#isSelf(handle)) {
      this.#stage?.personCame(handle, name);
      if (this.#environment.isLoaded()) {
        this.#comings.came(name);
      }
    }
    this.#changed(handle);
  }

  #renamed(handle: number, name: string, before: string): void {
    if (!this.#isSelf(handle)) {
      this.#stage?.personRenamed(handle, name);
    }
    this.#environment.happened(text.chat.renamed(before, name));
    this.#changed(handle);
  }

  #gone(handle: number, name: string, why: GoneWhy): void {
    // Somebody else may get the handle.
    this.muted.delete(handle);
    this.friends.gone(handle);
    this.#stage?.personGone(handle);
    if (!this.#isSelf(handle)) {
      this.#comings.gone(name, why);
    }
    this.panel.gone(handle);
    this.#count();
  }

  /** In a crowd somebody comes or goes at every moment: that is one row. */
  #changed(handle: number): void {
    if (this.#environment.you() !== undefined) {
      this.panel.show(this.#row(handle));
      this.#count();
    }
  }

  #count(): void {
    const self = this.#environment.you();
    if (self !== undefined) {
      this.#environment.shell.setVisitor(self.name, Math.max(1, this.people.count));
    }
  }

  #row(handle: number): PersonRow {
    const position = this.people.positionOf(handle);
    return {
      handle,
      name: this.people.nameOf(handle) ?? '',
      own: this.#isSelf(handle),
      away: position && distance(position, this.#environment.body.position()),
      muted: this.muted.has(handle),
      friend: this.friends.has(handle),
    };
  }

  #isSelf(handle: number): boolean {
    return this.#environment.you()?.handle === handle;
  }
}
