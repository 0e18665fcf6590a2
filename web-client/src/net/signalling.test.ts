// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { HttpSignalling } from './http-signalling';
import type { Candidates, Offer } from './introduction';
import { keyPartOf } from './meeting-link';
import { RendezvousSignalling, type MeetingSocket } from './rendezvous-signalling';
import { NotIntroduced, type MeetingListener } from './signalling';

const KEY = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const OTHER_KEY = 'PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw';
const OFFER: Offer = { type: 'offer', introduction: 'i', ufrag: 'u', pwd: 'p', fingerprint: 'f', candidates: [] };
const CANDIDATES: Candidates = { type: 'candidates', introduction: 'i', candidates: ['c'], last: true };

class Listener implements MeetingListener {
  readonly said: unknown[] = [];
  readonly failures: (string | undefined)[] = [];

  heard(said: unknown): void {
    this.said.push(said);
  }

  failed(why: NotIntroduced | undefined): void {
    this.failures.push(why?.refusal.code);
  }
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

describe('signalling over HTTP', () => {
  let listener: Listener;
  beforeEach(() => {
    listener = new Listener();
  });

  it('posts one thing after the other, so that candidates do not come before their offer', async () => {
    const asked: [string, RequestInit][] = [];
    const answers: ((response: Response) => void)[] = [];
    const ask = (path: string, init: RequestInit) => {
      asked.push([path, init]);
      return new Promise<Response>((resolve) => answers.push(resolve));
    };
    const meeting = await new HttpSignalling(ask as typeof fetch).meet(listener);
    meeting.say(OFFER);
    meeting.say(CANDIDATES);
    await settle();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject(['/introduction', { method: 'POST', body: JSON.stringify(OFFER), credentials: 'omit' }]);

    answers[0]!(Response.json({ type: 'answer' }));
    await settle();
    expect(listener.said).toEqual([{ type: 'answer' }]);
    expect(asked[1]![1].body).toBe(JSON.stringify(CANDIDATES));
    answers[1]!(Response.json({ type: 'refused', code: 'unknown-introduction' }, { status: 404 }));
    await settle();
    expect(listener.said[1]).toMatchObject({ code: 'unknown-introduction' });
  });

  it('says that a domain which knows nothing of it is not to be met like this', async () => {
    const meeting = await new HttpSignalling(async () => new Response('There is nothing at this address.', { status: 404 })).meet(listener);
    meeting.say(OFFER);
    await settle();
    expect(listener.said).toMatchObject([{ type: 'refused', code: 'not-here' }]);
  });

  it('fails once when the domain cannot be reached, and is quiet when it is over', async () => {
    const ask = () => Promise.reject(new TypeError('no network'));
    const meeting = await new HttpSignalling(ask).meet(listener);
    meeting.say(OFFER);
    meeting.say(CANDIDATES);
    await settle();
    expect(listener.failures).toEqual([undefined]);

    const other = await new HttpSignalling(ask).meet(listener);
    other.say(OFFER);
    other.end();
    await settle();
    expect(listener.failures).toHaveLength(1);
  });
});

class FakeMeetingSocket implements MeetingSocket {
  readonly sent: unknown[] = [];
  isClosed = false;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.isClosed = true;
  }

  says(message: unknown): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
}

describe('signalling over a rendezvous', () => {
  let socket: FakeMeetingSocket;
  let opened: [string, string][];
  let listener: Listener;

  beforeEach(() => {
    socket = new FakeMeetingSocket();
    opened = [];
    listener = new Listener();
  });

  function meet() {
    return new RendezvousSignalling((...how) => {
      opened.push(how);
      return socket;
    }, keyPartOf(KEY)!).meet(listener);
  }

  it('checks the key of the host against the link, and passes on what both say', async () => {
    const meeting = meet();
    expect(opened).toEqual([[`/rendezvous/visit/${keyPartOf(KEY)}`, 'freehold.rendezvous.1']]);
    socket.says({ type: 'host', key: KEY, name: 'Harbour', iceServers: [{ urls: ['stun:meet.example:3479'] }], expires: null });
    const { domainKey, iceServers, say } = await meeting;
    expect(domainKey).toBe(KEY);
    expect(iceServers).toEqual([{ urls: ['stun:meet.example:3479'] }]);

    say(OFFER);
    expect(socket.sent).toEqual([{ type: 'introduce', introduction: OFFER }]);
    socket.says({ type: 'introduce', introduction: { type: 'answer' } });
    socket.says({ type: 'news-from-the-future' });
    socket.says('no json');
    expect(listener.said).toEqual([{ type: 'answer' }]);
  });

  it.each([OTHER_KEY, 'nonsense', 7, undefined])('goes no further with a host whose key is %s', async (key) => {
    const meeting = meet();
    socket.says({ type: 'host', key, name: 'Harbour', iceServers: [] });
    await expect(meeting).rejects.toMatchObject({ refusal: { code: 'wrong-key', side: 'page' } });
    expect(socket.isClosed).toBe(true);

    socket.says({ type: 'introduce', introduction: { type: 'answer' } });
    expect(listener.said).toEqual([]);
  });

  it('says in the rendezvous’ words why it refuses', async () => {
    const meeting = meet();
    socket.says({ type: 'close', code: 'no-such-host', message: 'Nobody.', do: 'Wait.', retryAfterSeconds: null });
    await expect(meeting).rejects.toMatchObject({
      refusal: { code: 'no-such-host', message: 'Nobody.', do: 'Wait.', side: 'rendezvous' },
      retryAfterSeconds: undefined,
    });
  });

  it('says that a rendezvous does not answer', async () => {
    const meeting = meet();
    socket.onclose?.();
    await expect(meeting).rejects.toMatchObject({ refusal: { code: 'rendezvous-unreachable' } });
  });

  it('tells when the host goes in the middle, and nothing when it ends the meeting itself', async () => {
    const meeting = meet();
    socket.says({ type: 'host', key: KEY, name: 'Harbour', iceServers: [] });
    const { end } = await meeting;
    socket.says({ type: 'close', code: 'host-left', message: 'Gone.', do: 'Wait.', retryAfterSeconds: 5 });
    socket.onclose?.();
    expect(listener.failures).toEqual(['host-left']);

    end();
    expect(listener.failures).toHaveLength(1);
  });

  it('takes only such servers as a browser can use', async () => {
    const meeting = meet();
    const iceServers = [
      { urls: 'stun:a.example' },
      { urls: ['turn:b.example?transport=udp', 'http://b.example'], username: '1:x', credential: 'c' },
      { urls: ['turns:without.credential'] },
      { urls: [7] },
      null,
      'stun:text',
    ];
    socket.says({ type: 'host', key: KEY, name: 'Harbour', iceServers });
    expect((await meeting).iceServers).toEqual([
      { urls: ['stun:a.example'] },
      { urls: ['turn:b.example?transport=udp'], username: '1:x', credential: 'c' },
    ]);
  });
});
