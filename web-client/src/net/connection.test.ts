// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { Connection, isInLine, type ConnectionListener, type ConnectionState, type Environment, type Shown, type Socket } from './connection';
import { identityFor, type Identity } from './identity';
import type { Refusal, ServerMessage, Welcome } from './messages';
import { domainStatement } from './statements';

class FakeSocket implements Socket {
  binaryType = '';
  readonly sent: Record<string, unknown>[] = [];
  readonly frames: Uint8Array[] = [];
  closed = false;
  mend: (() => void) | undefined;
  domainKey: string | undefined;
  onmending: ((mending: boolean) => void) | null = null;
  onrefused: ((refusal: Refusal, retryAfterSeconds: number | undefined) => void) | null = null;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data === 'string') {
      this.sent.push(JSON.parse(data));
    } else {
      this.frames.push(data);
    }
  }

  close(): void {
    this.closed = true;
  }

  says(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  breaks(): void {
    this.onclose?.();
  }
}

/** A domain, a clock that is moved by hand, and what the connection told. */
class Bench {
  readonly sockets: FakeSocket[] = [];
  readonly states: ConnectionState['kind'][] = [];
  readonly messages: ServerMessage[] = [];
  readonly welcomes: { welcome: Welcome; proved: boolean }[] = [];
  readonly connection: Connection;
  shown: Shown = {};
  random = 0;
  #now = 0;
  #timers: { at: number; task: () => void }[] = [];

