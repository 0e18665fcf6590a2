// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.peer;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;
import org.freehold.webrtc.ice.Candidate;
import org.jspecify.annotations.Nullable;

/** Under which addresses the UDP port of this domain may be reached. Any thread; {@link #candidates} asks the system. */
public final class HostAddresses {
    /** A machine with many networks names the first of its own. */
    private static final int MAX_CANDIDATES = 12;

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_PORT = 65_535;

    private final InetSocketAddress bound;
    private final List<InetSocketAddress> announced;
    private final boolean hidden;
    private final Set<InetSocketAddress> reflexive = new CopyOnWriteArraySet<>();

    private final Set<InetSocketAddress> relays = new CopyOnWriteArraySet<>();

    /**
     * Addresses of a port.
     *
     * @param bound where it listens, all addresses perhaps
     * @param announced others that lead to it, as the owner says
     */
    public HostAddresses(InetSocketAddress bound, List<InetSocketAddress> announced) {
        this(bound, announced, false);
    }

    private HostAddresses(InetSocketAddress bound, List<InetSocketAddress> announced, boolean hidden) {
        this.bound = bound;
        this.announced = List.copyOf(announced);
        this.hidden = hidden;
    }

    /** Of a port that is reached through relays only: no other address is ever named. */
    public static HostAddresses hidden(InetSocketAddress bound) {
        return new HostAddresses(bound, List.of(), true);
    }

    /**
     * Reads what the owner says: addresses, separated by commas, each alone or with a port, such as {@code 203.0.113.7:4080}. What is not
     * one is left out.
     *
     * @param port of those that have none
     */
    public static List<InetSocketAddress> parse(String text, int port) {
        List<InetSocketAddress> read = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            String one = each.strip();
            int colon = one.lastIndexOf(':');
            boolean hasPort = one.startsWith("[") ? one.indexOf(']') == colon - 1
                    : colon > 0 && one.indexOf(':') == colon;
            String literal = hasPort ? one.substring(0, colon) : one;
            literal = literal.startsWith("[") && literal.endsWith("]")
                    ? literal.substring(1, literal.length() - 1) : literal;
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(literal);
            int number = hasPort ? portNumber(one.substring(colon + 1)) : port;
            if (address != null && number != 0) {
                read.add(new InetSocketAddress(address, number));
            }
        }
        return read;
    }

    /** 0 when it is none. */
    private static int portNumber(String text) {
        boolean isNumber = PORT.matcher(text).matches();
        int number = isNumber ? Integer.parseInt(text) : 0;
        return number <= MAX_PORT ? number : 0;
    }

    /** The port is seen under this address from outside, as a STUN server says; named from now on. */
    public void addReflexive(InetSocketAddress address) {
        reflexive.add(address);
    }

    /** The port is reached under this address of a TURN server, too; named from now on. */
    public void addRelay(InetSocketAddress address) {
        relays.add(address);
    }

    /** That is over. */
    public void removeRelay(InetSocketAddress address) {
        relays.remove(address);
    }

    /** That is over. */
    public void removeReflexive(InetSocketAddress address) {
        reflexive.remove(address);
    }

    /**
     * All there are.
     *
     * @param reachedAt the address at which who asks has reached this machine already; null when through somebody else
     */
    public List<Candidate> candidates(@Nullable InetAddress reachedAt) {
        if (hidden) {
            return relayed();
        }
        Set<InetSocketAddress> hosts = new LinkedHashSet<>();
        if (reachedAt != null) {
            hosts.add(new InetSocketAddress(withoutScope(reachedAt), bound.getPort()));
        }
        hosts.addAll(announced);
        if (bound.getAddress().isAnyLocalAddress()) {
            hosts.addAll(ofThisMachine());
        } else {
            hosts.add(bound);
        }
        List<Candidate> fromOutside = new ArrayList<>();
        for (InetSocketAddress address : reflexive) {
            if (!hosts.contains(address)) {
                fromOutside.add(Candidate.of(Candidate.Kind.SRFLX, address));
            }
        }
        fromOutside.addAll(relayed());
        // Those that work from outside are never too many, and none of them is left out.
        List<Candidate> candidates = new ArrayList<>();
        hosts.stream()
                .limit(Math.max(1, MAX_CANDIDATES - fromOutside.size()))
                .forEach(address -> candidates.add(Candidate.of(Candidate.Kind.HOST, address)));
        candidates.addAll(fromOutside);
        return candidates;
    }

    private List<Candidate> relayed() {
        return relays.stream().map(address -> Candidate.of(Candidate.Kind.RELAY, address)).toList();
    }

    private List<InetSocketAddress> ofThisMachine() {
        boolean ipv6 = bound.getAddress() instanceof Inet6Address;
        List<InetSocketAddress> addresses = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!network.isUp() || network.isLoopback()) {
                    continue;
                }
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    if (!address.isLinkLocalAddress() && (ipv6 || !(address instanceof Inet6Address))) {
                        addresses.add(new InetSocketAddress(withoutScope(address), bound.getPort()));
                    }
                }
            }
        } catch (SocketException e) {
            // The system does not say: then the others have to do.
            return addresses;
        }
        return addresses;
    }

    private static InetAddress withoutScope(InetAddress address) {
        InetAddress plain = NetUtil.createInetAddressFromIpAddressString(NetUtil.toAddressString(address));
        return plain == null ? address : plain;
    }
}
