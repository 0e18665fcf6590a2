// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.freehold.server.doctor.NetworkKind.Openness;
import org.freehold.server.doctor.Observations.Family;
import org.freehold.server.doctor.Observations.Meeting;
import org.freehold.server.doctor.Observations.RouterAnswer;
import org.freehold.server.doctor.Observations.Sight;
import org.freehold.webrtc.ice.PublicAddress;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a network, and what that means. Pure.
 *
 * @param seen what was seen
 * @param ipv4 what stands before this machine over IPv4
 * @param ipv6 the same over IPv6
 * @param opened by which way the router opens a port that everybody reaches; null when it does not
 * @param hasSecondRouter whether another router stands behind the one that answers
 * @param hidden whether this machine stays hidden, so that everybody comes by a relay
 * @param coming who can come, and how
 * @param advice what to do, what helps most first
 */
public record Diagnosis(
        Observations seen,
        NetworkKind ipv4,
        NetworkKind ipv6,
        @Nullable RouterAnswer opened,
        boolean hasSecondRouter,
        boolean hidden,
        List<Coming> coming,
        List<Advice> advice) {

    /** Copies. */
    public Diagnosis {
        coming = List.copyOf(coming);
        advice = List.copyOf(advice);
    }

    /** How somebody comes. */
    public enum Way {
        STRAIGHT,
        RELAYED,
        NOT,
        UNKNOWN
    }

    /** Who comes how. */
    public record Coming(Visitors who, Way way) {}

    /**
     * What to do.
     *
     * @param code stable, for programs
     * @param sentence for people
     */
    public record Advice(String code, String sentence) {}

    /**
     * Decides.
     *
     * @param port of the world, for what is said about it
     * @param hidden whether this machine stays hidden, so that everybody comes by a relay
     */
    public static Diagnosis of(Observations seen, int port, boolean hidden) {
        NetworkKind ipv4 = NetworkKind.of(seen.ipv4(), seen.otherTcp());
        NetworkKind ipv6 = NetworkKind.of(seen.ipv6(), seen.otherTcp());
        boolean second = hasSecondRouter(seen);
        RouterAnswer opened = seen.router().stream()
                .filter(answer -> !second && answer.outside() != null
                        && PublicAddress.is(answer.outside().getAddress()))
                .findFirst()
                .orElse(null);
        List<String> relays = isShut(ipv4, ipv6) ? seen.relays().stream().filter(ipv4::passes).toList() : seen.relays();
        List<Coming> coming = hidden ? hidden(relays)
                : coming(relays, opened == null ? ipv4.openness() : Openness.OPEN, ipv6);
        boolean isCutOff = isShut(ipv4, ipv6) && relays.isEmpty();
        List<Advice> advice = hidden && !isCutOff
                ? adviceToTheHidden(seen, relays, coming)
                : advice(seen, relays, ipv4, ipv6, opened, second, coming, port);
        return new Diagnosis(seen, ipv4, ipv6, opened, second, hidden, coming, advice);
    }

    private static List<Coming> coming(List<String> relays, Openness ipv4, NetworkKind ipv6) {
        List<Coming> coming = new ArrayList<>();
        for (Visitors who : List.of(Visitors.OPEN, Visitors.USUAL, Visitors.STRICT, Visitors.BLOCKED)) {
            coming.add(new Coming(who, way(who, ipv4, relays)));
        }
        if (ipv6.openness() != Openness.UNKNOWN && ipv6.openness() != Openness.BLOCKED) {
            coming.add(new Coming(Visitors.IPV6, way(Visitors.IPV6, ipv6.openness(), relays)));
        }
        return coming;
    }

    private static List<Coming> hidden(List<String> relays) {
        return Stream.of(Visitors.OPEN, Visitors.USUAL, Visitors.STRICT, Visitors.BLOCKED)
                .map(who -> new Coming(who, canRelay(who, relays) ? Way.RELAYED : Way.NOT))
                .toList();
    }

    private static Way way(Visitors who, Openness host, List<String> relays) {
        if (who.isStraightTo(host)) {
            return Way.STRAIGHT;
        }
        return host == Openness.UNKNOWN ? Way.UNKNOWN : canRelay(who, relays) ? Way.RELAYED : Way.NOT;
    }

    private static boolean canRelay(Visitors who, List<String> relays) {
        return who == Visitors.BLOCKED
                ? relays.stream().anyMatch(NetworkKind.UDP_BLOCKED::passes)
                : !relays.isEmpty();
    }

    /** The router's own address outside is none, or not the one that others see. */
    private static boolean hasSecondRouter(Observations seen) {
        List<InetAddress> mapped = seen.ipv4().sights().stream()
                .map(Sight::mapped)
                .filter(Objects::nonNull)
                .map(address -> address.getAddress())
                .toList();
        return seen.router().stream()
                .filter(answer -> answer.outside() != null)
                .map(answer -> answer.outside().getAddress())
                .anyMatch(outside -> !PublicAddress.is(outside) || (!mapped.isEmpty() && !mapped.contains(outside)));
    }

    private static List<Advice> advice(
            Observations seen,
            List<String> relays,
            NetworkKind ipv4,
            NetworkKind ipv6,
            @Nullable RouterAnswer opened,
            boolean second,
            List<Coming> coming,
            int port) {
        List<Advice> advice = aboutRendezvous(seen);
        if (isShut(ipv4, ipv6) && relays.isEmpty()) {
            advice.add(new Advice(
                    "udp-blocked",
                    "This network lets no UDP out, so people can come by a relay only, and you have none that this machine could"
                            + " reach: add one over TLS, such as turns:turn.example:443. Or allow UDP in the firewall, or use another"
                            + " network, such as that of a phone."));
            return advice;
        }
        if (ipv4 == NetworkKind.UNKNOWN) {
            advice.add(unknown(seen.ipv4()));
        }
        if (opened == null && (ipv4.openness() == Openness.USUAL || ipv4.openness() == Openness.STRICT)) {
            advice.add(port(seen, second, ipv4, port));
        }
        relay(seen, coming, advice);
        return orNothing(advice);
    }

    /** What the network is like does not matter then. */
    private static List<Advice> adviceToTheHidden(Observations seen, List<String> relays, List<Coming> coming) {
        List<Advice> advice = aboutRendezvous(seen);
        if (relays.isEmpty()) {
            advice.add(new Advice(
                    "no-relay",
                    "This machine stays hidden behind a relay (webrtc.relay_only), and you have none, so nobody can come. Set TURN"
                            + " servers in the section [turn], or use a rendezvous that has some."));
        } else {
            relay(seen, coming, advice);
        }
        return orNothing(advice);
    }

    private static List<Advice> orNothing(List<Advice> advice) {
        if (advice.isEmpty()) {
            advice.add(new Advice("nothing", "Nothing: everybody can come."));
        }
        return advice;
    }

    private static List<Advice> aboutRendezvous(Observations seen) {
        List<Advice> advice = new ArrayList<>();
        if (seen.rendezvous().isEmpty()) {
            advice.add(new Advice(
                    "name-rendezvous",
                    "Name a rendezvous, which introduces visitors: 'freehold doctor --rendezvous-url https://meet.example', and the"
                            + " same with 'freehold run --share'."));
        }
        for (Meeting meeting : seen.rendezvous()) {
            if (meeting.problem() != null) {
                advice.add(new Advice("rendezvous-failed", meeting.origin() + ": " + meeting.problem()));
            }
        }
        return advice;
    }

    private static Advice unknown(Family family) {
        boolean isAnswered = family.sights().stream().anyMatch(sight -> sight.mapped() != null);
        return isAnswered
                ? new Advice(
                        "name-stun-server",
                        "What your router does can't be told by one server. Name another one too: 'freehold doctor --stun HOST:PORT'.")
                : new Advice(
                        "no-stun-server",
                        "No STUN server was asked, so nothing is known of your network. A rendezvous has one; another can be named:"
                                + " 'freehold doctor --stun HOST:PORT'.");
    }

    private static Advice port(Observations seen, boolean second, NetworkKind ipv4, int port) {
        if (second) {
            return new Advice(
                    "second-router",
                    "Behind your router there is another one, of your provider perhaps, so opening a port in yours does not help. Ask"
                            + " your provider for an address of your own, or for IPv6.");
        }
        if (ipv4 == NetworkKind.FIREWALL) {
            return new Advice(
                    "open-firewall", "To let in more people straight, allow UDP to port " + port + " in the firewall.");
        }
        boolean refuses = seen.router().stream().anyMatch(RouterAnswer::isOffered);
        return refuses
                ? new Advice(
                        "router-refuses",
                        "Your router can open ports, but did not. Look in its settings for UPnP, NAT-PMP or PCP and allow it for this"
                                + " machine; or forward UDP port " + port + " to it by hand.")
                : new Advice(
                        "open-port",
                        "To let in more people straight, switch on UPnP, NAT-PMP or PCP in your router, or forward UDP port "
                                + port
                                + " to this machine by hand.");
    }

    private static void relay(Observations seen, List<Coming> coming, List<Advice> advice) {
        List<Visitors> out = coming.stream()
                .filter(each -> each.way() == Way.NOT)
                .map(Coming::who)
                .toList();
        if (out.isEmpty()) {
            return;
        }
        String people = out.stream().map(who -> "people " + who.words()).collect(Collectors.joining("; "));
        advice.add(seen.relays().isEmpty()
                ? new Advice(
                        "need-relay",
                        "You have no relay, so these can't come: " + people
                                + ". Set TURN servers in the section [turn], or use a"
                                + " rendezvous that has some.")
                : new Advice(
                        "need-relay-over-tls",
                        "Your relay speaks UDP only, so these can't come: " + people
                                + ". Add one over TLS, such as turns:turn.example:443."));
    }

    /** Whether no UDP passes at all. */
    private static boolean isShut(NetworkKind ipv4, NetworkKind ipv6) {
        return ipv4.openness() == Openness.BLOCKED
                && (ipv6.openness() == Openness.BLOCKED || ipv6.openness() == Openness.UNKNOWN);
    }
}
