// SPDX-License-Identifier: Apache-2.0
import { element, field } from './dom';
import { icon } from './icons';
import type { PanelContent } from './panel';
import { text } from './text';

export interface PlaceActions {
  /** Undefined goes to the entry. */
  goTo(place: string | undefined): void;
  /** The address of where the visitor stands. */
  link(): string;
  /** Puts it on the clipboard; false when the browser does not allow that. */
  copy(link: string): Promise<boolean>;
  said(message: string): void;
}

export class PlacesPanel implements PanelContent {
  readonly name = 'places';
  readonly title = text.places.title;
  readonly body: HTMLElement;
  readonly #actions: PlaceActions;
  readonly #list = element('ul', { class: 'rows', 'aria-label': text.places.title });
  readonly #none = element('p', { class: 'hint', hidden: true }, text.places.none);
  readonly #link = element('input', { type: 'text', readonly: true });

  constructor(actions: PlaceActions) {
    this.#actions = actions;
    this.body = element(
      'div',
      { class: 'panel-body' },
      this.#list,
      this.#none,
      element('h3', {}, text.places.shareTitle),
      field(text.places.link, this.#link),
      element(
        'button',
        { type: 'button', class: 'primary', onclick: () => void this.#copy() },
        icon('copy'),
        element('span', {}, text.places.copy),
      ),
    );
    this.setPlaces([]);
  }

  opened(): void {
    this.refresh();
  }

  /** Brings the link to where the visitor is now, unless somebody is about to copy it. */
  refresh(): void {
    if (document.activeElement !== this.#link) {
      this.#link.value = this.#actions.link();
    }
  }

  setPlaces(names: readonly string[]): void {
    const row = (label: string, place: string | undefined) =>
      element(
        'li',
        {},
        element('span', { class: 'row-name' }, label),
        element(
          'button',
          { type: 'button', class: 'small', 'aria-label': text.places.go(label), onclick: () => this.#actions.goTo(place) },
          icon('go'),
          element('span', {}, text.people.goTo),
        ),
      );
    this.#list.replaceChildren(row(text.places.entry, undefined), ...names.map((name) => row(name, name)));
    this.#none.hidden = names.length > 0;
  }

  async #copy(): Promise<void> {
    this.#link.value = this.#actions.link();
    if (await this.#actions.copy(this.#link.value)) {
      this.#actions.said(text.places.copied);
    } else {
      this.#link.focus();
      this.#link.select();
      this.#actions.said(text.places.copyByHand);
    }
  }
}
