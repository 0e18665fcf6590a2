// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.freehold.server.doctor.Diagnosis.Advice;
import org.freehold.server.doctor.Diagnosis.Coming;
import org.freehold.server.doctor.Observations.Family;
import org.freehold.server.doctor.Observations.Meeting;
import org.freehold.server.doctor.Observations.RouterAnswer;
import org.freehold.server.doctor.Observations.Sight;

/** A diagnosis in words. Pure. */
public final class DiagnosisText {
    private static final int LABEL = 12;

    private DiagnosisText() {}

    /** Lines of plain text, without line ends. */
    public static List<String> lines(Diagnosis diagnosis) {
        Observations seen = diagnosis.seen();
        List<String> lines = new ArrayList<>();
        lines.add("Your network");
        lines.add(line("IPv4", family(seen.ipv4(), diagnosis.ipv4())));
        lines.add(line("IPv6", family(seen.ipv6(), diagnosis.ipv6())));
        lines.add(line("Router", router(diagnosis)));
        lines.add(line("Itself", hairpin(seen.ipv4())));
        for (Meeting meeting : seen.rendezvous()) {
            lines.add(line("Rendezvous",
                    meeting.origin() + (meeting.problem() == null ? " takes hosts" : " did not work")));
        }
        lines.add(line("Relay", seen.relays().isEmpty() ? "none" : String.join(", ", seen.relays())));
        if (diagnosis.hidden()) {
            lines.add(
                    line("Hidden", "behind a relay: visitors do not learn where this machine is; the rendezvous does"));
        }
        lines.add("");
        lines.add("Who can come");
        for (Coming coming : diagnosis.coming()) {
            lines.add(line(way(coming), "people " + coming.who().words()));
        }
        lines.add("");
        lines.add("What to do");
        for (Advice advice : diagnosis.advice()) {
            lines.add("  - " + advice.sentence());
        }
        return lines;
    }

    private static String line(String label, String text) {
        return "  " + label + " ".repeat(Math.max(1, LABEL - label.length())) + text;
    }

    private static String family(Family family, NetworkKind kind) {
        if (family.local() == null) {
            return "none";
        }
        String outside = family.sights().stream()
                .map(Sight::mapped)
                .filter(Objects::nonNull)
                .map(address -> address.getAddress().getHostAddress())
                .distinct()
                .collect(Collectors.joining(" and "));
        return kind.code() + ": " + kind.words() + " (" + family.local().getHostAddress() + " here"
                + (outside.isEmpty() ? "" : ", " + outside + " outside") + rtt(family) + ")";
    }

    private static String rtt(Family family) {
        return family.sights().stream()
                .map(Sight::rtt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(rtt -> ", " + millis(rtt) + " there and back")
                .orElse("");
    }

    private static String millis(Duration time) {
        return Math.max(1, time.toMillis()) + " ms";
    }

    private static String router(Diagnosis diagnosis) {
        if (diagnosis.hidden()) {
            return "not asked to open a port, for this machine stays hidden";
        }
        List<RouterAnswer> answers = diagnosis.seen().router();
        if (answers.isEmpty()) {
            return "none that could be asked to open a port";
        }
        String all = answers.stream()
                .map(answer -> answer.protocol() + ": "
                        + (answer.outside() == null ? answer.why() : "yes, " + text(answer.outside())))
                .collect(Collectors.joining("; "));
        String opens = diagnosis.opened() != null ? "opens ports when asked" : "opens no port that everybody reaches";
        return opens + " (" + all + ")" + (diagnosis.hasSecondRouter() ? "; another router stands behind it" : "");
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static String hairpin(Family family) {
        if (family.hairpin() == null) {
            return "not known whether it reaches itself by its address outside";
        }
        return family.hairpin()
                ? "this machine reaches itself by its address outside"
                : "people in your own network come by your address there, not by the one outside";
    }

    private static String way(Coming coming) {
        return switch (coming.way()) {
            case STRAIGHT -> "straight";
            case RELAYED -> "by a relay";
            case NOT -> "not";
            case UNKNOWN -> "not known";
        };
    }
}
