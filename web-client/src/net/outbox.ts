// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_LIMITS, type Limits, type Refusal, type Request } from './messages';

/** `uncertain`: the session was lost and nobody knows whether it was heard; only for chat and reports, which are not said twice. */
export type Answer =
  | { kind: 'accepted'; id: string | undefined }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'uncertain' };

interface Pending {
  ref: number;
  request: Request;
  /** After a failed resume: the server may have done it already. */
  repeated: boolean;
  sent: boolean;
  answered: (answer: Answer) => void;
}

/**
 * Requests that wait for their answer, in order. They survive a broken connection: sent again with their old refs when the session is
 * resumed, with new ones when it is not (docs/protocol.md section 8).
 */
export class Outbox {
  #nextRef = 1;
  #pending: Pending[] = [];
  #limits: Limits = DEFAULT_LIMITS;
  #send: ((json: string) => void) | undefined;

  /** Requests without an answer yet. */
  get waiting(): number {
    return this.#pending.length;
  }

  /** Puts a request in line and sends it as soon as there is a session with room for it. */
  request(request: Request): Promise<Answer> {
    return new Promise((answered) => {
      this.#pending.push({ ref: this.nextRef(), request, repeated: false, sent: false, answered });
      this.#pump();
    });
  }

  /** A ref for a message that is not kept, such as a ping. */
  nextRef(): number {
    return this.#nextRef++;
  }

  /** What the server takes has changed. */
  setLimits(limits: Limits): void {
    this.#limits = limits;
    this.#pump();
  }

  /** The connection is gone; what is asked from now on waits. */
  disconnected(): void {
    this.#send = undefined;
  }

  /** Right after `welcome`: sends what is unanswered. */
  welcomed(resumed: boolean, limits: Limits, send: (json: string) => void): void {
    this.#limits = limits;
    this.#send = send;
    if (!resumed) {
      this.#startAnew();
    }
    for (const pending of this.#pending) {
      pending.sent = false;
    }
    this.#pump();
  }

  accepted(ref: number, id: string | undefined): void {
    this.#settle(ref, { kind: 'accepted', id });
  }

  refused(ref: number, refusal: Refusal): void {
    const pending = this.#pending.find((candidate) => candidate.ref === ref);
    if (pending?.repeated === true && meansDoneBefore(pending.request, refusal.code)) {
      this.#settle(ref, { kind: 'accepted', id: 'id' in pending.request ? pending.request.id : undefined });
      return;
    }
    this.#settle(ref, { kind: 'refused', refusal });
  }

  #startAnew(): void {
    const before = this.#pending;
    this.#pending = [];
    for (const pending of before) {
      const { type } = pending.request;
      if (type === 'report' || (pending.sent && type === 'chat')) {
        // A report names somebody by a handle that may be another's by now.
        pending.answered({ kind: 'uncertain' });
      } else if (type === 'name' || type === 'friends') {
        // The hello of the new session has said the name already; friends are named again once it is known who is there.
        pending.answered({ kind: 'accepted', id: undefined });
      } else {
        this.#pending.push({ ...pending, ref: this.nextRef(), repeated: pending.repeated || pending.sent });
      }
    }
  }

  #pump(): void {
    const send = this.#send;
    if (send === undefined) {
      return;
    }
    // Without the permission to build the limit is 0: one at a time is enough to learn the refusal.
    const room = Math.max(1, this.#limits.editsInFlight);
    let inFlight = this.#pending.filter((pending) => pending.sent).length;
    for (const pending of [...this.#pending]) {
      if (pending.sent) {
        continue;
      }
      if (inFlight >= room) {
        return;
      }
      const json = JSON.stringify({ ...pending.request, ref: pending.ref });
      const bytes = new TextEncoder().encode(json).length;
      if (bytes > this.#limits.messageBytes) {
        this.#settle(pending.ref, { kind: 'refused', refusal: tooLarge(bytes, this.#limits.messageBytes) });
        continue;
      }
      pending.sent = true;
      inFlight++;
      send(json);
    }
  }

  #settle(ref: number, answer: Answer): void {
    const index = this.#pending.findIndex((pending) => pending.ref === ref);
    const [pending] = index < 0 ? [] : this.#pending.splice(index, 1);
    pending?.answered(answer);
    this.#pump();
  }
}

function meansDoneBefore(request: Request, code: string): boolean {
  return (request.type === 'add' && code === 'entity-exists') || (request.type === 'delete' && code === 'unknown-entity');
}

/** The server would close the connection over it. */
function tooLarge(bytes: number, limit: number): Refusal {
  return {
    code: 'too-large',
    message: `The message would have ${bytes} bytes (expected: at most ${limit}).`,
    do: 'Make the text or the properties shorter.',
  };
}
