// SPDX-License-Identifier: Apache-2.0
import { element, newDomId } from './dom';
import { icon, type IconName } from './icons';
import { text } from './text';

export type PanelName = Exclude<keyof typeof text.dock, 'label' | 'unread' | 'close'> & IconName;

/** What a panel gives its frame. */
export interface PanelContent {
  readonly name: PanelName;
  readonly title: string;
  readonly body: HTMLElement;
  /** Called each time it opens. */
  opened?(): void;
  closed?(): void;
  /** Where the focus goes on opening; the heading otherwise. */
  readonly firstField?: HTMLElement;
}

/** A panel with its heading and way to close it. */
export class PanelFrame {
  readonly root: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly #badge = element('span', { class: 'badge', hidden: true });
  readonly #heading: HTMLElement;

  constructor(
    readonly content: PanelContent,
    toggle: (byKeyboard: boolean) => void,
    close: () => void,
  ) {
    const headingId = newDomId('panel');
    this.#heading = element('h2', { id: headingId, tabindex: -1 }, content.title);
    this.root = element(
      'section',
      { class: `panel side ${content.name}`, 'aria-labelledby': headingId, id: `${headingId}-section`, hidden: true },
      element(
        'div',
        { class: 'panel-head' },
        this.#heading,
        element(
          'button',
          { type: 'button', class: 'quiet icon-only', 'aria-label': text.dock.close(content.title), onclick: close },
          icon('close'),
        ),
      ),
      content.body,
    );
    this.button = element(
      'button',
      {
        type: 'button',
        class: 'dock-button',
        'aria-expanded': 'false',
        'aria-controls': this.root.id,
        // A click without a pointer comes from the keyboard: then the focus follows into the panel.
        onclick: (event: MouseEvent) => toggle(event.detail === 0),
      },
      icon(content.name),
      element('span', {}, text.dock[content.name]),
      this.#badge,
    );
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  show(open: boolean): void {
    const wasOpen = this.isOpen;
    this.root.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
    if (open) {
      this.badge('');
      this.content.opened?.();
    } else if (wasOpen) {
      this.content.closed?.();
    }
  }

  focus(): void {
    const { firstField } = this.content;
    (firstField !== undefined && firstField.offsetParent !== null ? firstField : this.#heading).focus();
  }

  badge(words: string): void {
    this.#badge.textContent = words;
    this.#badge.hidden = words === '';
  }
}
