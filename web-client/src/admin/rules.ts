// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { PERMISSIONS, type Permissions, type Rule } from './api';
import { button } from './section';
import { words } from './words';

interface Line {
  who: string;
  allow: Set<string>;
}

/** What is saved: lines of one's own, beside those of a preset if there is one. */
export type RuleChange = { rules: Rule[] } | { preset: string; rules: Rule[] };

/** The table of permissions while somebody changes it: the lines of the preset, which stay as they are, and one's own. */
export class RuleTable {
  #preset: string | null = null;
  #fixed: readonly Rule[] = [];
  #own: Line[] = [];

  /** @param own lines beside the preset; all are, where the domain does not tell them apart */
  set({ preset, rules, own }: Pick<Permissions, 'preset' | 'rules' | 'own'>): void {
    this.#preset = own === undefined ? null : preset;
    const free = preset === null || own === undefined ? rules : own;
    this.#own = free.map(({ who, allow }) => ({ who, allow: new Set(allow) }));
    const taken = new Set((this.#preset === null ? [] : (own ?? [])).map((rule) => JSON.stringify(rule)));
    this.#fixed = this.#preset === null ? [] : rules.filter((rule) => !taken.has(JSON.stringify(rule)));
  }

  /** The preset's lines. */
  get fixed(): readonly Rule[] {
    return this.#fixed;
  }

  get own(): Rule[] {
    return this.#own.map(({ who, allow }) => ({ who, allow: PERMISSIONS.filter((each) => allow.has(each)) }));
  }

  get change(): RuleChange {
    return this.#preset === null ? { rules: this.own } : { preset: this.#preset, rules: this.own };
  }

  allow(at: number, permission: string, allowed: boolean): void {
    if (allowed) {
      this.#own[at]?.allow.add(permission);
    } else {
      this.#own[at]?.allow.delete(permission);
    }
  }

  /** @returns what is wrong with it, or undefined when it was added */
  add(who: string): string | undefined {
    if (who === '') {
      return words.permissions.addEmpty;
    }
    if (this.#own.some((each) => each.who === who)) {
      return words.permissions.addTwice(who);
    }
    this.#own.push({ who, allow: new Set() });
    return undefined;
  }

  remove(at: number): void {
    this.#own.splice(at, 1);
  }

  /** From now on there is no preset, and its lines can be changed. */
  takeOver(): void {
    this.#own = [...this.#fixed.map(({ who, allow }) => ({ who, allow: new Set(allow) })), ...this.#own];
    this.#fixed = [];
    this.#preset = null;
  }
}

/** The same, on the screen. */
export function rulesForm(
  save: (change: RuleChange) => void,
  fault: (message: string) => void,
): { root: HTMLElement; show(permissions: Permissions): void } {
  const w = words.permissions;
  const table = new RuleTable();
  const body = element('tbody', { role: 'rowgroup' });
  const who = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const takeOver = button(w.takeOver, () => {
    table.takeOver();
    draw();
    body.querySelector('input')?.focus();
  });
  const fixedHint = element('p', { class: 'hint' }, w.fixedHint);
  const draw = (): void => {
    takeOver.hidden = table.fixed.length === 0;
    fixedHint.hidden = takeOver.hidden;
    body.replaceChildren(...table.fixed.map((rule) => line(rule, undefined)), ...table.own.map(line));
  };
  /** @param at among one's own; undefined: of the preset */
  const line = ({ who: whom, allow }: Rule, at: number | undefined): HTMLElement =>
    element(
      'tr',
      { role: 'row' },
      element(
        'th',
        { role: 'rowheader', scope: 'row', 'data-label': w.who },
        element('code', {}, whom),
        at === undefined ? ` ${w.ofPreset}` : undefined,
      ),
      ...PERMISSIONS.map((permission) => {
        const name = words.permission[permission]!;
        const box: HTMLInputElement = element('input', {
          type: 'checkbox',
          'aria-label': w.line(name, whom),
          disabled: at === undefined,
          onchange: () => at !== undefined && table.allow(at, permission, box.checked),
        });
        box.checked = allow.includes(permission);
        return element('td', { role: 'cell', 'data-label': name }, box);
      }),
      element(
        'td',
        { role: 'cell', 'data-label': '' },
        at === undefined
          ? undefined
          : button(words.remove, () => (table.remove(at), draw(), who.focus()), { class: 'small danger', label: w.removeLine(whom) }),
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
      { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), save(table.change)) },
      element('p', { class: 'hint' }, w.tableHint),
      fixedHint,
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
      element('div', { class: 'row-actions' }, element('button', { type: 'submit', class: 'primary' }, w.saveTable), takeOver),
    ),
    show: (permissions) => {
      table.set(permissions);
      draw();
    },
  };
}