  constructor(
    readonly domain: Identity,
    readonly visitor: Identity,
  ) {
    const environment: Environment = {
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      now: () => this.#now,
      clock: () => 1793200000000,
      after: (ms, task) => {
        const timer = { at: this.#now + ms, task };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((candidate) => candidate !== timer);
        };
      },
      random: () => this.random,
      randomBytes: (count) => new Uint8Array(count),
      identityFor: async () => this.visitor,
    };
    const listener: ConnectionListener = {
      state: ({ kind }) => this.states.push(kind),
      greeting: () => ({ name: 'Quiet Heron' }),
      shown: async () => this.shown,
      lastChat: () => 42,
      welcome: (welcome, _, proved) => this.welcomes.push({ welcome, proved }),
      message: (message) => this.messages.push(message),
      poses: () => undefined,
    };
    this.connection = new Connection(environment, listener);
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  /** Milliseconds of clock, with everything that falls due. */
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

  async hello(): Promise<Record<string, unknown>> {
    const domain = { name: 'Harbour', key: this.domain.publicKey };
    this.socket.says({ type: 'hello', protocols: [1], nonce: 'server-nonce', domain, software: 'test' });
    while (this.socket.sent.length === 0) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    return this.socket.sent[0]!;
  }

  async welcome({ resumed = false, name = 'Harbour' } = {}): Promise<void> {
    const hello = await this.hello();
    const signature = await this.domain.sign(
      domainStatement({
        domainKey: this.domain.publicKey,
        domainName: name,
        visitorKey: this.visitor.publicKey,
        clientNonce: String(hello['nonce']),
      }),
    );
    this.socket.says({
      type: 'welcome',
      session: 'secret',
      resumed,
      you: { handle: 7, name: 'Quiet Heron', permissions: [] },
      domain: { name, key: this.domain.publicKey, signature },
      rules: null,
      world: { entities: 0, entry: {}, places: {} },
      limits: {},
      tickHz: 30,
      time: 0,
    });
  }
}

describe('a connection', () => {
  it('tells the time that it signs, and shows what the person shows only when a session begins', async () => {
    const made = new Bench(await identityFor('a', undefined, undefined), await identityFor('b', undefined, undefined));
    made.shown = { vouch: 'statement' };
    made.connection.connect();
    const hello = await made.hello();
    expect(hello).toMatchObject({ time: 1793200000000, vouch: 'statement' });

    await made.welcome();
    made.socket.breaks();
    made.pass(500);
    const back = await made.hello();
    expect(back).toMatchObject({ resume: { session: 'secret' } });
    expect(back).not.toHaveProperty('vouch');
  });

  let bench: Bench;

  beforeEach(async () => {
    bench = new Bench(await identityFor('a', undefined, undefined), await identityFor('b', undefined, undefined));
    bench.connection.connect();
  });

  it('answers hello with a proof of its key, and is live after the welcome', async () => {
    await bench.welcome();

    expect(bench.socket.sent[0]).toMatchObject({ type: 'hello', protocol: 1, name: 'Quiet Heron' });
    expect(bench.socket.sent[0]).not.toHaveProperty('resume');
    expect(bench.states).toEqual(['connecting', 'entering', 'live']);
    expect(bench.welcomes[0]!.proved).toBe(true);
  });

  it('tells when the domain could not prove its name', async () => {
    await bench.welcome({ name: 'Harbor' });

    expect(bench.welcomes[0]!.proved).toBe(false);
  });

  it('comes back by itself after a break, and resumes', async () => {
    await bench.welcome();
    bench.socket.breaks();
    expect(bench.connection.state).toMatchObject({ kind: 'waiting', retryAt: 500 });

    bench.pass(500);
    expect(bench.sockets).toHaveLength(2);
    expect(await bench.hello()).toMatchObject({ resume: { session: 'secret', chat: 42 } });
  });

  it('waits longer each time, and not at all after a welcome', async () => {
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      bench.socket.breaks();
      const before = bench.sockets.length;
      let waited = 0;
      while (bench.sockets.length === before) {
        bench.pass(100);
        waited += 100;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);

    await bench.welcome();
    bench.socket.breaks();
    bench.pass(500);
    expect(bench.states.at(-1)).toBe('connecting');
  });

  it('tries at once when the network comes back', async () => {
    await bench.welcome();
    bench.socket.breaks();
    bench.connection.wake();

    expect(bench.sockets).toHaveLength(2);
  });

  it('asks after silence, and gives a dead line up', async () => {
    await bench.welcome();
    bench.pass(10_000);
    expect(bench.socket.sent.at(-1)).toMatchObject({ type: 'ping' });

    bench.pass(5_000);
    expect(bench.states.at(-1)).toBe('waiting');
    expect(bench.socket.closed).toBe(true);
  });

  it('stays when the server answers', async () => {
    await bench.welcome();
    bench.pass(10_000);
    bench.pass(100);
    bench.socket.says({ type: 'pong', ref: 1, time: 0 });
    bench.pass(10_000);

    expect(bench.connection.state.kind).toBe('live');
  });

  it('does not resume after a close, and waits as long as the server says', async () => {
    await bench.welcome();
    bench.socket.says({ type: 'close', code: 'stopping', message: 'It stops.', do: 'Wait.', retryAfterSeconds: 20 });
    expect(bench.connection.state).toMatchObject({ kind: 'waiting', retryAt: 20_000, refusal: { code: 'stopping' } });

    bench.pass(20_000);
    expect(await bench.hello()).not.toHaveProperty('resume');
  });

  it.each([1e9, 1e308])('does not wait for ever because a server says %d seconds, nor comes at once', async (retryAfterSeconds) => {
    await bench.welcome();
    bench.socket.says({ type: 'close', code: 'stopping', message: 'It stops.', do: 'Wait.', retryAfterSeconds });
    expect(bench.connection.state).toMatchObject({ kind: 'waiting', retryAt: 3_600_000 });
  });

  it('waits its turn where many arrive: not in the same instant as all, and not sooner', async () => {
    bench.random = 0.5;
    await bench.hello();
    bench.socket.says({ type: 'close', code: 'too-many-newcomers', message: 'Many.', do: 'Wait.', retryAfterSeconds: 20 });
    expect(bench.connection.state).toMatchObject({ kind: 'waiting', retryAt: 22_500 });
    expect(isInLine(bench.connection.state)).toBe(true);

    bench.pass(22_000);
    bench.connection.wake();
    expect(bench.sockets).toHaveLength(1);

    bench.pass(500);
    expect(bench.sockets).toHaveLength(2);
    await bench.welcome();
    expect(bench.connection.state.kind).toBe('live');
  });

  it('asks again for the reason of a ban when it knocked too soon', async () => {
    await bench.hello();
    bench.socket.says({ type: 'close', code: 'banned', message: 'A moment ago.', do: 'Wait.', retryAfterSeconds: 5 });
    bench.pass(5_000);
    await bench.hello();
    bench.socket.says({ type: 'close', code: 'banned', message: 'You flooded.', do: 'Ask.', retryAfterSeconds: null });

    expect(bench.connection.state).toMatchObject({ kind: 'ended', refusal: { message: 'You flooded.' } });
  });

  it('knows where it was refused, and with which key', async () => {
    const { nonce } = await bench.hello();
    bench.socket.says({ type: 'close', code: 'banned', message: 'Why.', do: 'What.', until: 5_000, side: 'here' });

    expect(nonce).toBeDefined();
    expect(bench.connection.state).toMatchObject({ kind: 'ended', refusal: { until: 5_000, side: 'here' } });
    expect(bench.connection.entering?.visitorKey).toHaveLength(43);
  });

  const FINAL = ['resumed-elsewhere', 'flooding', 'protocol-version', 'bad-signature', 'banned', 'kicked', 'not-permitted'];
  it.each(FINAL)('does not come back after %s', async (code) => {
    await bench.welcome();
    bench.socket.says({ type: 'close', code, message: 'Why.', do: 'What.', retryAfterSeconds: null });
    bench.pass(120_000);

    expect(bench.sockets).toHaveLength(1);
    expect(bench.connection.state).toMatchObject({ kind: 'ended', refusal: { code } });
  });

  it('says goodbye, and comes in as somebody without a session', async () => {
    await bench.welcome();
    const first = bench.socket;
    bench.connection.leave();
    expect(first.sent.at(-1)).toEqual({ type: 'leave' });
    expect(bench.connection.state.kind).toBe('ended');

    bench.connection.connect();
    expect(await bench.hello()).not.toHaveProperty('resume');
  });

  it('gives up on a server that does not greet', () => {
    bench.pass(12_000);

    expect(bench.states.at(-1)).toBe('waiting');
  });

  it('ignores frames that are no messages, and a socket that it has given up', async () => {
    await bench.welcome();
    const old = bench.socket;
    old.onmessage?.({ data: 'not json' });
    old.says({ type: 'news-from-the-future' });
    old.breaks();
    old.says({ type: 'loaded', entities: 3 });

    expect(bench.messages).toEqual([]);
  });

  it('says that it mends while its transport looks for a new path, and loses nothing', async () => {
    await bench.welcome();
    bench.socket.onmending?.(true);
    expect(bench.connection.state.kind).toBe('mending');
    void bench.connection.outbox.request({ type: 'chat', text: 'hello' });
    bench.connection.sendPose(Uint8Array.of(1));
    expect(bench.socket.sent.slice(-2)).toMatchObject([{ type: 'ping' }, { type: 'chat' }]);
    expect(bench.socket.frames).toEqual([]);

    bench.pass(60_000);
    bench.socket.onmending?.(false);
    bench.connection.sendPose(Uint8Array.of(2));
    expect(bench.connection.state.kind).toBe('live');
    expect(bench.socket.frames).toHaveLength(1);
    expect(bench.sockets).toHaveLength(1);
  });

  it('asks a transport that can mend to do so after silence, and when this device comes into a network', async () => {
    await bench.welcome();
    let asked = 0;
    bench.socket.mend = () => asked++;
    bench.pass(10_000);
    expect(asked).toBe(0);
    bench.pass(2_000);
    expect(asked).toBe(1);
    bench.connection.networkCame();
    expect(asked).toBe(2);
    expect(bench.connection.state.kind).toBe('live');
  });

  it('resumes when no new path was found', async () => {
    await bench.welcome();
    bench.socket.onmending?.(true);
    bench.socket.breaks();
    bench.pass(500);
    expect(await bench.hello()).toMatchObject({ resume: { session: 'secret' } });
  });

  it('keeps its session while nobody introduces it, and comes again when it may', async () => {
    await bench.welcome();
    bench.socket.breaks();
    bench.pass(500);
    bench.socket.onrefused?.({ code: 'no-such-host', message: 'Nobody.', do: 'Wait.', side: 'rendezvous' }, 3);
    expect(bench.connection.state).toMatchObject({ kind: 'waiting', retryAt: 3_500, refusal: { code: 'no-such-host' } });

    bench.pass(3_000);
    expect(await bench.hello()).toMatchObject({ resume: { session: 'secret' } });
  });

  it.each(['wrong-key', 'forged-introduction', 'banned'])('does not come back by itself after %s', (code) => {
    bench.socket.onrefused?.({ code, message: 'Why.', do: 'What.', side: 'page' }, undefined);
    bench.pass(120_000);
    expect(bench.connection.state).toMatchObject({ kind: 'ended', refusal: { code } });
    expect(bench.sockets).toHaveLength(1);
  });

  it('proves nothing to a domain that greets over the certificate of another', async () => {
    bench.socket.domainKey = 'another key';
    bench.socket.says({ type: 'hello', protocols: [1], nonce: 'n', domain: { name: 'Harbour', key: bench.domain.publicKey } });
    await new Promise((resolve) => setTimeout(resolve));
    expect(bench.connection.state).toMatchObject({ kind: 'ended', refusal: { code: 'other-domain' } });
    expect(bench.socket.sent).toEqual([]);
  });

  it('measures the round trip, one at a time', async () => {
    await bench.welcome();
    expect(bench.connection.roundTripMs).toBeUndefined();
    bench.connection.measure();
    bench.connection.measure();
    const pings = bench.socket.sent.filter(({ type }) => type === 'ping');
    expect(pings).toHaveLength(1);
    bench.pass(80);
    bench.socket.says({ type: 'pong', ref: 0, time: 0 });
    bench.socket.says({ type: 'pong', ref: pings[0]!['ref'], time: 0 });
    expect(bench.connection.roundTripMs).toBe(80);
  });

  it('repeats what was not answered after the break', async () => {
    await bench.welcome();
    void bench.connection.outbox.request({ type: 'chat', text: 'hello' });
    const { ref } = bench.socket.sent.at(-1)!;
    bench.socket.breaks();
    bench.pass(500);
    await bench.welcome({ resumed: true });

    expect(bench.socket.sent.at(-1)).toEqual({ type: 'chat', text: 'hello', ref });
  });
});
