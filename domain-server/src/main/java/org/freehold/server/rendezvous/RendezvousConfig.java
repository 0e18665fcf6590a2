// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import java.time.Duration;
import org.freehold.server.transport.TokenBucket.Rate;

/**
 * How many a rendezvous introduces, and how fast (docs/protocol.md section 14.4).
 *
 * @param maxHosts registered at a time
 * @param maxHostsPerNetwork of them from one IPv4 address or IPv6 /64 network; this machine is not counted
 * @param maxVisitsPerHost under way at a time
 * @param maxVisits under way at a time, in all
 * @param registrations of one network
 * @param visits of one network
 * @param messages of one visit
 * @param hostMessages of one host
 * @param maxMessages of one visit, in all
 * @param visitTime after which a visit is over
 * @param proofTime in which a host has to register, and a visit to begin
 */
public record RendezvousConfig(
        int maxHosts,
        int maxHostsPerNetwork,
        int maxVisitsPerHost,
        int maxVisits,
        Rate registrations,
        Rate visits,
        Rate messages,
        Rate hostMessages,
        int maxMessages,
        Duration visitTime,
        Duration proofTime) {

    /** An object of section 13.1 and what is around it. */
    static final int MESSAGE_BYTES = 8192 + 256;

    /** How far clocks may be apart. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** The numbers of the protocol, for so many hosts. */
    public static RendezvousConfig of(int maxHosts) {
        return new RendezvousConfig(
                maxHosts, 16, 64, 4 * maxHosts + 64, new Rate(1.0 / 6, 20), new Rate(0.5, 30), new Rate(10, 40),
                new Rate(200, 1000), 100, Duration.ofMinutes(2), Duration.ofSeconds(10));
    }
}
