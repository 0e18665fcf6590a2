// SPDX-License-Identifier: Apache-2.0
import { toBase64Url } from './base64url';
import { SUBPROTOCOL, type Socket } from './connection';
import { answerSdp, MOST_CANDIDATES, isSignedFor, readFromHost, readLocalDescription, type Answer, type LocalDescription } from './introduction';
import type { Refusal } from './messages';
import type { Channel, Peer, PeerConfiguration } from './peer';
import { leadsToARelay, throughRelayOnly } from './relay-only';
import { NotIntroduced, type Meeting, type Signalling } from './signalling';
import { cut, isPart, TextParts } from './text-parts';
import { Trickle } from './trickle';

/** An answer holds for this long: by then the channels must stand. */
const STAND_WITHIN_MS = 20_000;
/** A host forgets a session of which it has heard nothing for this long. */
const MEND_WITHIN_MS = 12_000;
/** So often a new path is asked for meanwhile. */
const MEND_AGAIN_MS = 3_000;
/** A moment in the buffer is no queue, several poses are: the next one is left out. */
const MOST_POSE_BYTES = 4_096;
/** Of the channels, which both sides have from the start. */
const SESSION_NUMBER = 0;
const POSES_NUMBER = 1;
const INTRODUCTION_BYTES = 32;
const STANDING = new Set(['connected', 'completed']);
/** Refusals that no other transport would help against. */
const UNSAFE = new Set(['wrong-key', 'forged-introduction', 'wrong-certificate']);

export interface PeerEnvironment {
  /** Undefined where the browser has no WebRTC, or it is switched off. */
  peer(configuration: PeerConfiguration): Peer | undefined;
  /** Whether the host must not learn where this device is, now: asked for each path that is looked for. */
  relayOnly(): boolean;
  /** Calls `task` once, later. Returns the way to call it off. */
  after(ms: number, task: () => void): () => void;
  randomBytes(count: number): Uint8Array;
}

/**
 * A session's transport over WebRTC data channels (docs/protocol.md section 13), which looks to the connection like a WebSocket. It checks by
 * the domain's signature whose certificate it will meet before it meets anybody, and looks for a new path when the old one breaks.
 */
export class PeerSocket implements Socket {
  binaryType = 'arraybuffer';
  /** The channels need not stand sooner than the host keeps its answer. */
  readonly enterWithinMs = STAND_WITHIN_MS + MEND_WITHIN_MS;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onrefused: ((refusal: Refusal, retryAfterSeconds: number | undefined) => void) | null = null;
  onmending: ((mending: boolean) => void) | null = null;

  readonly #environment: PeerEnvironment;
  readonly #signalling: Signalling;
  readonly #isOnlyWay: boolean;
  readonly #introduction: string;
  readonly #parts = new TextParts();
  #peer: Peer | undefined;
  #session: Channel | undefined;
  #poses: Channel | undefined;
  #meeting: Meeting | undefined;
  /** How many there were: what comes from an older one is not heeded. */
  #meetings = 0;
  #trickle: Trickle | undefined;
  #local: LocalDescription | undefined;
  /** The first answer: whose certificate it is, for as long as this lives. */
  #host: Answer | undefined;
  /** The newest offer has its answer. */
  #isAnswered = false;
  /** Candidates of this answer, and of those that came after it. */
  #heeded = 0;
  /** The path that is looked for goes through a relay. */
  #isHidden = false;
  #hasStood = false;
  #isMending = false;
  #isOver = false;
  #callOff: (() => void) | undefined;
  #callOffMending: (() => void) | undefined;

  /** @param isOnlyWay false where another transport may do: then what refuses this one ends it without a word */
  constructor(environment: PeerEnvironment, signalling: Signalling, isOnlyWay: boolean) {
    this.#environment = environment;
    this.#signalling = signalling;
    this.#isOnlyWay = isOnlyWay;
    this.#introduction = toBase64Url(environment.randomBytes(INTRODUCTION_BYTES));
    this.#callOff = environment.after(STAND_WITHIN_MS, () => this.#refuse(this.#isAnswered ? noPath() : noAnswer()));
    this.#start().catch((error: unknown) => this.#refuse(error));
  }

  /** Of the domain that signed for the certificate; undefined until it is known. */
  get domainKey(): string | undefined {
    return this.#host?.domain.key;
  }

  get hasStood(): boolean {
    return this.#hasStood;
  }

