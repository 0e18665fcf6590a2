// SPDX-License-Identifier: Apache-2.0
import { keyPartOf } from './meeting-link';
import { readServerMessage } from './messages';
import { NotIntroduced, type Meeting, type MeetingListener, type Signalling } from './signalling';

const SUBPROTOCOL = 'freehold.rendezvous.1';
const MOST_SERVERS = 16;
const ICE_URL = /^(stun|turns?):[\x21-\x7e]{1,300}$/i;

/** The part of WebSocket that is used, for tests. */
export interface MeetingSocket {
  send(data: string): void;
  close(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

/** Meets a host at the rendezvous that this page came from (docs/protocol.md section 14.3). */
export class RendezvousSignalling implements Signalling {
  readonly #open: (path: string, subprotocol: string) => MeetingSocket;
  readonly #keyPart: string;

  constructor(open: (path: string, subprotocol: string) => MeetingSocket, keyPart: string) {
    this.#open = open;
    this.#keyPart = keyPart;
  }

  meet(listener: MeetingListener): Promise<Meeting> {
    return new Promise((found, failed) => {
      const socket = this.#open(`/rendezvous/visit/${this.#keyPart}`, SUBPROTOCOL);
      let meeting: Meeting | undefined;
      let isOver = false;
      const end = (): void => {
        isOver = true;
        socket.close();
      };
      const fail = (why: NotIntroduced | undefined): void => {
        if (isOver) {
          return;
        }
        end();
        if (meeting === undefined) {
          failed(why ?? unreachable());
        } else {
          listener.failed(why);
        }
      };
      socket.onclose = () => fail(undefined);
      socket.onmessage = ({ data }) => {
        if (isOver || typeof data !== 'string') {
          return;
        }
        const message = readObject(data);
        switch (message['type']) {
          case 'host':
            if (meeting === undefined) {
              const key = message['key'];
              if (typeof key !== 'string' || keyPartOf(key) !== this.#keyPart) {
                fail(otherHost());
                return;
              }
              meeting = {
                domainKey: key,
                iceServers: readIceServers(message['iceServers']),
                say: (introduction) => socket.send(JSON.stringify({ type: 'introduce', introduction })),
                end,
              };
              found(meeting);
            }
            return;
          case 'introduce':
            if (meeting !== undefined) {
              listener.heard(message['introduction']);
            }
            return;
          case 'close':
            fail(closed(data));
            return;
          default:
        }
      };
    });
  }
}

function closed(data: string): NotIntroduced | undefined {
  const message = readServerMessage(data);
  if (message?.type !== 'close') {
    return undefined;
  }
  const { type: _, retryAfterSeconds, ...refusal } = message;
  return new NotIntroduced({ ...refusal, side: 'rendezvous' }, retryAfterSeconds);
}

function unreachable(): NotIntroduced {
  return new NotIntroduced({
    code: 'rendezvous-unreachable',
    message: 'The rendezvous, which introduces you to this domain, does not answer.',
    do: 'Look whether this device is online.',
    side: 'rendezvous',
  });
}

function otherHost(): NotIntroduced {
  return new NotIntroduced({
    code: 'wrong-key',
    message: 'The rendezvous led to a domain that is not the one of this link: its key is another.',
    do: 'Do not go in by this link. Ask whoever sent it to you for a new one, and tell them of this.',
    side: 'page',
  });
}

/** What a browser would throw on is left out. */
function readIceServers(value: unknown): RTCIceServer[] {
  const servers = Array.isArray(value) ? (value as unknown[]) : [];
  return servers.slice(0, MOST_SERVERS).flatMap((server) => {
    const { urls, username, credential } = (typeof server === 'object' && server !== null ? server : {}) as Record<string, unknown>;
    const usable = (Array.isArray(urls) ? (urls as unknown[]) : [urls]).filter(
      (url): url is string => typeof url === 'string' && ICE_URL.test(url),
    );
    const named = typeof username === 'string' && typeof credential === 'string';
    const known = named ? usable : usable.filter((url) => /^stun:/i.test(url));
    return known.length === 0 ? [] : [{ urls: known, ...(named ? { username, credential } : {}) }];
  });
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
