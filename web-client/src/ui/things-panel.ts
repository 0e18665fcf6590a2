// SPDX-License-Identifier: Apache-2.0
import type { EntityId, Unloadable } from '../world/model';
import { element, field, setText } from './dom';
import type { PanelContent } from './panel';
import { text } from './text';

export interface ThingRow {
  id: EntityId;
  type: string;
  /** What to call it; never empty. */
  name: string;
  /** Metres. */
  away: number;
  href: string | undefined;
  /** It is in reach and meant to be picked up, by somebody who may. */
  canTake: boolean;
}

export interface ThingActions {
  /** Everything in sight, in no order. */
  all(): ThingRow[];
  goTo(id: EntityId): void;
  select(id: EntityId): void;
  pickUp(id: EntityId): void;
  follow(href: string): void;
}

const PAGE = 60;

/** Things in sight, nearest first. Sorted when opened, searched or asked: a list that reorders itself cannot be read. */
export class ThingsPanel implements PanelContent {
  readonly name = 'things';
  readonly title = text.things.title;
  readonly body: HTMLElement;
  readonly firstField = element('input', { type: 'search', autocomplete: 'off' });
  readonly #actions: ThingActions;
  readonly #found = element('p', { class: 'hint', role: 'status' });
  readonly #list = element('ul', { class: 'rows', 'aria-label': text.things.title });
  readonly #more = element('button', { type: 'button', onclick: () => this.#showMore() }, text.things.more);
  readonly #missing = element('details', { class: 'missing', hidden: true });
  #all: ThingRow[] = [];
  #rows: ThingRow[] = [];
  #shown = PAGE;

  constructor(actions: ThingActions) {
    this.#actions = actions;
    this.firstField.addEventListener('input', () => this.#search());
    this.body = element(
      'div',
      { class: 'panel-body' },
      field(text.things.search, this.firstField),
      element(
        'div',
        { class: 'found' },
        this.#found,
        element('button', { type: 'button', class: 'small', onclick: () => this.refresh() }, text.things.refresh),
      ),
      this.#missing,
      this.#list,
      this.#more,
    );
  }

  opened(): void {
    this.refresh();
  }

  /** Looks at the world again, and sorts it by distance. */
  refresh(): void {
    this.#all = this.#actions.all().sort((a, b) => a.away - b.away);
    this.#search();
  }

  /** Content that could not be shown, by reason. */
  setMissing(all: readonly Unloadable[]): void {
    const byReason = grouped(all, ({ reason }) => reason);
    const open = this.#missing.open;
    this.#missing.hidden = all.length === 0;
    this.#missing.replaceChildren(
      element('summary', {}, text.things.missing(new Set(all.map(({ entity }) => entity)).size)),
      ...byReason.flatMap(([reason, things]) => [
        element('p', {}, text.things.times(things.length, reason)),
        element(
          'ul',
          { class: 'urls' },
          ...grouped(things, ({ url }) => url)
            .slice(0, PAGE)
            .map(([url, same]) => element('li', {}, text.things.times(same.length, url))),
        ),
      ]),
    );
    this.#missing.open = open;
  }

  #search(): void {
    const words = this.firstField.value.toLowerCase().split(/\s+/);
    this.#rows = this.#all.filter(({ name, type }) => {
      const searched = `${name} ${type}`.toLowerCase();
      return words.every((word) => searched.includes(word));
    });
    this.#shown = PAGE;
    const none = this.#rows.length === 0 && this.#all.length > 0;
    setText(this.#found, none ? text.things.none : text.things.found(this.#rows.length, this.#all.length));
    this.#render();
  }

  #showMore(): void {
    const first = this.#shown;
    this.#shown += PAGE;
    this.#render();
    this.#list.children[first]?.querySelector('button')?.focus();
  }

  #render(): void {
    this.#list.replaceChildren(...this.#rows.slice(0, this.#shown).map((row) => this.#row(row)));
    this.#more.hidden = this.#rows.length <= this.#shown;
  }

  #row({ id, name, type, away, href, canTake }: ThingRow): HTMLElement {
    const button = (label: string, longLabel: string, act: () => void) =>
      element('button', { type: 'button', class: 'small', 'aria-label': longLabel, onclick: act }, label);
    return element(
      'li',
      {},
      element(
        'div',
        { class: 'row-text' },
        element('span', { class: 'row-name' }, name),
        element('span', { class: 'row-detail' }, `${type}, ${text.metres(away)}`),
      ),
      element(
        'div',
        { class: 'row-actions' },
        href === undefined
          ? undefined
          : button(text.things.follow, text.things.followLabel(name), () => this.#actions.follow(href)),
        canTake ? button(text.things.pickUp, text.hand.pickUp(name), () => this.#actions.pickUp(id)) : undefined,
        button(text.things.goTo, text.things.goToLabel(name), () => this.#actions.goTo(id)),
        button(text.things.select, text.things.selectLabel(name), () => this.#actions.select(id)),
      ),
    );
  }
}

/** Most frequent first. */
function grouped(all: readonly Unloadable[], by: (thing: Unloadable) => string): [string, Unloadable[]][] {
  const groups = new Map<string, Unloadable[]>();
  for (const thing of all) {
    const group = groups.get(by(thing));
    if (group === undefined) {
      groups.set(by(thing), [thing]);
    } else {
      group.push(thing);
    }
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}