  /** A reliable channel of that number to the same host; undefined while there is no way to it. */
  channel(label: string, number: number): Channel | undefined {
    if (this.#peer === undefined || !this.#hasStood || this.#isOver) {
      return undefined;
    }
    return newChannel(this.#peer, label, number, { ordered: true });
  }

  /** How the two ends reach each other, in the browser's own words (RTCStatsReport). */
  async statistics(): Promise<Iterable<[string, unknown]>> {
    return (await this.#peer?.getStats()) ?? [];
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (typeof data !== 'string') {
      this.#sendPose(data);
      return;
    }
    const session = this.#session;
    if (session?.readyState !== 'open') {
      return;
    }
    try {
      const whole = cut(data);
      for (const message of typeof whole === 'string' ? [whole] : whole) {
        session.send(message);
      }
    } catch {
      // The browser's buffer is full: nobody has read for too long.
      this.#end();
    }
  }

  close(): void {
    this.#stop();
    const peer = this.#peer;
    const session = this.#session;
    if (peer === undefined) {
      return;
    }
    if (session?.readyState !== 'open') {
      peer.close();
      return;
    }
    // A channel that is closed still delivers its last words, a connection does not.
    const done = (): void => {
      callOff();
      peer.close();
    };
    const callOff = this.#environment.after(1_000, done);
    session.onmessage = null;
    session.onclose = done;
    session.close();
  }

  /** Looks for a new path, for the old one seems to be gone. What is sent meanwhile arrives later, poses excepted. */
  mend(): void {
    if (this.#isMending || this.#isOver || !this.#hasStood) {
      return;
    }
    this.#isMending = true;
    this.#callOffMending = this.#environment.after(MEND_WITHIN_MS, () => this.#end());
    this.onmending?.(true);
    this.#tryToMend();
  }

  async #start(): Promise<void> {
    const meeting = await this.#meet();
    if (meeting === undefined) {
      return;
    }
    const peer = this.#environment.peer(this.#configuration(meeting));
    if (peer === undefined) {
      throw noWebRtc();
    }
    this.#peer = peer;
    peer.onicecandidate = ({ candidate }) => {
      const named = candidate !== null && this.#isHidden ? throughRelayOnly(candidate) : candidate;
      if (named !== undefined) {
        this.#trickle?.found(named);
      }
    };
    peer.onconnectionstatechange = () => this.#connectionChanged(peer);
    peer.oniceconnectionstatechange = () => this.#pathChanged(peer);
    const session = newChannel(peer, 'session', SESSION_NUMBER, { ordered: true });
    session.onopen = () => this.#stands();
    session.onmessage = ({ data }) => this.#received(data);
    session.onclose = () => this.#end();
    this.#session = session;
    const poses = newChannel(peer, 'poses', POSES_NUMBER, { ordered: false, maxRetransmits: 0 });
    poses.onmessage = ({ data }) => this.#received(data);
    this.#poses = poses;
    await this.#offer(peer, meeting, false);
  }

  /** For the path that is looked for now. */
  #configuration({ iceServers }: Meeting): PeerConfiguration {
    this.#isHidden = this.#environment.relayOnly();
    if (!this.#isHidden) {
      return { iceServers: [...iceServers] };
    }
    if (!iceServers.some(leadsToARelay)) {
      throw noRelay();
    }
    return { iceServers: [...iceServers], iceTransportPolicy: 'relay' };
  }

