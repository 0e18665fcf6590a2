// SPDX-License-Identifier: Apache-2.0
import { element, field, newDomId, setText } from './dom';
import { icon } from './icons';
import type { PanelContent } from './panel';
import { text } from './text';

export interface PersonRow {
  handle: number;
  name: string;
  own: boolean;
  /** Metres; undefined when out of sight. */
  away: number | undefined;
  /** This visitor does not want to hear them. */
  muted: boolean;
  /** This visitor wants to see them first. */
  friend: boolean;
}

export interface PeopleActions {
  goTo(handle: number): void;
  /** What can be done about somebody. */
  menu(handle: number): void;
  /** Where somebody's row is looked at, so that they can be found in the picture; undefined: nobody's. */
  pointOut(handle: number | undefined): void;
  /** The list is to be seen: it wants to be brought up to date. */
  opened(): void;
}

interface Shown {
  item: HTMLElement;
  name: HTMLElement;
  away: HTMLElement;
  go: HTMLButtonElement | undefined;
  menu: HTMLButtonElement | undefined;
}

/** So many can be looked through without a search. */
const FEW = 12;
const PAGE_ROWS = 10;

/**
 * Who is here. Rows stay in the order people came, and keep their elements, so that nothing moves under a pointer or a reading voice, and a change
 * costs one row, however many there are. For the Tab key the list is one stop; up and down go through it.
 */
