// SPDX-License-Identifier: Apache-2.0
import { backoffMs } from './backoff';
import { toBase64Url } from './base64url';
import { verify, type Identity } from './identity';
import { readServerMessage, type Hello, type Refusal, type ServerMessage, type Welcome } from './messages';
import { Outbox } from './outbox';
import { domainStatement, visitorStatement } from './statements';

export const SUBPROTOCOL = 'freehold.1';
const PROTOCOL_VERSION = 1;
const SOFTWARE = 'freehold-web/0.1.0';

/** Silence after which the server is asked whether it is still there; browsers do not show WebSocket pings. */
const SILENCE_MS = 10_000;
/** How long it may take to answer that. */
const ANSWER_MS = 5_000;
/** A transport that can look for another path is asked to, when that answer has not come by then. */
const MEND_AFTER_MS = 2_000;
/** By up to this part of what the server says an attempt comes later. */
const SPREAD = 4;
/** Nobody waits longer because a server said so; and a timer takes no more than some weeks. */
const MOST_WAIT_SECONDS = 3600;
/** A connection that has not become a session by then is given up. */
const ENTER_WITHIN_MS = 12_000;

export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'entering' }
  | { kind: 'live' }
  /** The session stands, and a new path to it is looked for: what is said arrives later. */
  | { kind: 'mending' }
  /** Lost; the next attempt is at `retryAt` by the injected clock. `refusal` when the server said why. */
  | { kind: 'waiting'; retryAt: number; refusal: Refusal | undefined }
  /** Over, until a person asks for more. */
  | { kind: 'ended'; refusal: Refusal | undefined };

/** Close codes that keep a visitor out, or send one out, by decision. */
export const REFUSED_ENTRY: ReadonlySet<string> = new Set([
  'banned',
  'bad-vouch',
  'home-refused',
  'kicked',
  'not-permitted',
  'software-refused',
]);

/** Codes of who could not be introduced to a host (docs/protocol.md sections 13 and 14), after which trying again by itself would not help. */
export const NOT_INTRODUCED: ReadonlySet<string> = new Set([
  'banned',
  'broken-link',
  'forged-introduction',
  'no-webrtc',
  'not-here',
  'other-domain',
  'wrong-certificate',
  'wrong-key',
]);

/** Close codes after which trying again by itself would only repeat them. */
const FINAL_CODES = new Set([
  'resumed-elsewhere',
  'flooding',
  'protocol-version',
  'bad-signature',
  'bad-vouch',
  'clock',
  'too-large',
  'not-json',
  'unknown-type',
  'bad-value',
  ...REFUSED_ENTRY,
]);

/** Whether it waits for its turn among many who arrive: to try sooner would only lose the place. */
export function isInLine(state: ConnectionState): boolean {
  return state.kind === 'waiting' && state.refusal?.code === 'too-many-newcomers';
}

/** What a hello says besides keys; asked anew for each connection. */
export interface Greeting {
  name?: string;
  position?: { x: number; y: number; z: number };
  everything?: boolean;
  claim?: string;
}

/** What somebody is known by in more than one domain (docs/protocol.md sections 3.2 and 3.3). */
export interface Shown {
  portable?: { key: string; signature: string };
  /** A home domain's statement; good for one use. */
  vouch?: string;
}

/** What a portable key signs for. */
export interface HelloParties {
  domainKey: string;
  domainName: string;
  visitorKey: string;
  serverNonce: string;
}

/** The part of WebSocket that is used, and what other transports can do besides. */
export interface Socket {
  binaryType: string;
  /** Texts arrive, in order; what is binary may get lost. */
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  /** Who brings the two ends together would not. */
  onrefused?: ((refusal: Refusal, retryAfterSeconds: number | undefined) => void) | null;
  /** A new path is looked for, or has been found. */
  onmending?: ((mending: boolean) => void) | null;
  readonly mend?: (() => void) | undefined;
  /** Whose certificate the transport has checked: the session must be with the same domain. */
  readonly domainKey?: string | undefined;
  /** How long it may take to become a session, when that is not the usual time. */
  readonly enterWithinMs?: number;
}

