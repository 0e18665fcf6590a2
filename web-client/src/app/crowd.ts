// SPDX-License-Identifier: Apache-2.0
import type { GoneWhy, You } from '../net/messages';
import { PeoplePanel } from '../ui/people-panel';
import type { Shell } from '../ui/shell';
import { text } from '../ui/text';
import type { Stage } from '../world/model';
import { People } from '../world/people';
import { distance } from '../world/space';
import type { Body } from './body';
import type { Travel } from './travel';

interface CrowdEnvironment {
  shell: Shell;
  body: Body;
  travel: Travel;
  you(): You | undefined;
  /** Who was here before is in the list; only newcomers are news. */
  isLoaded(): boolean;
  happened(words: string): void;
}

/** The other people: the list, their bodies in the picture, and the news of who came and went. */
export class Crowd {
  readonly people: People;
  readonly panel: PeoplePanel;
  readonly #environment: CrowdEnvironment;
  #stage: Stage | undefined;

  constructor(environment: CrowdEnvironment) {
    this.#environment = environment;
    const { travel, body } = environment;
    this.people = new People(
      {
        came: (handle, name) => this.#came(handle, name),
        renamed: (handle, name, before) => this.#renamed(handle, name, before),
        gone: (handle, name, why) => this.#gone(handle, name, why),
      },
      () => performance.now(),
    );
    this.panel = new PeoplePanel((handle) =>
      travel.goToPerson(this.people.nameOf(handle) ?? '', this.people.positionOf(handle), body.position()),
    );
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
    const { shell, body, you } = this.#environment;
    const self = you();
    if (self === undefined) {
      return;
    }
    const from = body.position();
    shell.setVisitor(self.name, Math.max(1, this.people.count));
    this.panel.update(
      [...this.people.all()].map(({ handle, name, position }) => ({
        handle,
        name,
        own: handle === self.handle,
        away: position && distance(position, from),
      })),
    );
  }

  #came(handle: number, name: string): void {
    if (!this.#isSelf(handle)) {
      this.#stage?.personCame(handle, name);
      if (this.#environment.isLoaded()) {
        this.#environment.happened(text.chat.came(name));
      }
    }
    this.show();
  }

  #renamed(handle: number, name: string, before: string): void {
    if (!this.#isSelf(handle)) {
      this.#stage?.personRenamed(handle, name);
    }
    this.#environment.happened(text.chat.renamed(before, name));
    this.show();
  }

  #gone(handle: number, name: string, why: GoneWhy): void {
    this.#stage?.personGone(handle);
    if (!this.#isSelf(handle)) {
      this.#environment.happened(text.chat.gone(name, why));
    }
    this.show();
  }

  #isSelf(handle: number): boolean {
    return this.#environment.you()?.handle === handle;
  }
}
