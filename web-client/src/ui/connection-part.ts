// SPDX-License-Identifier: Apache-2.0
import type { PeerPath } from '../net/peer-path';
import type { TransportKind } from '../net/transport-choice';
import { element, setText } from './dom';
import { text } from './text';

/** How the domain is reached just now; what is unknown is undefined. */
export interface ConnectionFacts {
  transport: TransportKind | undefined;
  path: PeerPath | undefined;
  roundTripMs: number | undefined;
}

/** The part of the settings that says how the domain is reached. */
export class ConnectionPart {
  readonly root: HTMLElement;
  readonly #transport = element('dd');
  readonly #path = element('dd');
  readonly #roundTrip = element('dd');

  constructor() {
    const words = text.transport;
    const fact = (name: string, value: HTMLElement) => element('div', {}, element('dt', {}, name), value);
    this.root = element(
      'section',
      { class: 'connection-part' },
      element('h3', {}, words.heading),
      element('dl', {}, fact(words.name, this.#transport), fact(words.path, this.#path), fact(words.roundTrip, this.#roundTrip)),
    );
    this.show({ transport: undefined, path: undefined, roundTripMs: undefined });
  }

  show({ transport, path, roundTripMs }: ConnectionFacts): void {
    const words = text.transport;
    setText(this.#transport, transport === undefined ? words.unknown : words.kinds[transport]);
    setText(this.#path, transport === 'websocket' ? words.server : path === undefined ? words.unknown : words.pathIs(path.relayed, path.family));
    setText(this.#roundTrip, roundTripMs === undefined ? words.unknown : words.milliseconds(roundTripMs));
  }
}
