// SPDX-License-Identifier: Apache-2.0
import type { Connection } from '../net/connection';
import { ConnectionPart, type ConnectionFacts } from '../ui/connection-part';
import type { WayIn } from './way-in';

/** Finds out how the domain is reached, for people to read. */
export class ConnectionReport {
  readonly part = new ConnectionPart();
  readonly #wayIn: WayIn;
  readonly #connection: () => Connection;
  #facts: ConnectionFacts = { transport: undefined, path: undefined, roundTripMs: undefined };

  constructor(wayIn: WayIn, connection: () => Connection) {
    this.#wayIn = wayIn;
    this.#connection = connection;
  }

  /** As of the last refresh. */
  get facts(): ConnectionFacts {
    return this.#facts;
  }

  /** Asks anew; what is slow to answer is shown at the next time. */
  async refresh(): Promise<void> {
    // Statistics of a connection that has just ended are none.
    const path = await this.#wayIn.path().catch(() => undefined);
    const connection = this.#connection();
    connection.measure();
    this.#facts = { transport: this.#wayIn.transport, path, roundTripMs: connection.roundTripMs };
    this.part.show(this.#facts);
  }
}
