// SPDX-License-Identifier: Apache-2.0
import { element, setText } from './dom';
import { icon } from './icons';
import type { PanelContent } from './panel';
import { text } from './text';

export interface PersonRow {
  handle: number;
  name: string;
  own: boolean;
  /** Metres; undefined when out of sight. */
  away: number | undefined;
}

interface Shown {
  item: HTMLElement;
  name: HTMLElement;
  away: HTMLElement;
  go: HTMLButtonElement | undefined;
}

/** Who is here. Rows stay in the order people came, and keep their elements, so that nothing moves under a pointer or a reading voice. */
export class PeoplePanel implements PanelContent {
  readonly name = 'people';
  readonly title = text.people.title;
  readonly body: HTMLElement;
  readonly #list = element('ul', { class: 'rows', 'aria-label': text.people.title });
  readonly #alone = element('p', { class: 'hint', hidden: true }, text.people.alone);
  readonly #shown = new Map<number, Shown>();
  readonly #goTo: (handle: number) => void;

  constructor(goTo: (handle: number) => void) {
    this.#goTo = goTo;
    this.body = element('div', { class: 'panel-body' }, this.#list, this.#alone);
  }

  update(people: readonly PersonRow[]): void {
    const here = new Set(people.map((person) => person.handle));
    for (const [handle, { item }] of this.#shown) {
      if (!here.has(handle)) {
        item.remove();
        this.#shown.delete(handle);
      }
    }
    people.forEach((person) => this.#show(person));
    this.#alone.hidden = people.length > 1;
  }

  #show({ handle, name, own, away }: PersonRow): void {
    const shown = this.#shown.get(handle) ?? this.#make(handle, own);
    setText(shown.name, own ? text.people.you(name) : name);
    setText(shown.away, own ? '' : away === undefined ? text.people.outOfSight : text.people.away(away));
    shown.go?.setAttribute('aria-label', text.people.goToLabel(name));
    if (shown.go !== undefined) {
      shown.go.disabled = away === undefined;
    }
  }

  #make(handle: number, own: boolean): Shown {
    const name = element('span', { class: 'row-name' });
    const away = element('span', { class: 'row-detail' });
    const go = own
      ? undefined
      : element(
          'button',
          { type: 'button', class: 'small', onclick: () => this.#goTo(handle) },
          icon('go'),
          element('span', {}, text.people.goTo),
        );
    const item = element('li', {}, element('div', { class: 'row-text' }, name, away), go);
    this.#list.append(item);
    const shown = { item, name, away, go };
    this.#shown.set(handle, shown);
    return shown;
  }
}
