// SPDX-License-Identifier: Apache-2.0

export type TransportKind = 'websocket' | 'webrtc';

/** So many WebSockets in a row must have failed to open before the other way is tried. */
const FAILURES = 2;

/**
 * By what the next connection is made. A domain's own page takes a WebSocket, and tries WebRTC each other time when those do not open; what
 * has worked is taken again. A rendezvous leads to its hosts by WebRTC only.
 */
export class TransportChoice {
  readonly #only: TransportKind | undefined;
  readonly #canPeer: boolean;
  #kind: TransportKind = 'websocket';
  #failures = 0;

  /**
   * @param wanted of the page's address, `?transport=`; anything else than the two kinds is no wish
   * @param atRendezvous whether this is the page of a host behind a router
   * @param canPeer whether the browser has WebRTC
   */
  constructor(wanted: string | null, atRendezvous: boolean, canPeer: boolean) {
    this.#only = atRendezvous ? 'webrtc' : wanted === 'webrtc' || wanted === 'websocket' ? wanted : undefined;
    this.#canPeer = canPeer;
  }

  /** Whether nothing else will be tried, so that what goes wrong has to be told. */
  get isOnlyWay(): boolean {
    return this.#only !== undefined;
  }

  /** Tells how the connection before went, and what to take for the next. */
  next(before: 'stood' | 'never stood' | undefined): TransportKind {
    if (this.#only !== undefined) {
      return this.#only;
    }
    this.#failures = before === 'never stood' ? this.#failures + 1 : 0;
    if (this.#failures >= FAILURES && this.#canPeer) {
      this.#kind = this.#kind === 'websocket' ? 'webrtc' : 'websocket';
    }
    return this.#kind;
  }
}