export interface Environment {
  open(): Socket;
  /** Milliseconds, rising. */
  now(): number;
  /** Milliseconds since 1970, as the person's clock shows. */
  clock(): number;
  /** Calls `task` once, later. Returns the way to call it off. */
  after(ms: number, task: () => void): () => void;
  random(): number;
  randomBytes(count: number): Uint8Array;
  identityFor(domainKey: string): Promise<Identity>;
}

export interface ConnectionListener {
  state(state: ConnectionState): void;
  greeting(): Greeting;
  /** Who the person is known as besides; only when a session begins, of which it then holds for all. */
  shown(parties: HelloParties): Promise<Shown>;
  /** Id of the last chat message received in this session, or 0. */
  lastChat(): number;
  /** A session has begun or been resumed. `proved`: the domain's signature is right. */
  welcome(welcome: Welcome, identity: Identity, proved: boolean): void;
  /** Everything after `welcome` but answers and pongs. */
  message(message: ServerMessage): void;
  poses(frame: ArrayBuffer): void;
}

/** One visit over as many WebSockets as it takes: enters, notices that the line is dead, comes back and resumes. */
export class Connection {
  readonly outbox = new Outbox();

  readonly #environment: Environment;
  readonly #listener: ConnectionListener;
  #state: ConnectionState = { kind: 'connecting' };
  #socket: Socket | undefined;
  #session: string | undefined;
  /** What `welcome` has to fit, between hello and welcome. */
  #expected: { identity: Identity; statement: string; domain: Hello['domain'] } | undefined;
  #entering: { domain: string; visitorKey: string } | undefined;
  #attempt = 0;
  #lastHeard = 0;
  #pinged: { ref: number; at: number } | undefined;
  #roundTripMs: number | undefined;
  #callOff: (() => void) | undefined;

  constructor(environment: Environment, listener: ConnectionListener) {
    this.#environment = environment;
    this.#listener = listener;
  }

  /** Where it went last and with which key, also when that was refused. */
  get entering(): { domain: string; visitorKey: string } | undefined {
    return this.#entering;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** How long the last answered ping took; undefined before the first. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /** Connects now, whatever it is waiting for. Does nothing while a connection stands or is being made. */
  connect(): void {
    if (this.#socket !== undefined) {
      return;
    }
    this.#become({ kind: 'connecting' });
    const socket = this.#environment.open();
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#later(socket.enterWithinMs ?? ENTER_WITHIN_MS, () => this.#lost(undefined, undefined));
    socket.onmessage = ({ data }) => this.#received(socket, data);
    socket.onclose = () => {
      if (socket === this.#socket) {
        this.#lost(undefined, undefined);
      }
    };
    socket.onrefused = (refusal, retryAfterSeconds) => {
      if (socket === this.#socket) {
        this.#notIntroduced(refusal, retryAfterSeconds);
      }
    };
    socket.onmending = (mending) => {
      if (socket === this.#socket) {
        this.#mending(mending);
      }
    };
  }

  /**
   * The network or the page came back: no reason to wait longer, unless the server said how long, and a reason to ask whether the server
   * is there.
   */
  wake(): void {
    if (this.#state.kind === 'waiting' && !isInLine(this.#state)) {
      this.#attempt = 0;
      this.connect();
    } else if (this.#state.kind === 'live') {
      this.#probe(this.#lastHeard);
    }
  }

  /** This device is in a network again, perhaps another one. */
  networkCame(): void {
    this.wake();
    this.#socket?.mend?.();
  }

  /** Asks how long a message takes to the domain and back: {@link roundTripMs}. */
  measure(): void {
    // One at a time, or on a slow line none would be the newest when it is answered.
    if (this.#state.kind === 'live' && this.#pinged === undefined) {
      this.#ping();
    }
  }

  /** Ends the session for good, as a person does who closes the page. */
  leave(): void {
    if (this.#state.kind === 'live' || this.#state.kind === 'mending') {
      this.#sendJson({ type: 'leave' });
    }
    this.#session = undefined;
    this.#drop();
    this.#become({ kind: 'ended', refusal: undefined });
  }

  /** Sends a frame that may get lost; nothing happens while there is no session. */
  sendPose(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#state.kind === 'live') {
      this.#socket?.send(frame);
    }
  }

