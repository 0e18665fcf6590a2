// SPDX-License-Identifier: Apache-2.0
import { element, newDomId } from './dom';
import { text } from './text';

/** Something that can be done about somebody. */
export interface PersonChoice {
  label: string;
  /** Cannot easily be taken back. */
  hard?: boolean;
  choose: () => void;
}

/** Who somebody is and what can be done about them. It closes when something is chosen. */
export function personDialog(name: string, details: readonly (Node | string)[], choices: readonly PersonChoice[]): void {
  const titleId = newDomId('person');
  const bodyId = newDomId('person');
  let chosen: PersonChoice | undefined;
  const dialog = element(
    'dialog',
    { class: 'panel dialog', 'aria-labelledby': titleId, 'aria-describedby': bodyId },
    element('h2', { id: titleId }, name),
    element('div', { class: 'dialog-body', id: bodyId }, ...details),
    element(
      'div',
      { class: 'row-actions' },
      ...choices.map((choice) =>
        element(
          'button',
          {
            type: 'button',
            class: choice.hard === true ? 'danger' : undefined,
            onclick: () => {
              chosen = choice;
              dialog.close();
            },
          },
          choice.label,
        ),
      ),
    ),
    element('form', { method: 'dialog', class: 'row-actions dialog-actions' }, element('button', {}, text.person.close)),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
    chosen?.choose();
  });
  document.body.append(dialog);
  dialog.showModal();
}