  /** Ends the meeting before. Undefined when this was closed, or another meeting sought, meanwhile. */
  async #meet(): Promise<Meeting | undefined> {
    this.#meeting?.end();
    this.#meeting = undefined;
    const turn = ++this.#meetings;
    const isCurrent = (): boolean => turn === this.#meetings && !this.#isOver;
    const meeting = await this.#signalling.meet({
      heard: (said) => {
        if (isCurrent()) {
          this.#heard(said).catch((error: unknown) => this.#refuse(error));
        }
      },
      failed: (why) => {
        if (isCurrent() && !this.#isAnswered) {
          this.#refuse(why);
        }
      },
    });
    if (!isCurrent()) {
      meeting.end();
      return undefined;
    }
    this.#meeting = meeting;
    return meeting;
  }

  async #offer(peer: Peer, meeting: Meeting, restart: boolean): Promise<void> {
    const { sdp } = await peer.createOffer({ iceRestart: restart });
    const local = readLocalDescription(sdp ?? '');
    if (sdp === undefined || local === undefined) {
      throw noWebRtc();
    }
    this.#isAnswered = false;
    this.#local = local;
    this.#trickle?.stop();
    const trickle = new Trickle(
      this.#introduction,
      local.ufrag,
      (candidates) => meeting === this.#meeting && meeting.say(candidates),
      this.#environment.after,
    );
    this.#trickle = trickle;
    const { ufrag, pwd, fingerprint } = local;
    const offer = { type: 'offer' as const, introduction: this.#introduction, ufrag, pwd, fingerprint, candidates: [] };
    meeting.say(restart ? { ...offer, restart: true } : offer);
    await peer.setLocalDescription({ type: 'offer', sdp });
  }

  async #heard(said: unknown): Promise<void> {
    const message = readFromHost(said);
    const peer = this.#peer;
    const mid = this.#local?.mid;
    if (message === undefined || peer === undefined || mid === undefined || this.#isOver) {
      return;
    }
    switch (message.type) {
      case 'answer':
        if (message.introduction === this.#introduction && !this.#isAnswered) {
          await this.#answered(peer, message, mid);
        }
        return;
      case 'candidates':
        if (message.introduction === this.#introduction && this.#isAnswered) {
          const more = message.candidates.slice(0, MOST_CANDIDATES - this.#heeded);
          this.#heeded += more.length;
          for (const candidate of more) {
            // One that the browser can't read is no reason to do without the others.
            await peer.addIceCandidate({ candidate, sdpMid: mid }).catch(() => undefined);
          }
        }
        return;
      case 'refused':
        if (!this.#isAnswered) {
          throw new NotIntroduced(message.refusal, message.retryAfterSeconds);
        }
        return;
    }
  }

  async #answered(peer: Peer, answer: Answer, mid: string): Promise<void> {
    const expected = this.#meeting?.domainKey ?? answer.domain.key;
    if (answer.domain.key !== expected || !isSignedFor(answer, this.#local?.fingerprint ?? '')) {
      throw answer.domain.key === expected ? forged() : wrongKey();
    }
    const before = this.#host;
    if (before !== undefined && (before.fingerprint !== answer.fingerprint || before.domain.key !== answer.domain.key)) {
      // Another one has taken the host's place: what stands belongs to the one before.
      this.#end();
      return;
    }
    this.#host = answer;
    this.#isAnswered = true;
    this.#heeded = answer.candidates.length;
    await peer.setRemoteDescription({ type: 'answer', sdp: answerSdp(answer, mid) });
    this.#settle();
  }

  #stands(): void {
    if (this.#isOver || this.#hasStood) {
      return;
    }
    this.#hasStood = true;
    this.#callOff?.();
    this.#callOff = undefined;
    this.#settle();
    this.onopen?.();
  }

  /** The meeting is over once there is nothing more to be said in it. */
  #settle(): void {
    if (this.#isAnswered && this.#hasStood && !this.#isMending) {
      this.#trickle?.stop();
      this.#trickle = undefined;
      this.#meeting?.end();
    }
  }

  #received(data: unknown): void {
    if (this.#isOver) {
      return;
    }
    if (this.#isMending && this.#isAnswered) {
      this.#mended();
    }
    if (!(data instanceof ArrayBuffer) || !isPart(data)) {
      this.onmessage?.({ data });
      return;
    }
    const taken = this.#parts.take(data);
    if (taken === 'broken') {
      this.#end();
    } else if (taken !== undefined) {
      this.onmessage?.({ data: taken.text });
    }
  }

  #sendPose(frame: Uint8Array<ArrayBuffer>): void {
    const poses = this.#poses;
    if (poses?.readyState === 'open' && poses.bufferedAmount <= MOST_POSE_BYTES) {
      try {
        poses.send(frame);
      } catch {
        // It may get lost anyhow.
      }
    }
  }

  #connectionChanged(peer: Peer): void {
    if (peer.connectionState === 'failed') {
      if (!this.#hasStood) {
        // Only the certificate is left to be wrong once there is a path.
        this.#refuse(STANDING.has(peer.iceConnectionState) ? wrongCertificate() : noPath());
      } else if (STANDING.has(peer.iceConnectionState)) {
        this.#end();
      } else {
        this.mend();
      }
    } else if (peer.connectionState === 'closed') {
      this.#end();
    }
  }

  #pathChanged(peer: Peer): void {
    if (STANDING.has(peer.iceConnectionState)) {
      this.#mended();
    } else if (peer.iceConnectionState === 'disconnected' || peer.iceConnectionState === 'failed') {
      this.mend();
    }
  }

  #tryToMend(): void {
    if (!this.#isMending || this.#isOver) {
      return;
    }
    this.#callOff?.();
    this.#callOff = this.#environment.after(MEND_AGAIN_MS, () => this.#tryToMend());
    this.#restart().catch((error: unknown) => this.#refuse(error));
  }

  async #restart(): Promise<void> {
    this.#isAnswered = false;
    const peer = this.#peer;
    const meeting = await this.#meet();
    if (meeting !== undefined && peer !== undefined) {
      const configuration = this.#configuration(meeting);
      if (meeting.iceServers.length > 0 || this.#isHidden) {
        try {
          peer.setConfiguration(configuration);
        } catch {
          // An address that is none: those of before stay in use. But whoever hides goes nowhere rather than in the open.
          if (this.#isHidden) {
            peer.setConfiguration({ ...configuration, iceServers: [] });
          }
        }
      }
      await this.#offer(peer, meeting, true);
    }
  }

  #mended(): void {
    if (!this.#isMending) {
      return;
    }
    this.#isMending = false;
    this.#callOff?.();
    this.#callOff = undefined;
    this.#callOffMending?.();
    this.#callOffMending = undefined;
    this.#settle();
    this.onmending?.(false);
  }

  /** It could not be met, or must not be. */
  #refuse(error: unknown): void {
    if (this.#isOver) {
      return;
    }
    const why = error instanceof NotIntroduced ? error : undefined;
    if (this.#hasStood && why?.refusal.code !== 'unknown-introduction' && !UNSAFE.has(why?.refusal.code ?? '')) {
      // While a path is looked for, the next attempt may find somebody to ask.
      return;
    }
    if (this.#hasStood || why === undefined || !(this.#isOnlyWay || UNSAFE.has(why.refusal.code))) {
      this.#end();
      return;
    }
    this.#stop();
    this.#peer?.close();
    this.onrefused?.(why.refusal, why.retryAfterSeconds);
  }

  #end(): void {
    if (!this.#isOver) {
      this.#stop();
      this.#peer?.close();
      this.onclose?.();
    }
  }

  #stop(): void {
    this.#isOver = true;
    this.#isMending = false;
    this.#callOff?.();
    this.#callOffMending?.();
    this.#trickle?.stop();
    this.#meeting?.end();
  }
}