export class PeoplePanel implements PanelContent {
  readonly name = 'people';
  readonly title = text.people.title;
  readonly body: HTMLElement;
  readonly firstField = element('input', { type: 'search', autocomplete: 'off' });
  readonly #actions: PeopleActions;
  readonly #search: HTMLElement;
  readonly #found = element('p', { class: 'hint', role: 'status' });
  readonly #keys = element('p', { class: 'hint', id: newDomId('people-keys') }, text.people.keys);
  readonly #list = element('ul', { class: 'rows many', 'aria-label': text.people.title, 'aria-describedby': this.#keys.id });
  readonly #alone = element('p', { class: 'hint' }, text.people.alone);
  /** In a tab of its own, so that nobody leaves the world by it. */
  readonly #admin = element(
    'a',
    { href: '/admin', target: '_blank', rel: 'noopener', hidden: true },
    text.people.admin,
  );
  readonly #shown = new Map<number, Shown>();
  #sought = '';
  /** The row at which Tab comes into the list. */
  #current: number | undefined;

  constructor(actions: PeopleActions) {
    this.#actions = actions;
    this.#search = element('div', { hidden: true }, field(text.people.search, this.firstField), this.#found, this.#keys);
    this.body = element('div', { class: 'panel-body' }, this.#search, this.#list, this.#alone, this.#admin);
    this.firstField.addEventListener('input', () => this.#seek());
    this.#list.addEventListener('keydown', (event) => this.#key(event));
    this.#list.addEventListener('focusin', (event) => this.#look(event.target));
    this.#list.addEventListener('focusout', () => actions.pointOut(undefined));
    this.#list.addEventListener('pointerover', (event) => actions.pointOut(handleAt(event.target)));
    this.#list.addEventListener('pointerleave', () => actions.pointOut(undefined));
  }

  opened(): void {
    this.#actions.opened();
  }

  closed(): void {
    this.#actions.pointOut(undefined);
  }

  /** Whether there is a way to the admin page. */
  setAdmin(permitted: boolean): void {
    this.#admin.hidden = !permitted;
  }

  /** Brings all rows up to date; those of nobody in `people` go. */
  update(people: readonly PersonRow[]): void {
    const here = new Set(people.map((person) => person.handle));
    for (const handle of this.#shown.keys()) {
      if (!here.has(handle)) {
        this.gone(handle);
      }
    }
    people.forEach((person) => this.show(person));
  }

  /** One row, new or changed. */
  show({ handle, name, own, away, muted, friend }: PersonRow): void {
    const shown = this.#shown.get(handle) ?? this.#make(handle, own);
    const called = own ? text.people.you(name) : name;
    if (shown.name.textContent !== called) {
      shown.name.textContent = called;
      shown.go?.setAttribute('aria-label', text.people.goToLabel(name));
      shown.menu?.setAttribute('aria-label', text.people.menuLabel(name));
      shown.item.hidden = !this.#isSought(called);
    }
    const where = away === undefined ? text.people.outOfSight : text.people.away(away);
    const known = friend ? text.people.friendAway(where) : where;
    setText(shown.away, own ? '' : muted ? text.people.mutedAway(known) : known);
    // Not `disabled`: that would take the focus away from whoever is there.
    shown.go?.setAttribute('aria-disabled', String(away === undefined));
  }

  gone(handle: number): void {
    const shown = this.#shown.get(handle);
    if (shown === undefined) {
      return;
    }
    const next = this.#current === handle ? this.#neighbour(shown.item) : undefined;
    const hadFocus = shown.item.contains(document.activeElement);
    shown.item.remove();
    this.#shown.delete(handle);
    if (this.#current === handle) {
      this.#setCurrent(next === undefined ? undefined : handleAt(next));
      if (hadFocus) {
        next?.focus();
      }
    }
    this.#counted();
  }

  #make(handle: number, own: boolean): Shown {
    const name = element('span', { class: 'row-name' });
    const away = element('span', { class: 'row-detail' });
    const go = own
      ? undefined
      : element(
          'button',
          { type: 'button', class: 'small', tabindex: -1, onclick: () => this.#actions.goTo(handle) },
          icon('go'),
          element('span', {}, text.people.goTo),
        );
    const menu = own
      ? undefined
      : element(
          'button',
          { type: 'button', class: 'small', tabindex: -1, 'data-menu': true, onclick: () => this.#actions.menu(handle) },
          icon('more'),
        );
    const actions = own ? undefined : element('div', { class: 'row-actions' }, go, menu);
    const item = element('li', { 'data-handle': handle }, element('div', { class: 'row-text' }, name, away), actions);
    this.#list.append(item);
    const shown = { item, name, away, go, menu };
    this.#shown.set(handle, shown);
    if (go !== undefined && this.#current === undefined) {
      this.#setCurrent(handle);
    }
    this.#counted();
    return shown;
  }

  #counted(): void {
    const count = this.#shown.size;
    this.#alone.hidden = count > 1;
    this.#search.hidden = count <= FEW && this.#sought === '';
  }

  #seek(): void {
    this.#sought = this.firstField.value.trim().toLocaleLowerCase();
    let found = 0;
    for (const { item, name } of this.#shown.values()) {
      item.hidden = !this.#isSought(name.textContent ?? '');
      found += item.hidden ? 0 : 1;
    }
    setText(this.#found, this.#sought === '' ? '' : text.people.found(found, this.#shown.size));
    const current = this.#current === undefined ? undefined : this.#shown.get(this.#current);
    if (current === undefined || current.item.hidden) {
      this.#setCurrent(handleAt(this.#buttons()[0] ?? null));
    }
  }

  #isSought(name: string): boolean {
    return name.toLocaleLowerCase().includes(this.#sought);
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: PAGE_ROWS,
      PageUp: -PAGE_ROWS,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    const focused = document.activeElement;
    // Up and down stay in the column.
    const buttons = this.#buttons(focused instanceof HTMLElement && 'menu' in focused.dataset);
    const from = buttons.findIndex((button) => button === focused);
    if (step === undefined || from < 0 || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, from + step))]?.focus();
  }

  #look(target: EventTarget | null): void {
    const handle = handleAt(target);
    this.#setCurrent(handle);
    this.#actions.pointOut(handle);
  }

  #setCurrent(handle: number | undefined): void {
    const before = this.#current === undefined ? undefined : this.#shown.get(this.#current);
    before?.go?.setAttribute('tabindex', '-1');
    before?.menu?.setAttribute('tabindex', '-1');
    this.#current = handle;
    const now = handle === undefined ? undefined : this.#shown.get(handle);
    now?.go?.setAttribute('tabindex', '0');
    now?.menu?.setAttribute('tabindex', '0');
  }

  /** The button of the next row that has one, or of the one before. */
  #neighbour(item: HTMLElement): HTMLElement | undefined {
    const buttons = this.#buttons();
    const at = buttons.findIndex((button) => item.contains(button));
    return buttons[at + 1] ?? buttons[at - 1];
  }

  /** One of each row that is shown. */
  #buttons(menus = false): HTMLButtonElement[] {
    const kind = menus ? '[data-menu]' : ':not([data-menu])';
    return [...this.#list.querySelectorAll<HTMLButtonElement>(`li:not([hidden]) button${kind}`)];
  }
}

function handleAt(target: EventTarget | null): number | undefined {
  const handle = target instanceof Element ? target.closest<HTMLElement>('[data-handle]')?.dataset['handle'] : undefined;
  return handle === undefined ? undefined : Number(handle);
}
