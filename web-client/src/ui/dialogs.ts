// SPDX-License-Identifier: Apache-2.0
import { element, newDomId } from './dom';

interface Question {
  title: string;
  body: string;
  yes: string;
  no: string;
  /** False where Esc would be an answer nobody meant. */
  dismissable: boolean;
}

/** Asks with the browser's own modal dialog, which keeps the focus inside and gives it back. */
export function ask({ title, body, yes, no, dismissable }: Question): Promise<boolean> {
  return new Promise((answered) => {
    const titleId = newDomId('dialog');
    const dialog = element(
      'dialog',
      { class: 'panel dialog', 'aria-labelledby': titleId },
      element('h2', { id: titleId }, title),
      element('div', { class: 'dialog-body', tabindex: 0 }, body),
      element(
        'form',
        { method: 'dialog', class: 'row-actions' },
        element('button', { value: 'no' }, no),
        element('button', { value: 'yes', class: 'primary', autofocus: true }, yes),
      ),
    );
    dialog.addEventListener('cancel', (event) => {
      if (!dismissable) {
        event.preventDefault();
      }
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      answered(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
