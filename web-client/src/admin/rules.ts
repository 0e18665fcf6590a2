// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { PERMISSIONS, type Rule } from './api';
import { button } from './section';
import { words } from './words';

/** The table of permissions while somebody changes it: every line of it, and what is ticked. */
export class RuleTable {
  #rules: { who: string; allow: Set<string> }[] = [];

  set(rules: readonly Rule[]): void {
    this.#rules = rules.map(({ who, allow }) => ({ who, allow: new Set(allow) }));
  }

  get rules(): Rule[] {
    return this.#rules.map(({ who, allow }) => ({ who, allow: PERMISSIONS.filter((each) => allow.has(each)) }));
  }

  allow(who: string, permission: string, allowed: boolean): void {
    const rule = this.#rules.find((each) => each.who === who);
    if (allowed) {
      rule?.allow.add(permission);
    } else {
      rule?.allow.delete(permission);
    }
  }

  /** @returns what is wrong with it, or undefined when it was added */
  add(who: string): string | undefined {
    if (who === '') {
      return words.permissions.addEmpty;
    }
    if (this.#rules.some((each) => each.who === who)) {
      return words.permissions.addTwice(who);
    }
    this.#rules.push({ who, allow: new Set() });
    return undefined;
  }

  remove(who: string): void {
    this.#rules = this.#rules.filter((each) => each.who !== who);
  }
}

/** The same, on the screen. */
export function rulesForm(
  save: (rules: Rule[]) => void,
  fault: (message: string) => void,
): { root: HTMLElement; show(rules: readonly Rule[]): void } {
  const w = words.permissions;
  const table = new RuleTable();
  const body = element('tbody', { role: 'rowgroup' });
  const who = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const draw = (): void => body.replaceChildren(...table.rules.map((rule) => line(rule)));
  const line = ({ who: whom, allow }: Rule): HTMLElement =>
    element(
      'tr',
      { role: 'row' },
      element('th', { role: 'rowheader', scope: 'row', 'data-label': w.who }, element('code', {}, whom)),
      ...PERMISSIONS.map((permission) => {
        const name = words.permission[permission]!;
        const box: HTMLInputElement = element('input', {
          type: 'checkbox',
          'aria-label': w.line(name, whom),
          onchange: () => table.allow(whom, permission, box.checked),
        });
        box.checked = allow.includes(permission);
        return element('td', { role: 'cell', 'data-label': name }, box);
      }),
      element(
        'td',
        { role: 'cell', 'data-label': '' },
        button(words.remove, () => (table.remove(whom), draw(), who.focus()), {
          class: 'small danger',
          label: w.removeLine(whom),
        }),
      ),
    );
  const add = (): void => {
    const wrong = table.add(who.value.trim());
    if (wrong !== undefined) {
      fault(wrong);
      return;
    }
    who.value = '';
    draw();
    body.lastElementChild?.querySelector('input')?.focus();
  };
  who.addEventListener('keydown', (event) => {
    // Enter would save the table instead.
    if (event.key === 'Enter') {
      event.preventDefault();
      add();
    }
  });
  const head = [w.who, ...PERMISSIONS.map((permission) => words.permission[permission]!), words.remove];
  return {
    root: element(
      'form',
      { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), save(table.rules)) },
      element('p', { class: 'hint' }, w.tableHint),
      element(
        'div',
        { class: 'table' },
        element(
          'table',
          { role: 'table', class: 'cards ticks' },
          element('caption', {}, w.table),
          element(
            'thead',
            { role: 'rowgroup' },
            element('tr', { role: 'row' }, ...head.map((title) => element('th', { role: 'columnheader', scope: 'col' }, title))),
          ),
          body,
        ),
      ),
      element('div', { class: 'inline' }, field(w.addWho, who, w.addHint), button(w.add, add)),
      element('button', { type: 'submit', class: 'primary' }, w.saveTable),
    ),
    show: (rules) => {
      table.set(rules);
      draw();
    },
  };
}
