// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.freehold.server.stun.StunMessage.Change;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a network.
 *
 * @param rendezvous those that were named, in order
 * @param ipv4 over IPv4
 * @param ipv6 over IPv6
 * @param router what the router said to each way of asking for a port; empty when there is no router to ask
 * @param relays URLs of TURN servers that visitors would be given
 * @param otherTcp whether TCP passes to another port than those of the web; null when that could not be tried
 */
public record Observations(
        List<Meeting> rendezvous,
        Family ipv4,
        Family ipv6,
        List<RouterAnswer> router,
        List<String> relays,
        @Nullable Boolean otherTcp) {

    /** Copies. */
    public Observations {
        rendezvous = List.copyOf(rendezvous);
        router = List.copyOf(router);
        relays = List.copyOf(relays);
    }

    /**
     * How a rendezvous took a host.
     *
     * @param origin such as {@code https://meet.example}
     * @param problem why it did not; null when it did
     */
    public record Meeting(String origin, @Nullable String problem) {}

    /**
     * One kind of addresses.
     *
     * @param local the address that this machine speaks from; null when it has none that leads out
     * @param sights what STUN servers saw, all of one socket
     * @param replies whether answers came from where nobody was asked, of one socket
     * @param hairpin whether this machine reaches itself by its address outside; null when that could not be tried
     */
    public record Family(
            @Nullable InetAddress local, List<Sight> sights, List<Reply> replies, @Nullable Boolean hairpin) {
        /** Nothing was asked. */
        static final Family NONE = new Family(null, List.of(), List.of(), null);

        /** Copies. */
        public Family {
            sights = List.copyOf(sights);
            replies = List.copyOf(replies);
        }
    }

    /**
     * What one server saw.
     *
     * @param mapped the address that the question came from; null when no answer came
     * @param here the port of this machine that it was sent from
     * @param rtt to the server and back; null when no answer came
     */
    public record Sight(
            InetSocketAddress server, @Nullable InetSocketAddress mapped, int here, @Nullable Duration rtt) {}

    /**
     * Whether an answer came that was to come from elsewhere (RFC 5780 section 4.4).
     *
     * @param change from another address, or another port
     */
    public record Reply(Change change, boolean came) {}

    /**
     * What the router said to one way of asking.
     *
     * @param protocol such as {@code PCP}
     * @param isOffered whether it speaks it
     * @param outside where the port was opened; null when it was not
     * @param why it was not opened; empty when it was
     */
    public record RouterAnswer(String protocol, boolean isOffered, @Nullable InetSocketAddress outside, String why) {}
}
