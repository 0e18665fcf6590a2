// SPDX-License-Identifier: Apache-2.0

/** The part of RTCDataChannel that is used. */
export interface Channel {
  binaryType: string;
  readonly readyState: string;
  readonly bufferedAmount: number;
  bufferedAmountLowThreshold: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  onbufferedamountlow: (() => void) | null;
}

/** The part of RTCConfiguration that is used. */
export interface PeerConfiguration {
  iceServers: RTCIceServer[];
  iceTransportPolicy?: 'relay';
}

/** The part of RTCPeerConnection that is used. */
export interface Peer {
  readonly connectionState: string;
  readonly iceConnectionState: string;
  createDataChannel(label: string, options: RTCDataChannelInit): Channel;
  createOffer(options: { iceRestart: boolean }): Promise<{ sdp?: string | undefined }>;
  setLocalDescription(description: { type: 'offer'; sdp: string }): Promise<void>;
  setRemoteDescription(description: { type: 'answer'; sdp: string }): Promise<void>;
  addIceCandidate(candidate: { candidate: string; sdpMid: string }): Promise<void>;
  setConfiguration(configuration: PeerConfiguration): void;
  getStats(): Promise<Iterable<[string, unknown]>>;
  close(): void;
  onicecandidate: ((event: { candidate: { candidate: string; usernameFragment?: string | null } | null }) => void) | null;
  onconnectionstatechange: (() => void) | null;
  oniceconnectionstatechange: (() => void) | null;
}
