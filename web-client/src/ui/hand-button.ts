// SPDX-License-Identifier: Apache-2.0
import { element, setText } from './dom';

/** The one button over the world: what the hand would do now. Large enough for a finger. */
export class HandButton {
  readonly root: HTMLElement;
  readonly #label = element('span', {});
  readonly #button: HTMLButtonElement;

  constructor(use: () => void) {
    this.#button = element(
      'button',
      { type: 'button', class: 'hand panel', hidden: true, 'aria-keyshortcuts': 'G', onclick: use },
      this.#label,
      element('kbd', { 'aria-hidden': 'true' }, 'G'),
    );
    this.root = this.#button;
  }

  /** Undefined: there is nothing to do. */
  show(label: string | undefined): void {
    this.#button.hidden = label === undefined;
    setText(this.#label, label ?? '');
  }
}
