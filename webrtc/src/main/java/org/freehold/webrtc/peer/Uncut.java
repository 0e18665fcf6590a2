// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import jdk.net.ExtendedSocketOptions;

/**
 * Forbids that packets of a UDP port are cut on their way, by this machine or a router, for as long as the path is tried with large ones. Else it is
 * left to the system: a packet that is too large after all arrives in pieces rather than never. Event loop of the port.
 */
final class Uncut {
    /** Of ip(7) and ipv6(7); a socket of IPv6 has both, one of IPv4 only the first. */
    private static final ChannelOption<Integer> IPV4 = new IntegerUnixChannelOption("IP_MTU_DISCOVER", 0, 10);
    private static final ChannelOption<Integer> IPV6 = new IntegerUnixChannelOption("IPV6_MTU_DISCOVER", 41, 23);
    private static final int IF_IT_FITS = 1;
    private static final int ALWAYS = 2;

    /** Where there is no epoll. */
    private static final ChannelOption<Boolean> ELSEWHERE = NioChannelOption.of(ExtendedSocketOptions.IP_DONTFRAGMENT);

    private final DatagramChannel channel;

    Uncut(DatagramChannel channel) {
        this.channel = channel;
    }

    /** From the next write on; false when the system can't. */
    boolean begin() {
        return set(true);
    }

    /** Packets may be cut again. */
    void end() {
        set(false);
    }

    private boolean set(boolean uncut) {
        if (!(channel instanceof EpollDatagramChannel)) {
            return set(ELSEWHERE, uncut);
        }
        int value = uncut ? ALWAYS : IF_IT_FITS;
        boolean done = set(IPV4, value);
        return set(IPV6, value) || done;
    }

    private <T> boolean set(ChannelOption<T> option, T value) {
        try {
            return channel.config().setOption(option, value);
        } catch (ChannelException | UnsupportedOperationException e) {
            return false;
        }
    }
}