  #received(socket: Socket, data: unknown): void {
    if (socket !== this.#socket) {
      return;
    }
    this.#lastHeard = this.#environment.now();
    if (data instanceof ArrayBuffer) {
      this.#listener.poses(data);
      return;
    }
    const message = typeof data === 'string' ? readServerMessage(data) : undefined;
    switch (message?.type) {
      case undefined:
        return;
      case 'pong':
        if (message.ref === this.#pinged?.ref) {
          this.#roundTripMs = this.#environment.now() - this.#pinged.at;
          this.#pinged = undefined;
        }
        return;
      case 'hello':
        this.#answerHello(socket, message);
        return;
      case 'welcome':
        this.#welcomed(message);
        return;
      case 'accepted':
        this.outbox.accepted(message.ref, message.id);
        return;
      case 'refused':
        if (message.ref === undefined) {
          this.#listener.message(message);
        } else {
          this.outbox.refused(message.ref, message);
        }
        return;
      case 'close':
        this.#closed(message, message.retryAfterSeconds);
        return;
      case 'you':
        if (message.you.limits !== undefined) {
          this.outbox.setLimits(message.you.limits);
        }
        this.#listener.message(message);
        return;
      default:
        this.#listener.message(message!);
    }
  }

  #answerHello(socket: Socket, hello: Hello): void {
    if (socket.domainKey !== undefined && socket.domainKey !== hello.domain.key) {
      this.#notIntroduced(otherDomain(hello.domain.name), undefined);
      return;
    }
    this.#become({ kind: 'entering' });
    this.#enter(socket, hello).catch((error: unknown) => {
      if (socket === this.#socket) {
        this.#closed({ code: 'no-key', message: String(error), do: '' }, undefined);
      }
    });
  }

  async #enter(socket: Socket, hello: Hello): Promise<void> {
    const identity = await this.#environment.identityFor(hello.domain.key);
    this.#entering = { domain: hello.domain.name, visitorKey: identity.publicKey };
    const nonce = toBase64Url(this.#environment.randomBytes(32));
    const parties = { domainKey: hello.domain.key, domainName: hello.domain.name, visitorKey: identity.publicKey };
    const time = this.#environment.clock();
    const signature = await identity.sign(visitorStatement({ ...parties, serverNonce: hello.nonce, time }));
    const resuming = this.#session !== undefined;
    const shown = resuming ? {} : await this.#listener.shown({ ...parties, serverNonce: hello.nonce });
    if (socket !== this.#socket) {
      return;
    }
    this.#expected = { identity, statement: domainStatement({ ...parties, clientNonce: nonce }), domain: hello.domain };
    this.#sendJson({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      key: identity.publicKey,
      nonce,
      time,
      signature,
      software: SOFTWARE,
      ...this.#listener.greeting(),
      ...shown,
      ...(this.#session === undefined
        ? {}
        : { resume: { session: this.#session, chat: this.#listener.lastChat() } }),
    });
  }

  #welcomed(welcome: Welcome): void {
    if (this.#expected === undefined) {
      return;
    }
    const { identity, statement, domain } = this.#expected;
    const { name, key, signature } = welcome.domain;
    const proved = key === domain.key && name === domain.name && verify(key, statement, signature);
    this.#expected = undefined;
    this.#session = welcome.session;
    this.#attempt = 0;
    this.#lastHeard = this.#environment.now();
    this.#listener.welcome(welcome, identity, proved);
    this.#become({ kind: 'live' });
    this.outbox.welcomed(welcome.resumed, welcome.limits, (json) => this.#socket?.send(json));
    this.#watch();
  }

  /** Looks for silence, asks, and gives the line up when nothing comes. */
  #watch(): void {
    this.#later(SILENCE_MS, () => {
      if (this.#environment.now() - this.#lastHeard < SILENCE_MS) {
        this.#watch();
      } else {
        this.#probe(this.#lastHeard);
      }
    });
  }

  #probe(heardBefore: number): void {
    const socket = this.#socket;
    this.#ping();
    this.#later(socket?.mend === undefined ? ANSWER_MS : MEND_AFTER_MS, () => {
      if (this.#lastHeard !== heardBefore) {
        this.#watch();
      } else if (socket?.mend === undefined) {
        this.#lost(undefined, undefined);
      } else {
        socket.mend();
      }
    });
  }

  #ping(): void {
    const ref = this.outbox.nextRef();
    this.#pinged = { ref, at: this.#environment.now() };
    this.#sendJson({ type: 'ping', ref });
  }

  /** The transport itself gives up in time when it finds no new path. */
  #mending(mending: boolean): void {
    if (mending && this.#state.kind === 'live') {
      this.#callOff?.();
      this.#become({ kind: 'mending' });
      // Its answer is what tells the transport that the new path carries.
      this.#ping();
    } else if (!mending && this.#state.kind === 'mending') {
      this.#lastHeard = this.#environment.now();
      this.#become({ kind: 'live' });
      this.#watch();
    }
  }

  /** There was nobody to say it; the session, if there was one, may still be resumed. */
  #notIntroduced(refusal: Refusal, retryAfterSeconds: number | undefined): void {
    if (NOT_INTRODUCED.has(refusal.code)) {
      this.#session = undefined;
      this.#drop();
      this.#become({ kind: 'ended', refusal });
    } else {
      this.#lost(refusal, retryAfterSeconds);
    }
  }

  /** The server said goodbye: this session cannot be resumed. */
  #closed(refusal: Refusal, retryAfterSeconds: number | undefined): void {
    this.#session = undefined;
    // Who knocked too soon after a ban is told the reason a moment later.
    const again = refusal.code === 'banned' && retryAfterSeconds !== undefined;
    if ((FINAL_CODES.has(refusal.code) && !again) || refusal.code === 'no-key') {
      this.#drop();
      this.#become({ kind: 'ended', refusal });
      return;
    }
    this.#lost(refusal, retryAfterSeconds);
  }

  #lost(refusal: Refusal | undefined, retryAfterSeconds: number | undefined): void {
    this.#drop();
    const { now, random } = this.#environment;
    const backoff = backoffMs(this.#attempt++, random());
    // Never sooner than the server says, and not all in the same instant.
    const asked = Math.min(retryAfterSeconds ?? 0, MOST_WAIT_SECONDS);
    const delay = Math.max(backoff, asked * 1000 * (1 + random() / SPREAD));
    this.#become({ kind: 'waiting', retryAt: now() + delay, refusal });
    this.#later(delay, () => this.connect());
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#pinged = undefined;
    this.#expected = undefined;
    this.#callOff?.();
    this.#callOff = undefined;
    this.outbox.disconnected();
    socket?.close();
  }

  #sendJson(message: object): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #later(ms: number, task: () => void): void {
    this.#callOff?.();
    this.#callOff = this.#environment.after(ms, task);
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#listener.state(state);
  }
}

/** The certificate is one domain's and the greeting another's: somebody passes on what is not theirs. */
function otherDomain(name: string): Refusal {
  return {
    code: 'other-domain',
    message: `Who answered signed for one domain and greeted as another, “${name}”.`,
    do: 'Do not go in. Tell whoever sent you the link.',
    side: 'page',
  };
}
