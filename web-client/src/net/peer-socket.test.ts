// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { toBase64Url } from './base64url';
import { FakePeer } from './fake-peer';
import { identityFor, type Identity } from './identity';
import type { Candidates, Offer } from './introduction';
import type { Refusal } from './messages';
import { PeerSocket } from './peer-socket';
import { NotIntroduced, type Meeting, type MeetingListener } from './signalling';
import { introductionStatement } from './statements';

const VISITOR_PRINT = Uint8Array.from({ length: 32 }, (_, i) => i);
const VISITOR_SDP_PRINT = [...VISITOR_PRINT].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
const HOST_PRINT = toBase64Url(new Uint8Array(32).fill(7));
const CANDIDATE = 'candidate:1 1 udp 2130706431 192.0.2.7 10000 typ host';

class FakeMeeting implements Meeting {
  readonly said: (Offer | Candidates)[] = [];
  isOver = false;

  constructor(
    readonly listener: MeetingListener,
    readonly domainKey: string | undefined,
    readonly iceServers: readonly RTCIceServer[],
  ) {}

  say(introduction: Offer | Candidates): void {
    this.said.push(introduction);
  }

  end(): void {
    this.isOver = true;
  }

  get offer(): Offer {
    return this.said.find((each): each is Offer => each.type === 'offer')!;
  }
}

/** A host, what is between it and the visitor, a clock that is moved by hand, and what the socket told. */
class Bench {
  readonly meetings: FakeMeeting[] = [];
  readonly heard: unknown[] = [];
  readonly events: string[] = [];
  refusal: Refusal | undefined;
  peer: FakePeer | undefined;
  hasWebRtc = true;
  cannotMeet: NotIntroduced | undefined;
  linkKey: string | undefined;
  iceServers: RTCIceServer[] = [];
  relayOnly = false;
  socket!: PeerSocket;
  #now = 0;
  #timers: { at: number; task: () => void }[] = [];

  constructor(readonly domain: Identity) {}

  async open(isOnlyWay = true): Promise<void> {
    const { socket } = Object.assign(this, {
      socket: new PeerSocket(
        {
          peer: (configuration) => (this.hasWebRtc ? (this.peer = new FakePeer(VISITOR_SDP_PRINT, configuration)) : undefined),
          relayOnly: () => this.relayOnly,
          after: (ms, task) => {
            const timer = { at: this.#now + ms, task };
            this.#timers.push(timer);
            return () => {
              this.#timers = this.#timers.filter((each) => each !== timer);
            };
          },
          randomBytes: (count) => new Uint8Array(count).fill(9),
        },
        {
          meet: async (listener) => {
            if (this.cannotMeet !== undefined) {
              throw this.cannotMeet;
            }
            this.meetings.push(new FakeMeeting(listener, this.linkKey, this.iceServers));
            return this.meeting;
          },
        },
        isOnlyWay,
      ),
    });
    socket.onopen = () => this.events.push('open');
    socket.onclose = () => this.events.push('close');
    socket.onmending = (mending) => this.events.push(mending ? 'mending' : 'mended');
    socket.onrefused = (refusal, after) => {
      this.refusal = refusal;
      this.events.push(`refused ${refusal.code} ${after}`);
    };
    socket.onmessage = ({ data }) => this.heard.push(data instanceof ArrayBuffer ? [...new Uint8Array(data)] : data);
    await settle();
  }

  get meeting(): FakeMeeting {
    return this.meetings.at(-1)!;
  }

  async answers(changed: Record<string, unknown> = {}, signer = this.domain): Promise<void> {
    const { introduction, fingerprint } = this.meeting.offer;
    const parties = { domainKey: signer.publicKey, domainName: 'Harbour', introduction, visitorFingerprint: fingerprint, hostFingerprint: HOST_PRINT };
    const signature = await signer.sign(introductionStatement(parties));
    this.meeting.listener.heard({
      type: 'answer',
      introduction,
      ufrag: 'host',
      pwd: 'abcdefghijklmnopqrstuv',
      fingerprint: HOST_PRINT,
      candidates: [CANDIDATE],
      domain: { name: 'Harbour', key: signer.publicKey, signature },
      ...changed,
    });
    await settle();
  }

  async stands(): Promise<void> {
    await this.open();
    await this.answers();
    this.peer!.pathBecomes('connected');
    this.peer!.channel('session').opens();
    this.peer!.channel('poses').opens();
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) {
        break;
      }
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.at;
      next.task();
    }
    this.#now = end;
  }

  get timers(): number {
    return this.#timers.length;
  }
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

