// SPDX-License-Identifier: Apache-2.0
import { element, newDomId } from '../ui/dom';
import { act, actsFor, type Act, type Target } from './acts';
import { facts } from './section';
import type { Tools } from './tools';
import { words } from './words';

/** Who somebody is and what can be done about them: on the admin page and in the world. Ends when something was done, or called off. */
export function showPerson(target: Target, details: readonly (readonly [string, string | undefined])[], tools: Tools): Promise<boolean> {
  return new Promise((ended) => {
    const titleId = newDomId('person');
    let chosen: Act | undefined;
    const choose = (kind: Act): void => {
      chosen = kind;
      dialog.close();
    };
    const dialog = element(
      'dialog',
      { class: 'panel dialog', 'aria-labelledby': titleId },
      element('h2', { id: titleId }, target.name),
      element('div', { class: 'dialog-body' }, facts(details)),
      element(
        'div',
        { class: 'row-actions' },
        ...actsFor(target).map((kind) =>
          element(
            'button',
            { type: 'button', class: kind === 'ban' || kind === 'kick' ? 'danger' : undefined, onclick: () => choose(kind) },
            words.acts.labels[kind],
          ),
        ),
      ),
      element(
        'form',
        { method: 'dialog', class: 'row-actions dialog-actions' },
        element('button', {}, words.close),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      void (chosen === undefined ? Promise.resolve(false) : act(chosen, target, tools)).then(ended);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
