// SPDX-License-Identifier: Apache-2.0
import { element, field } from './dom';
import { text } from './text';

const words = text.home;

/** The part of the settings for coming as somebody whom a home domain knows. */
export class HomePart {
  readonly root = element('section', { class: 'home-part' });

  /** `ask` is called in the click itself, or the browser would not open a window. */
  constructor(ask: (home: string) => void) {
    const home = element('input', {
      type: 'text',
      required: true,
      autocomplete: 'url',
      autocapitalize: 'none',
      spellcheck: 'false',
      placeholder: 'home.example',
    });
    const submit = (event: Event): void => {
      event.preventDefault();
      ask(home.value);
    };
    this.root.append(
      element('h3', {}, words.title),
      element('p', { class: 'hint' }, words.explanation),
      element(
        'form',
        { onsubmit: submit },
        field(words.name, home, words.nameHint),
        element('button', { type: 'submit' }, words.ask),
      ),
    );
  }
}