describe('a socket over WebRTC', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = new Bench(await identityFor('domain', undefined, undefined));
  });

  it('offers what its browser says, with the two channels of the protocol', async () => {
    bench.iceServers = [{ urls: ['stun:meet.example'] }];
    await bench.open();

    expect(bench.meeting.said).toEqual([
      {
        type: 'offer',
        introduction: toBase64Url(new Uint8Array(32).fill(9)),
        ufrag: 'ufrag1',
        pwd: '0123456789012345678901',
        fingerprint: toBase64Url(VISITOR_PRINT),
        candidates: [],
      },
    ]);
    expect(bench.peer!.configurations).toEqual([{ iceServers: [{ urls: ['stun:meet.example'] }] }]);
    expect(bench.peer!.channels.map(({ label, options }) => [label, options])).toEqual([
      ['session', { ordered: true, negotiated: true, id: 0, protocol: 'freehold.1' }],
      ['poses', { ordered: false, maxRetransmits: 0, negotiated: true, id: 1, protocol: 'freehold.1' }],
    ]);
  });

  it('connects when the domain has signed for the host’s certificate, and ends the meeting when it stands', async () => {
    await bench.open();
    await bench.answers();
    expect(bench.peer!.remote).toHaveLength(1);
    expect(bench.peer!.remote[0]).toContain(`a=${CANDIDATE}`);
    expect(bench.socket.domainKey).toBe(bench.domain.publicKey);
    expect(bench.meeting.isOver).toBe(false);

    bench.peer!.channel('session').opens();
    expect(bench.events).toEqual(['open']);
    expect(bench.meeting.isOver).toBe(true);
    expect(bench.timers).toBe(0);
  });

  it('tells of candidates as they are found, several at once, none that are of no use, and that there are no more', async () => {
    await bench.open();
    const { onicecandidate } = bench.peer!;
    onicecandidate!({ candidate: { candidate: CANDIDATE, usernameFragment: 'ufrag1' } });
    onicecandidate!({ candidate: { candidate: CANDIDATE.replace('192.0.2.7', '2001:db8::7') } });
    onicecandidate!({ candidate: { candidate: CANDIDATE.replace('192.0.2.7', 'hidden.local') } });
    onicecandidate!({ candidate: { candidate: CANDIDATE, usernameFragment: 'an older offer' } });
    expect(bench.meeting.said).toHaveLength(1);

    bench.pass(50);
    onicecandidate!({ candidate: null });
    expect(bench.meeting.said.slice(1)).toMatchObject([
      { type: 'candidates', candidates: [CANDIDATE, CANDIDATE.replace('192.0.2.7', '2001:db8::7')], last: false },
      { type: 'candidates', candidates: [], last: true },
    ]);
  });

  it('names nothing but the relay when the host must not learn where it is, also when the path is mended', async () => {
    bench.relayOnly = true;
    bench.iceServers = [{ urls: ['stun:meet.example'] }, { urls: ['turn:meet.example'], username: 'one', credential: 'two' }];
    await bench.stands();
    const { onicecandidate } = bench.peer!;
    bench.peer!.pathBecomes('failed');
    await settle();
    onicecandidate!({ candidate: { candidate: CANDIDATE } });
    onicecandidate!({ candidate: { candidate: 'candidate:2 1 udp 1 203.0.113.9 5000 typ relay raddr 198.51.100.2 rport 4444 generation 0' } });
    onicecandidate!({ candidate: null });
    bench.pass(50);

    expect(bench.peer!.configurations.map(({ iceTransportPolicy }) => iceTransportPolicy)).toEqual(['relay', 'relay']);
    expect(bench.meeting.said.slice(1)).toMatchObject([
      { candidates: ['candidate:2 1 udp 1 203.0.113.9 5000 typ relay raddr 0.0.0.0 rport 0 generation 0'], last: true },
    ]);
  });

  it('hides from now on when the person wants so, though an address of a relay is none', async () => {
    await bench.stands();
    bench.relayOnly = true;
    bench.iceServers = [{ urls: ['turn:meet.example'], username: 'one', credential: 'two' }, { urls: ['none'] }];
    bench.peer!.pathBecomes('failed');
    await settle();

    expect(bench.peer!.configurations.at(-1)).toEqual({ iceServers: [], iceTransportPolicy: 'relay' });
  });

  it('goes nowhere when it may go through a relay only and there is none', async () => {
    bench.relayOnly = true;
    bench.iceServers = [{ urls: ['stun:meet.example'] }];
    await bench.open();

    expect(bench.events).toEqual(['refused no-relay undefined']);
    expect(bench.peer).toBeUndefined();
  });

  it('takes further candidates of the host once it has its answer', async () => {
    await bench.open();
    const { introduction } = bench.meeting.offer;
    bench.meeting.listener.heard({ type: 'candidates', introduction, candidates: [CANDIDATE] });
    await bench.answers();
    bench.meeting.listener.heard({ type: 'candidates', introduction, candidates: [CANDIDATE], last: true });
    bench.meeting.listener.heard({ type: 'candidates', introduction: 'another', candidates: [CANDIDATE] });
    await settle();

    expect(bench.peer!.candidates).toEqual([CANDIDATE]);
  });

  it('heeds no more candidates than one introduction may have, however they come', async () => {
    await bench.open();
    const { introduction } = bench.meeting.offer;
    await bench.answers();
    for (let i = 0; i < 20; i++) {
      bench.meeting.listener.heard({ type: 'candidates', introduction, candidates: [CANDIDATE, CANDIDATE] });
    }
    await settle();

    expect(bench.peer!.candidates).toHaveLength(15);
  });

  it('never connects to who has another key than the link', async () => {
    bench.linkKey = (await identityFor('the link', undefined, undefined)).publicKey;
    await bench.open();
    await bench.answers();

    expect(bench.events).toEqual(['refused wrong-key undefined']);
    expect(bench.refusal).toMatchObject({ side: 'page' });
    expect(bench.peer).toMatchObject({ remote: [], isClosed: true });
  });

  it.each([
    ['another certificate', () => ({ fingerprint: toBase64Url(new Uint8Array(32).fill(8)) })],
    ['another signature', (key: string) => ({ domain: { name: 'Harbour', key, signature: toBase64Url(new Uint8Array(64)) } })],
    ['no signature', (key: string) => ({ domain: { name: 'Harbour', key, signature: '' } })],
  ])('never connects when the signature does not fit: %s', async (_, changed) => {
    await bench.open();
    await bench.answers(changed(bench.domain.publicKey));

    expect(bench.events).toEqual(['refused forged-introduction undefined']);
    expect(bench.peer!.remote).toEqual([]);
  });

  it('does not heed an answer to another introduction, a second one, or what is none', async () => {
    await bench.open();
    await bench.answers({ introduction: 'somebody else’s introduction' });
    bench.meeting.listener.heard('nonsense');
    expect(bench.peer!.remote).toEqual([]);

    await bench.answers();
    await bench.answers();
    expect(bench.peer!.remote).toHaveLength(1);
  });

  it('says why the host refuses', async () => {
    await bench.open();
    bench.meeting.listener.heard({ type: 'refused', introduction: null, code: 'busy', message: 'Full.', do: 'Wait.', retryAfterSeconds: 7 });
    await settle();

    expect(bench.events).toEqual(['refused busy 7']);
    expect(bench.refusal).toMatchObject({ message: 'Full.', side: 'here' });
  });

  it('says why the rendezvous refuses, and that there is no WebRTC', async () => {
    bench.cannotMeet = new NotIntroduced({ code: 'no-such-host', message: 'Nobody.', do: 'Wait.', side: 'rendezvous' });
    await bench.open();
    expect(bench.events).toEqual(['refused no-such-host undefined']);

    const other = new Bench(bench.domain);
    other.hasWebRtc = false;
    await other.open();
    expect(other.events).toEqual(['refused no-webrtc undefined']);
  });

  it('says that there is no path, when ICE gives up and when nothing stands in time after an answer', async () => {
    await bench.open();
    await bench.answers();
    bench.peer!.iceConnectionState = 'failed';
    bench.peer!.becomes('failed');
    expect(bench.events).toEqual(['refused no-path undefined']);

    const other = new Bench(bench.domain);
    await other.open();
    await other.answers();
    other.pass(20_000);
    expect(other.events).toEqual(['refused no-path undefined']);
  });

  it('does not blame the routers when the host has not even answered, as one that sleeps', async () => {
    await bench.open();
    bench.pass(20_000);
    expect(bench.events).toEqual(['refused no-answer undefined']);
  });

  it('tells a wrong certificate from a missing path', async () => {
    await bench.open();
    await bench.answers();
    bench.peer!.pathBecomes('connected');
    bench.peer!.becomes('failed');
    expect(bench.events).toEqual(['refused wrong-certificate undefined']);
  });

  it('only closes where another transport may do, except for what is not safe', async () => {
    bench.hasWebRtc = false;
    await bench.open(false);
    expect(bench.events).toEqual(['close']);

    const other = new Bench(bench.domain);
    await other.open(false);
    await other.answers({ fingerprint: toBase64Url(new Uint8Array(32)) });
    expect(other.events).toEqual(['refused forged-introduction undefined']);
  });

  it('carries texts whole and in parts, and poses both ways', async () => {
    await bench.stands();
    const session = bench.peer!.channel('session');
    const poses = bench.peer!.channel('poses');
    bench.socket.send('{"type":"ping"}');
    bench.socket.send('x'.repeat(20_000));
    bench.socket.send(Uint8Array.of(1, 2, 3));
    expect(session.sent[0]).toBe('{"type":"ping"}');
    expect(session.sent.slice(1).map((part) => part.length)).toEqual([16_384, 3_620]);
    expect(poses.sent).toEqual([Uint8Array.of(1, 2, 3)]);

    session.says('{}');
    session.says(Uint8Array.of(0, 0, 123));
    poses.says(Uint8Array.of(1, 0, 9));
    session.says(Uint8Array.of(0, 1, 125));
    session.says(Uint8Array.of(1, 0, 8));
    expect(bench.heard).toEqual(['{}', [1, 0, 9], '{}', [1, 0, 8]]);
  });

  it('skips poses that would have to wait', async () => {
    await bench.open();
    await bench.answers();
    const poses = bench.peer!.channel('poses');
    bench.peer!.channel('session').opens();
    bench.socket.send(Uint8Array.of(1, 1));
    poses.opens();
    bench.socket.send(Uint8Array.of(1, 4));
    poses.bufferedAmount = 5_000;
    bench.socket.send(Uint8Array.of(1, 5));
    poses.bufferedAmount = 0;
    poses.isFull = true;
    bench.socket.send(Uint8Array.of(1, 6));
    expect(poses.sent).toEqual([Uint8Array.of(1, 4)]);
    expect(bench.events).toEqual(['open']);
  });

  it('ends with its session channel, with a text that can never be whole, and when texts do not go', async () => {
    await bench.stands();
    bench.peer!.channel('session').breaks();
    bench.peer!.channel('session').breaks();
    expect(bench.events).toEqual(['open', 'close']);

    const broken = new Bench(bench.domain);
    await broken.stands();
    broken.peer!.channel('session').says(Uint8Array.of(0, 9));
    expect(broken.events).toEqual(['open', 'close']);

    const full = new Bench(bench.domain);
    await full.stands();
    full.peer!.channel('session').isFull = true;
    full.socket.send('x');
    expect(full.events).toEqual(['open', 'close']);
  });

  it.each(['disconnected', 'failed'])('looks for a new path when the old one is %s, with the same introduction', async (state) => {
    await bench.stands();
    const { introduction } = bench.meeting.offer;
    bench.iceServers = [{ urls: ['turn:new.example'], username: 'u', credential: 'c' }];
    bench.peer!.pathBecomes(state);
    await settle();
    expect(bench.events).toEqual(['open', 'mending']);
    expect(bench.meetings).toHaveLength(2);
    expect(bench.meeting.offer).toMatchObject({ introduction, ufrag: 'ufrag2', restart: true, fingerprint: toBase64Url(VISITOR_PRINT) });
    expect(bench.peer!.configurations.at(-1)).toEqual({ iceServers: bench.iceServers });

    await bench.answers();
    expect(bench.peer!.remote).toHaveLength(2);
    bench.peer!.pathBecomes('connected');
    expect(bench.events).toEqual(['open', 'mending', 'mended']);
    expect(bench.meeting.isOver).toBe(true);
    expect(bench.timers).toBe(0);
  });

  it('takes what it hears by a new path as the sign that it carries', async () => {
    await bench.stands();
    bench.socket.mend();
    await settle();
    bench.peer!.channel('session').says('{"old":true}');
    expect(bench.events).toEqual(['open', 'mending']);

    await bench.answers();
    bench.peer!.channel('session').says('{"new":true}');
    expect(bench.events).toEqual(['open', 'mending', 'mended']);
    expect(bench.heard).toHaveLength(2);
  });

  it('asks again and again while nobody can be asked, and gives up when the host has', async () => {
    await bench.stands();
    bench.cannotMeet = new NotIntroduced({ code: 'rendezvous-unreachable', message: '', do: '' });
    bench.socket.mend();
    await settle();
    bench.pass(3_000);
    await settle();
    expect(bench.meetings).toHaveLength(1);
    bench.cannotMeet = undefined;
    bench.pass(3_000);
    await settle();
    expect(bench.meetings).toHaveLength(2);
    bench.meeting.listener.failed(undefined);
    bench.pass(3_000);
    await settle();
    expect(bench.meetings).toHaveLength(3);
    expect(bench.events).toEqual(['open', 'mending']);

    bench.pass(3_000);
    expect(bench.events).toEqual(['open', 'mending', 'close']);
    expect(bench.peer!.isClosed).toBe(true);
  });

  it('gives up at once when the host has forgotten the introduction', async () => {
    await bench.stands();
    bench.socket.mend();
    await settle();
    bench.meeting.listener.heard({ type: 'refused', introduction: null, code: 'unknown-introduction', message: '', do: '' });
    await settle();
    expect(bench.events).toEqual(['open', 'mending', 'close']);
  });

  it('does not go on with a host that comes back with another certificate or key', async () => {
    await bench.stands();
    bench.socket.mend();
    await settle();
    await bench.answers({}, await identityFor('somebody else', undefined, undefined));
    expect(bench.events).toEqual(['open', 'mending', 'close']);
    expect(bench.peer!.remote).toHaveLength(1);
  });

  it('says its last words before it hangs up', async () => {
    await bench.stands();
    bench.socket.send('{"type":"leave"}');
    bench.socket.close();
    const session = bench.peer!.channel('session');
    expect([session.readyState, bench.peer!.isClosed]).toEqual(['closed', false]);
    session.onclose?.();
    expect(bench.peer!.isClosed).toBe(true);
    expect(bench.events).toEqual(['open']);
    expect(bench.timers).toBe(0);
  });

  it('is closed for good, also in the middle of a meeting', async () => {
    await bench.open();
    bench.socket.close();
    await bench.answers();
    bench.pass(60_000);
    expect(bench.events).toEqual([]);
    expect(bench.peer).toMatchObject({ isClosed: true, remote: [] });
    expect(bench.meeting.isOver).toBe(true);
  });

  it('opens other channels to the host only while it stands', async () => {
    await bench.open();
    expect(bench.socket.channel('http', 2)).toBeUndefined();
    await bench.answers();
    bench.peer!.channel('session').opens();
    expect(bench.socket.channel('http', 2)).toMatchObject({ label: 'http', options: { ordered: true, negotiated: true, id: 2 } });
    bench.socket.close();
    expect(bench.socket.channel('http', 2)).toBeUndefined();
  });
});
