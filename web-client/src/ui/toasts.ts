// SPDX-License-Identifier: Apache-2.0
import { element } from './dom';
import { icon } from './icons';
import { text } from './text';

export interface ToastAction {
  label: string;
  act: () => void;
}

interface ToastOptions {
  /** Replaces the message of the same key instead of adding another. */
  key?: string;
  /** Stays until it is closed. */
  lasting?: boolean;
  actions?: readonly ToastAction[];
  /** A person closed it. */
  closed?: () => void;
}

const READ_MS = 5_000;
const READ_MS_PER_CHARACTER = 45;
const MOST_SHOWN = 4;

/** Short messages over the world. Both live regions exist from the start: screen readers miss those that appear with their text. */
export class Toasts {
  readonly root: HTMLElement;
  readonly #status = element('div', { role: 'status', class: 'toast-list' });
  readonly #alerts = element('div', { role: 'alert', class: 'toast-list' });

  constructor() {
    this.root = element('section', { class: 'toasts', 'aria-label': text.notices.region }, this.#alerts, this.#status);
  }

  info(message: string, options: ToastOptions = {}): void {
    this.#show(this.#status, 'info', message, options);
  }

  /** What went wrong and what to do. */
  warn(message: string, options: ToastOptions = {}): void {
    this.#show(this.#alerts, 'warning', message, options);
  }

  dismiss(key: string): void {
    this.root.querySelector(`[data-key="${key}"]`)?.remove();
  }

  #show(region: HTMLElement, kind: string, message: string, { key, lasting, actions, closed }: ToastOptions): void {
    if (key !== undefined) {
      this.dismiss(key);
    }
    const toast = element(
      'div',
      { class: `toast panel ${kind}`, 'data-key': key },
      element('p', {}, message),
      element(
        'div',
        { class: 'toast-actions' },
        ...(actions ?? []).map(({ label, act }) =>
          element('button', { type: 'button', class: 'small', onclick: () => (act(), toast.remove()) }, label),
        ),
        element(
          'button',
          {
            type: 'button',
            class: 'quiet icon-only',
            'aria-label': text.notices.close,
            onclick: () => (closed?.(), toast.remove()),
          },
          icon('close'),
        ),
      ),
    );
    region.append(toast);
    const passing = [...region.querySelectorAll<HTMLElement>('.toast:not([data-lasting])')];
    passing.slice(0, -MOST_SHOWN).forEach((old) => old.remove());
    if (lasting === true) {
      toast.dataset['lasting'] = '';
    } else {
      this.#fade(toast, READ_MS + message.length * READ_MS_PER_CHARACTER);
    }
  }

  /** Goes by itself, but not while somebody points at it or has the focus in it. */
  #fade(toast: HTMLElement, afterMs: number): void {
    setTimeout(() => {
      if (toast.matches(':hover, :focus-within')) {
        this.#fade(toast, READ_MS);
      } else {
        toast.remove();
      }
    }, afterMs);
  }
}
