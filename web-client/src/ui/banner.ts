// SPDX-License-Identifier: Apache-2.0
import { isInLine, type ConnectionState } from '../net/connection';
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
  /** While it is tried again and again the words stay, or a screen reader would speak at each attempt. */
  #lost: string | undefined;

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
    this.#button.hidden = isTrying(state) || isInLine(state) || state.kind === 'mending';
    setText(this.#button, state.kind === 'ended' ? text.connection.comeBack : text.connection.tryNow);
    this.#lost = state.kind === 'waiting' ? words(state) : isTrying(state) ? this.#lost : undefined;
    setText(this.#words, this.#lost ?? words(state));
    this.#tick();
  }

  #tick(): void {
    const retryAt = this.#state.kind === 'waiting' ? this.#state.retryAt : 0;
    const seconds = Math.ceil((retryAt - this.#now()) / 1000);
    const next = isInLine(this.#state) ? text.connection.turn : text.connection.next;
    setText(this.#countdown, this.#lost === undefined ? '' : next(seconds));
  }
}

function isTrying({ kind }: ConnectionState): boolean {
  return kind === 'connecting' || kind === 'entering';
}

function words(state: ConnectionState): string {
  switch (state.kind) {
    case 'connecting':
      return text.connection.connecting;
    case 'entering':
      return text.connection.entering;
    case 'live':
      return '';
    case 'mending':
      return text.connection.mending;
    case 'waiting':
      if (isInLine(state)) {
        return text.connection.inLine;
      }
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