function newChannel(peer: Peer, label: string, id: number, kind: RTCDataChannelInit): Channel {
  const channel = peer.createDataChannel(label, { ...kind, negotiated: true, id, protocol: SUBPROTOCOL });
  channel.binaryType = 'arraybuffer';
  return channel;
}

function noPath(): NotIntroduced {
  return page(
    'no-path',
    'No path was found between this device and the host: the routers on the way let nothing through.',
    'Try another network, such as that of a phone. Whoever hosts this domain can set up a relay (TURN), which reaches everybody.',
  );
}

function noAnswer(): NotIntroduced {
  return page(
    'no-answer',
    'The host of this domain does not answer. Its computer may be asleep or offline just now.',
    'Stay on this page: it lets you in by itself as soon as the host is back.',
  );
}

function noRelay(): NotIntroduced {
  return page(
    'no-relay',
    'You go through a relay only, so that the host does not learn where you are, and neither the host nor the rendezvous names one.',
    'Ask whoever hosts this domain to set up a relay (TURN). Or let the host learn your address: switch “Only through a relay” off in the settings.',
  );
}

function noWebRtc(): NotIntroduced {
  return page(
    'no-webrtc',
    'This browser has no WebRTC, by which hosts behind routers are reached.',
    'Switch it on in the browser’s settings or its extensions, or use another browser.',
  );
}

function wrongKey(): NotIntroduced {
  return page(
    'wrong-key',
    'Somebody else answered for this domain: with a key that is not the one of this link.',
    'Do not go in by this link. Ask whoever sent it to you for a new one, and tell them of this.',
  );
}

function forged(): NotIntroduced {
  return page(
    'forged-introduction',
    'The answer is not signed by the domain that this link is for. Somebody between you and it may be pretending to be it.',
    'Try again from another network. If it stays so, tell whoever sent you the link.',
  );
}

function wrongCertificate(): NotIntroduced {
  return page(
    'wrong-certificate',
    'There is a path, but who answers at its end is not the host: the certificate is not the one that the domain signed for.',
    'Try again from another network. If it stays so, tell whoever sent you the link.',
  );
}

function page(code: string, message: string, whatToDo: string): NotIntroduced {
  return new NotIntroduced({ code, message, do: whatToDo, side: 'page' });
}
