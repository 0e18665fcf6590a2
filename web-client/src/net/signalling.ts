// SPDX-License-Identifier: Apache-2.0
import type { Candidates, Offer } from './introduction';
import type { Refusal } from './messages';

/** Why nobody is introduced: who says so, the sentence, and when to try again. */
export class NotIntroduced extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly retryAfterSeconds?: number,
  ) {
    super(refusal.message);
  }
}

/** What comes of a meeting, besides what is said in it. */
export interface MeetingListener {
  /** From the host, as it came: nothing of it has been checked. */
  heard(said: unknown): void;
  /** Nothing more is passed on. Undefined when the line broke without a word. */
  failed(why: NotIntroduced | undefined): void;
}

/** A way for objects of docs/protocol.md section 13.1 to a host and back. */
export interface Meeting {
  /** The only key that the host may have, when something other than the host says so. */
  readonly domainKey: string | undefined;
  /** By which both may find a path. */
  readonly iceServers: readonly RTCIceServer[];
  /** In order. What can't be passed on is told to the listener. */
  say(introduction: Offer | Candidates): void;
  /** Nothing is heard any more. */
  end(): void;
}

/** Finds a host to be introduced to. Each introduction, and each restart of one, takes a new meeting. */
export interface Signalling {
  /** @throws NotIntroduced when there is nobody, or somebody else */
  meet(listener: MeetingListener): Promise<Meeting>;
}
