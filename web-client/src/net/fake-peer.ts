// SPDX-License-Identifier: Apache-2.0
import type { Channel, Peer, PeerConfiguration } from './peer';

/** A data channel for tests: what was sent stands in `sent`, and nothing happens by itself. */
export class FakeChannel implements Channel {
  binaryType = '';
  readyState = 'connecting';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  readonly sent: (string | Uint8Array)[] = [];
  isFull = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onbufferedamountlow: (() => void) | null = null;

  constructor(
    readonly label: string,
    readonly options: RTCDataChannelInit = {},
  ) {}

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.isFull) {
      throw new Error('full');
    }
    this.sent.push(typeof data === 'string' ? data : data.slice());
  }

  close(): void {
    this.readyState = 'closed';
  }

  opens(): void {
    this.readyState = 'open';
    this.onopen?.();
  }

  /** The other side has closed it, or it broke. */
  breaks(): void {
    this.readyState = 'closed';
    this.onclose?.();
  }

  says(data: string | Uint8Array): void {
    this.onmessage?.({ data: typeof data === 'string' ? data : data.slice().buffer });
  }
}

/** A browser's end of a WebRTC connection for tests. */
export class FakePeer implements Peer {
  connectionState = 'new';
  iceConnectionState = 'new';
  readonly channels: FakeChannel[] = [];
  readonly remote: string[] = [];
  readonly candidates: string[] = [];
  readonly configurations: PeerConfiguration[];
  isClosed = false;
  offers = 0;
  onicecandidate: Peer['onicecandidate'] = null;
  onconnectionstatechange: (() => void) | null = null;
  oniceconnectionstatechange: (() => void) | null = null;

  /** @param fingerprint as it stands in SDP */
  constructor(
    readonly fingerprint: string,
    configuration: PeerConfiguration,
  ) {
    this.configurations = [configuration];
  }

  createDataChannel(label: string, options: RTCDataChannelInit): FakeChannel {
    const channel = new FakeChannel(label, options);
    this.channels.push(channel);
    return channel;
  }

  async createOffer(): Promise<{ sdp: string }> {
    this.offers++;
    const lines = [
      'v=0',
      'a=mid:0',
      `a=ice-ufrag:ufrag${this.offers}`,
      'a=ice-pwd:0123456789012345678901',
      `a=fingerprint:sha-256 ${this.fingerprint}`,
    ];
    return { sdp: lines.join('\r\n') };
  }

  async setLocalDescription(): Promise<void> {}

  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    this.remote.push(sdp);
  }

  async addIceCandidate({ candidate }: { candidate: string }): Promise<void> {
    this.candidates.push(candidate);
  }

  setConfiguration(configuration: PeerConfiguration): void {
    if (configuration.iceServers.some(({ urls }) => [urls].flat().some((url) => !url.includes(':')))) {
      throw new SyntaxError('not an address');
    }
    this.configurations.push(configuration);
  }

  async getStats(): Promise<Iterable<[string, unknown]>> {
    return [];
  }

  close(): void {
    this.isClosed = true;
  }

  channel(label: string): FakeChannel {
    return this.channels.find((channel) => channel.label === label)!;
  }

  pathBecomes(state: string): void {
    this.iceConnectionState = state;
    this.oniceconnectionstatechange?.();
  }

  becomes(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}
