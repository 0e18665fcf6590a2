// SPDX-License-Identifier: Apache-2.0
import type { ConnectionState } from '../net/connection';
import { element, setText } from './dom';
import { text } from './text';

/** Says that there is no session, why, and when it is tried again. */
export class ConnectionBanner {
  readonly root: HTMLElement;
  /** Announced once; the countdown beside it is not, or a screen reader would speak every second. */
  readonly #words = element('p', { role: 'status' });
  readonly #countdown = element('p', { class: 'countdown', 'aria-live': 'off' });
  readonly #button: HTMLButtonElement;
  readonly #now: () => number;
  #state: ConnectionState = { kind: 'connecting' };

  constructor(now: () => number, retry: () => void) {
    this.#now = now;
    this.#button = element('button', { type: 'button', class: 'primary', onclick: retry }, text.connection.tryNow);
    this.root = element(
      'section',
      { class: 'banner panel', 'aria-label': text.notices.region, hidden: true },
      element('div', {}, this.#words, this.#countdown),
      this.#button,
    );
    setInterval(() => this.#tick(), 500);
  }

  show(state: ConnectionState): void {
    this.#state = state;
    this.root.hidden = state.kind === 'live';
    this.#button.hidden = state.kind !== 'waiting' && state.kind !== 'ended';
    setText(this.#button, state.kind === 'ended' ? text.connection.comeBack : text.connection.tryNow);
    setText(this.#words, words(state));
    this.#tick();
  }

  #tick(): void {
    const waiting = this.#state.kind === 'waiting' ? this.#state : undefined;
    const seconds = Math.ceil(((waiting?.retryAt ?? 0) - this.#now()) / 1000);
    setText(this.#countdown, waiting === undefined ? '' : text.connection.next(seconds));
  }
}

function words(state: ConnectionState): string {
  switch (state.kind) {
    case 'connecting':
      return text.connection.connecting;
    case 'entering':
      return text.connection.entering;
    case 'live':
      return '';
    case 'waiting':
      return state.refusal === undefined
        ? navigator.onLine
          ? text.connection.lost
          : text.connection.offline
        : text.refusal(state.refusal.message, state.refusal.do);
    case 'ended':
      return state.refusal === undefined
        ? text.connection.ended
        : state.refusal.code === 'no-key'
          ? text.connection.noKey
          : text.refusal(state.refusal.message, state.refusal.do);
  }
}
