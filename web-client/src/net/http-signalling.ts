// SPDX-License-Identifier: Apache-2.0
import type { Candidates, Offer } from './introduction';
import type { Meeting, MeetingListener, Signalling } from './signalling';

const PATH = '/introduction';

/** Asks a domain whose port can be reached (docs/protocol.md section 13.4). */
export class HttpSignalling implements Signalling {
  readonly #fetch: typeof fetch;

  /** @param ask fetches from the domain's own origin */
  constructor(ask: typeof fetch) {
    this.#fetch = ask;
  }

  async meet(listener: MeetingListener): Promise<Meeting> {
    const over = new AbortController();
    let line: Promise<void> = Promise.resolve();
    const post = async (introduction: Offer | Candidates): Promise<void> => {
      if (over.signal.aborted) {
        return;
      }
      try {
        const response = await this.#fetch(PATH, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(introduction),
          cache: 'no-store',
          credentials: 'omit',
          redirect: 'error',
          signal: over.signal,
        });
        const said = await read(response);
        if (!over.signal.aborted) {
          listener.heard(said);
        }
      } catch {
        if (!over.signal.aborted) {
          over.abort();
          listener.failed(undefined);
        }
      }
    };
    return {
      domainKey: undefined,
      iceServers: [],
      // One after the other: candidates mean nothing to a host before the offer.
      say: (introduction) => {
        line = line.then(() => post(introduction));
      },
      end: () => over.abort(),
    };
  }
}

/** A domain from before there were introductions answers with a sentence that is no JSON. */
async function read(response: Response): Promise<unknown> {
  const said: unknown = await response.json().catch(() => undefined);
  if (said !== undefined || response.ok) {
    return said;
  }
  return {
    type: 'refused',
    code: 'not-here',
    message: `The domain answered with the status ${response.status}: it does not speak WebRTC.`,
    do: 'Leave ?transport=webrtc out of the address.',
  };
}
