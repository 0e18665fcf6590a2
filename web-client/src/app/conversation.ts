// SPDX-License-Identifier: Apache-2.0
import type { Limits, Request } from '../net/messages';
import type { Answer } from '../net/outbox';
import { ChatPanel } from '../ui/chat-panel';
import type { Shell } from '../ui/shell';
import { text } from '../ui/text';
import { Chat, type ChatEntry } from '../world/chat';
import { faultOfText } from '../world/text-limits';

/** Saying and hearing: the log, the field, and what is shown of it while the panel is closed. */
export class Conversation {
  readonly chat: Chat;
  readonly panel: ChatPanel;
  readonly #shell: Shell;
  readonly #request: (request: Request) => Promise<Answer>;
  readonly #limits: () => Limits;
  readonly #isMuted: (handle: number) => boolean;
  #unread = 0;

  /** @param isMuted whether the visitor does not want to hear somebody */
  constructor(
    shell: Shell,
    request: (request: Request) => Promise<Answer>,
    limits: () => Limits,
    isMuted: (handle: number) => boolean,
  ) {
    this.#shell = shell;
    this.#request = request;
    this.#limits = limits;
    this.#isMuted = isMuted;
    this.panel = new ChatPanel((line) => this.#say(line));
    this.chat = new Chat((entry) => this.#added(entry));
  }

  /** A sentence among the lines, such as who came. */
  happened(words: string): void {
    this.chat.happened(Date.now(), words);
  }

  #added(entry: ChatEntry): void {
    if (entry.kind === 'line' && this.#isMuted(entry.line.handle)) {
      return;
    }
    this.panel.add(entry);
    if (this.#shell.isOpen('chat')) {
      this.#unread = 0;
    } else if (entry.kind === 'line' && !entry.own) {
      this.#shell.badge('chat', text.dock.unread(++this.#unread));
      this.#shell.toasts.info(text.chat.line(entry.line.name, entry.line.text));
    }
  }

  /** @returns false when the line stays in the field */
  #say(line: string): boolean {
    const fault = faultOfText(line, this.#limits().chatCharacters);
    if (fault !== undefined) {
      if (fault.kind !== 'empty') {
        this.#shell.toasts.warn(text.chatFault(fault));
      }
      return false;
    }
    void this.#request({ type: 'chat', text: line }).then((answer) => {
      if (answer.kind !== 'accepted') {
        this.#shell.toasts.warn(
          answer.kind === 'uncertain'
            ? text.chat.uncertain
            : text.refusal(answer.refusal.message, answer.refusal.do),
        );
        this.panel.giveBack(line);
      }
    });
    return true;
  }
}
