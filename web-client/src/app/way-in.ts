// SPDX-License-Identifier: Apache-2.0
import type { Socket } from '../net/connection';
import { SUBPROTOCOL } from '../net/connection';
import { HttpSignalling } from '../net/http-signalling';
import { storeOf, type KeyStore } from '../net/key-store';
import { readMeetingLink, type MeetingLink } from '../net/meeting-link';
import type { Channel, Peer, PeerConfiguration } from '../net/peer';
import { readPeerPath, type PeerPath } from '../net/peer-path';
import { PeerSocket } from '../net/peer-socket';
import { RendezvousSignalling, type MeetingSocket } from '../net/rendezvous-signalling';
import { NotIntroduced, type Signalling } from '../net/signalling';
import { TransportChoice, type TransportKind } from '../net/transport-choice';
import { text } from '../ui/text';
import { after, randomBytes } from './browser';

/** How this page's domain is reached: it is the page's own, or a host behind a router whose rendezvous the page came from. */
export class WayIn {
  readonly #page: URL;
  readonly #link: MeetingLink | 'broken' | undefined;
  readonly #choice: TransportChoice;
  readonly #signalling: Signalling;
  readonly #relayOnly: () => boolean;
  #kind: TransportKind | undefined;
  #before: { hasStood: boolean } | undefined;
  #peer: PeerSocket | undefined;

  /**
   * @param page its address
   * @param relayOnly whether the person wants to go through a relay only, now
   */
  constructor(page: URL, relayOnly: () => boolean) {
    this.#page = page;
    // Who comes for the first time has no settings here yet.
    this.#relayOnly = () => page.searchParams.get('relay') === 'only' || relayOnly();
    this.#link = readMeetingLink(page.pathname);
    const canPeer = 'RTCPeerConnection' in globalThis;
    this.#choice = new TransportChoice(page.searchParams.get('transport'), this.isAtRendezvous, canPeer);
    this.#signalling =
      this.#link === undefined
        ? new HttpSignalling((input, init) => fetch(input, init))
        : this.#link === 'broken'
          ? { meet: () => Promise.reject(brokenLink()) }
          : new RendezvousSignalling((path, subprotocol) => this.#webSocket(path, subprotocol) as MeetingSocket, this.#link.keyPart);
  }

  /** The page's origin is not the domain's: nothing of the domain can be fetched from it. */
  get isAtRendezvous(): boolean {
    return this.#link !== undefined;
  }

  /** By what the connection is made; undefined before the first. */
  get transport(): TransportKind | undefined {
    return this.#kind;
  }

  /** What is kept for this domain: an origin is one domain's, or a rendezvous' with many. */
  storeOf(store: KeyStore | undefined): KeyStore | undefined {
    return this.#scope === undefined ? store : storeOf(store, this.#scope);
  }

  /** The same for small texts. */
  nameOf(item: string): string {
    return this.#scope === undefined ? item : `${item} ${this.#scope}`;
  }

  open(): Socket {
    this.#kind = this.#choice.next(this.#before && (this.#before.hasStood ? 'stood' : 'never stood'));
    this.#peer = undefined;
    if (this.#kind === 'websocket') {
      const socket = this.#webSocket('/session', SUBPROTOCOL);
      const how = { hasStood: false };
      socket.addEventListener('open', () => {
        how.hasStood = true;
      });
      this.#before = how;
      return socket as Socket;
    }
    const peer = new PeerSocket({ peer: newPeer, relayOnly: this.#relayOnly, after, randomBytes }, this.#signalling, this.#choice.isOnlyWay);
    this.#before = this.#peer = peer;
    return peer;
  }

  /** How the two ends reach each other; undefined over a WebSocket, which does not tell. */
  async path(): Promise<PeerPath | undefined> {
    return this.#peer && readPeerPath(await this.#peer.statistics());
  }

  /** Another channel to the host; undefined where there is none just now. */
  channel(label: string, number: number): Channel | undefined {
    return this.#peer?.channel(label, number);
  }

  get #scope(): string | undefined {
    return typeof this.#link === 'object' ? this.#link.keyPart : this.#link;
  }

  #webSocket(path: string, subprotocol: string): WebSocket {
    const { protocol, host } = this.#page;
    return new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`, subprotocol);
  }
}

function newPeer(configuration: PeerConfiguration): Peer | undefined {
  try {
    return new RTCPeerConnection(configuration) as unknown as Peer;
  } catch {
    // An address of a relay may be none, which is no reason to do without WebRTC; or that is missing, or switched off.
    return configuration.iceServers.length > 0 ? newPeer({ ...configuration, iceServers: [] }) : undefined;
  }
}

function brokenLink(): NotIntroduced {
  return new NotIntroduced({ code: 'broken-link', message: text.link.broken, do: text.link.askForIt, side: 'page' });
}
