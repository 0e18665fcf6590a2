// SPDX-License-Identifier: Apache-2.0
import type { ChatEntry } from '../world/chat';
import { element, newDomId, setText } from './dom';
import { icon } from './icons';
import type { PanelContent } from './panel';
import { text } from './text';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const KEPT_LINES = 500;

export class ChatPanel implements PanelContent {
  readonly name = 'chat';
  readonly title = text.chat.title;
  readonly body: HTMLElement;
  readonly firstField: HTMLInputElement;
  readonly #log: HTMLElement;
  readonly #send = element('button', { type: 'submit' }, icon('send'), element('span', {}, text.chat.send));
  /** Exists from the start: screen readers miss a status that appears with its text. */
  readonly #why = element('p', { class: 'hint', role: 'status', id: newDomId('chat-why') });
  readonly #empty = element('p', { class: 'hint' }, text.chat.empty);

  /** @param send returns false when the line was not taken and should stay in the field */
  constructor(send: (line: string) => boolean) {
    this.firstField = element('input', {
      type: 'text',
      autocomplete: 'off',
      enterkeyhint: 'send',
      'aria-label': text.chat.input,
      placeholder: text.chat.placeholder,
      'aria-describedby': this.#why.id,
    });
    this.#log = element('div', {
      class: 'chat-log',
      role: 'log',
      'aria-live': 'polite',
      'aria-label': text.chat.log,
      tabindex: 0,
    });
    const submit = (event: Event) => {
      event.preventDefault();
      if (!this.firstField.readOnly && send(this.firstField.value)) {
        this.firstField.value = '';
      }
    };
    this.body = element(
      'div',
      { class: 'panel-body' },
      this.#empty,
      this.#log,
      element(
        'form',
        { class: 'chat-form', onsubmit: submit },
        this.firstField,
        this.#send,
      ),
      this.#why,
    );
  }

  /**
   * Whether the visitor may write now. What is in the field stays there, and so does the focus.
   *
   * @param why undefined when they may
   */
  setAllowed(why: string | undefined): void {
    this.firstField.readOnly = why !== undefined;
    this.firstField.placeholder = why === undefined ? text.chat.placeholder : '';
    this.#send.disabled = why !== undefined;
    setText(this.#why, why ?? '');
  }

  add(entry: ChatEntry): void {
    this.#empty.remove();
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
    this.#log.append(entry.kind === 'line' ? line(entry) : event(entry));
    while (this.#log.childElementCount > KEPT_LINES) {
      this.#log.firstElementChild?.remove();
    }
    if (atEnd) {
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }

  opened(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Puts a line back that was not sent, unless a new one is being written. */
  giveBack(words: string): void {
    this.firstField.value ||= words;
  }
}

function line({ line: { name, text: said, time }, own }: Extract<ChatEntry, { kind: 'line' }>): HTMLElement {
  return element(
    'p',
    { class: own ? 'line own' : 'line' },
    element('strong', {}, name),
    ' ',
    element('time', { datetime: new Date(time).toISOString() }, CLOCK.format(time)),
    element('span', { class: 'said' }, said),
  );
}

function event({ text: words, time }: Extract<ChatEntry, { kind: 'event' }>): HTMLElement {
  return element('p', { class: 'event' }, words, ' ', element('time', {}, CLOCK.format(time)));
}
