// SPDX-License-Identifier: Apache-2.0
import type { ChatLine } from '../net/messages';

/** A line that somebody said, or a sentence about who came and went. */
export type ChatEntry =
  | { kind: 'line'; line: ChatLine; own: boolean }
  | { kind: 'event'; time: number; text: string };

/** More would only make the page slow; a domain keeps no chat either. */
const KEPT_ENTRIES = 500;

/** What was said since coming. */
export class Chat {
  readonly #entries: ChatEntry[] = [];
  readonly #added: (entry: ChatEntry) => void;
  #lastId = 0;

  constructor(added: (entry: ChatEntry) => void) {
    this.#added = added;
  }

  /** Id of the last line received in this session, for resuming; 0 for none. */
  get lastId(): number {
    return this.#lastId;
  }

  get entries(): readonly ChatEntry[] {
    return this.#entries;
  }

  /** A session that was not resumed counts its lines anew. */
  beginSession(): void {
    this.#lastId = 0;
  }

  said(lines: readonly ChatLine[], ownHandle: number): void {
    for (const line of lines) {
      if (line.id > this.#lastId) {
        this.#lastId = line.id;
        this.#add({ kind: 'line', line, own: line.handle === ownHandle });
      }
    }
  }

  happened(time: number, text: string): void {
    this.#add({ kind: 'event', time, text });
  }

  #add(entry: ChatEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT_ENTRIES) {
      this.#entries.shift();
    }
    this.#added(entry);
  }
}
