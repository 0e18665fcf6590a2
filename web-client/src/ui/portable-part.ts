// SPDX-License-Identifier: Apache-2.0
import { MIN_PASSPHRASE } from '../net/portable-key';
import { element, field } from './dom';
import { text } from './text';

const words = text.portable;

export interface PortableActions {
  make(passphrase: string): Promise<void>;
  open(file: File, passphrase: string): Promise<void>;
  save(): void;
  forget(): void;
  show(shown: boolean): void;
}

/** What there is, for people. `unusable`: the browser hides its cryptography from this page. */
export type PortableState = 'unusable' | 'none' | { fingerprint: string; shown: boolean };

/** The part of the settings for being known in other worlds. */
export class PortablePart {
  readonly root = element('section', { class: 'portable' });
  readonly #actions: PortableActions;

  constructor(actions: PortableActions) {
    this.#actions = actions;
  }

  show(state: PortableState): void {
    const content =
      state === 'unusable'
        ? [element('p', { class: 'hint' }, words.needsTls)]
        : state === 'none'
          ? this.#withoutKey()
          : this.#withKey(state);
    this.root.replaceChildren(
      element('h3', {}, words.title),
      element('p', { class: 'hint' }, words.explanation),
      ...content,
    );
  }

  #withoutKey(): HTMLElement[] {
    const chosen = passphraseInput('new-password');
    const known = passphraseInput('current-password');
    const file = element('input', { type: 'file', accept: '.json,application/json', required: true });
    return [
      waitingForm(
        [field(words.newPassphrase, chosen, words.passphraseHint(MIN_PASSPHRASE))],
        words.make,
        () => this.#actions.make(chosen.value),
      ),
      waitingForm(
        [field(words.file, file), field(words.passphrase, known)],
        words.open,
        async () => {
          const [first] = file.files ?? [];
          if (first !== undefined) {
            await this.#actions.open(first, known.value);
          }
        },
      ),
    ];
  }

  #withKey({ fingerprint, shown }: { fingerprint: string; shown: boolean }): HTMLElement[] {
    const box: HTMLInputElement = element('input', {
      type: 'checkbox',
      onchange: () => this.#actions.show(box.checked),
    });
    box.checked = shown;
    return [
      element('p', {}, words.yours, element('code', {}, fingerprint)),
      element('label', { class: 'check' }, box, element('span', {}, words.showHere)),
      element('p', { class: 'hint' }, words.showHint),
      element(
        'div',
        { class: 'row-actions' },
        element('button', { type: 'button', onclick: () => this.#actions.save() }, words.save),
        element('button', { type: 'button', onclick: () => this.#actions.forget() }, words.forget),
      ),
    ];
  }
}

function passphraseInput(autocomplete: string): HTMLInputElement {
  return element('input', { type: 'password', autocomplete, required: true, minlength: MIN_PASSPHRASE });
}

/** PBKDF2 takes as long as it must: meanwhile the button says so. */
function waitingForm(fields: HTMLElement[], label: string, act: () => Promise<void>): HTMLElement {
  const button = element('button', { type: 'submit' }, label);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    button.disabled = true;
    button.textContent = words.working;
    try {
      await act();
    } finally {
      button.disabled = false;
      button.textContent = label;
    }
  };
  return element('form', { onsubmit: submit }, ...fields, button);
}
