// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';

type Content = string | Node | undefined;

export interface Column<T> {
  title: string;
  /** Drawn anew when the item has changed. The first column names the row. */
  cell?(item: T): Content;
  /** Made once for each row, so that the focus stays in it; `item` is the newest. */
  controls?(item: () => T): Content;
}

interface Options<T> {
  caption: string;
  /** Shown where no heading says the same. */
  showCaption?: boolean;
  columns: readonly Column<T>[];
  key(item: T): string;
  /** Instead of the table when there are no rows. */
  none: string;
}

interface Row<T> {
  root: HTMLElement;
  item: T;
  drawn: string;
  /** By column; undefined for controls, which are drawn once. */
  cells: (HTMLElement | undefined)[];
}

/**
 * A table that is brought up to date row by row: what did not change is not touched, so neither focus nor reading voice lose their place. On narrow
 * screens rows become cards, each value under its heading; the roles keep it a table for screen readers.
 */
export class ItemTable<T> {
  readonly root: HTMLElement;
  readonly #options: Options<T>;
  readonly #table: HTMLElement;
  readonly #body = element('tbody', { role: 'rowgroup' });
  readonly #none: HTMLElement;
  readonly #rows = new Map<string, Row<T>>();

  constructor(options: Options<T>) {
    this.#options = options;
    this.#none = element('p', { class: 'hint' }, options.none);
    this.#table = element(
      'table',
      { role: 'table', class: 'cards' },
      element('caption', { class: options.showCaption === true ? undefined : 'unseen' }, options.caption),
      element(
        'thead',
        { role: 'rowgroup' },
        element(
          'tr',
          { role: 'row' },
          ...options.columns.map(({ title }) => element('th', { role: 'columnheader', scope: 'col' }, title)),
        ),
      ),
      this.#body,
    );
    this.root = element('div', { class: 'table' }, this.#table, this.#none);
    this.update([]);
  }

  update(items: readonly T[]): void {
    const keys = new Set(items.map((item) => this.#options.key(item)));
    for (const [key, { root }] of this.#rows) {
      if (!keys.has(key)) {
        root.remove();
        this.#rows.delete(key);
      }
    }
    items.forEach((item, at) => this.#show(item, at));
    this.#table.hidden = items.length === 0;
    this.#none.hidden = items.length > 0;
  }

  #show(item: T, at: number): void {
    const key = this.#options.key(item);
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = this.#make(item);
      this.#rows.set(key, row);
    }
    row.item = item;
    const drawn = JSON.stringify(item);
    if (row.drawn !== drawn) {
      row.drawn = drawn;
      this.#options.columns.forEach(({ cell }, column) => {
        const content = cell?.(item);
        row.cells[column]?.replaceChildren(...(content === undefined ? [] : [content]));
      });
    }
    const there = this.#body.children[at];
    if (there !== row.root) {
      this.#body.insertBefore(row.root, there ?? null);
    }
  }

  #make(item: T): Row<T> {
    const row: Row<T> = { root: element('tr', { role: 'row' }), item, drawn: '', cells: [] };
    this.#options.columns.forEach(({ title, controls }, column) => {
      const cell =
        column === 0
          ? element('th', { role: 'rowheader', scope: 'row', 'data-label': title })
          : element('td', { role: 'cell', 'data-label': title });
      const content = controls?.(() => row.item);
      cell.append(...(content === undefined ? [] : [content]));
      row.cells[column] = controls === undefined ? cell : undefined;
      row.root.append(cell);
    });
    return row;
  }
}
