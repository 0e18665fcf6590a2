// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.util.List;
import org.freehold.server.doctor.Observations.Reply;
import org.freehold.server.stun.StunMessage.Change;

/** What a router lets in to a port that has spoken to one address and port outside (RFC 5780 section 4.4). */
public enum Filtering {
    /** No server could answer from elsewhere. */
    UNKNOWN,
    /** What comes from anywhere. */
    ENDPOINT_INDEPENDENT,
    /** What comes from another port of that address; of other addresses nobody could say. */
    NOT_BY_PORT,
    /** What comes from that address. */
    ADDRESS_DEPENDENT,
    /** What comes from that address and port: answers only. */
    ADDRESS_AND_PORT_DEPENDENT;

    /** By whether answers came from elsewhere. */
    static Filtering of(List<Reply> replies) {
        boolean addressTried = false;
        boolean portTried = false;
        boolean portCame = false;
        for (Reply reply : replies) {
            Change change = reply.change();
            if (change.address() && reply.came()) {
                return ENDPOINT_INDEPENDENT;
            }
            addressTried |= change.address();
            portTried |= !change.address() && change.port();
            portCame |= !change.address() && change.port() && reply.came();
        }
        if (portCame) {
            return addressTried ? ADDRESS_DEPENDENT : NOT_BY_PORT;
        }
        return portTried ? ADDRESS_AND_PORT_DEPENDENT : UNKNOWN;
    }

    /** Whether somebody may be let in who was not spoken to before. */
    boolean isGenerous() {
        return this == ENDPOINT_INDEPENDENT || this == NOT_BY_PORT || this == ADDRESS_DEPENDENT;
    }
}
