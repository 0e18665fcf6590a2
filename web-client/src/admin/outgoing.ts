// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import type { Outgoing } from './api';
import { button } from './section';
import { words } from './words';

/** Where members of this domain may go, by level. */
export function outgoingForm(save: (outgoing: Outgoing[]) => void): { root: HTMLElement; show(outgoing: readonly Outgoing[]): void } {
  const w = words.permissions;
  const levels = element('div', { class: 'stack' });
  const read = new Map<HTMLElement, () => Outgoing>();
  const line = ({ level, mode, domains }: Outgoing): HTMLElement => {
    const number = element('input', { type: 'number', min: 0, max: 100, required: true, inputmode: 'numeric', value: level });
    const modes = element(
      'select',
      {},
      ...Object.entries(w.outgoingMode).map(([value, label]) => element('option', { value }, label)),
    );
    modes.value = mode;
    const names = element('textarea', { rows: 2, spellcheck: 'false' });
    names.value = domains.join('\n');
    const remove = button(words.remove, () => (root.remove(), read.delete(root), add.focus()), {
      class: 'small danger',
      label: w.removeLevel(level),
    });
    const root = element(
      'div',
      { class: 'inline line' },
      field(w.level, number),
      field(w.mode, modes),
      field(w.domains, names),
      remove,
    );
    read.set(root, () => ({
      level: number.valueAsNumber,
      mode: modes.value as Outgoing['mode'],
      domains: linesOf(names.value),
    }));
    return root;
  };
  const add = button(w.addLevel, () => {
    const added = line({ level: 0, mode: 'all-except', domains: [] });
    levels.append(added);
    added.querySelector('input')?.focus();
  });
  return {
    root: element(
      'form',
      {
        class: 'form-fields',
        onsubmit: (event: Event) => (event.preventDefault(), save([...read.values()].map((each) => each()))),
      },
      levels,
      element('div', { class: 'row-actions' }, add, element('button', { type: 'submit' }, w.saveOutgoing)),
    ),
    show: (outgoing) => {
      read.clear();
      levels.replaceChildren(...outgoing.map(line));
    },
  };
}

/** One name in each line, or between commas. */
export function linesOf(text: string): string[] {
  return text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== '');
}
