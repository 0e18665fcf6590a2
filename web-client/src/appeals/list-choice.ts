// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { Missing } from './known-by';
import type { ListHere } from './lists';
import { words } from './words';

const OTHER = '';

/** Which list: one of those that everybody knows of, or, as a private one is named to nobody, by its name. */
export class ListChoice {
  readonly root: HTMLElement;
  readonly #select: HTMLSelectElement;
  readonly #name = element('input', { type: 'text', autocapitalize: 'none', autocomplete: 'off', spellcheck: 'false', maxlength: 40 });

  /** @param asked the list that the address of the page names, or an empty text */
  constructor(lists: readonly ListHere[], asked: string) {
    const isListed = lists.some(({ name }) => name === asked);
    const byName = field(words.name, this.#name, words.nameHint);
    const show = (): void => {
      byName.hidden = this.#select.value !== OTHER;
    };
    this.#select = element(
      'select',
      { onchange: show },
      ...lists.map(({ name, title }) => element('option', { value: name }, title === name ? name : `${title} (${name})`)),
      element('option', { value: OTHER }, words.otherList),
    );
    this.#select.value = isListed ? asked : asked === '' ? (lists[0]?.name ?? OTHER) : OTHER;
    this.#name.value = isListed ? '' : asked;
    show();
    const choice = field(words.list, this.#select, words.listHint);
    choice.hidden = lists.length === 0;
    this.root = element('div', { class: 'list-choice' }, choice, byName);
  }

  /** @throws Missing */
  get name(): string {
    const name = this.#select.value === OTHER ? this.#name.value.trim() : this.#select.value;
    if (name === '') {
      throw new Missing(words.nameHint, this.#name);
    }
    return name;
  }
}
