// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.util.regex.Pattern;
import org.freehold.server.doctor.Observations.Family;
import org.jspecify.annotations.Nullable;

/** What stands between this machine and the internet, by what it lets through. */
public enum NetworkKind {
    /** Nobody was asked, or there is nothing to ask from. */
    UNKNOWN("unknown", Openness.UNKNOWN, "not known"),
    NONE("none", Openness.OPEN, "an address of the internet, and nothing that filters"),
    FIREWALL("firewall", Openness.USUAL, "an address of the internet, behind a firewall that lets in answers only"),
    FULL_CONE("full-cone", Openness.OPEN, "a generous router: what it has once let out, everybody may answer"),
    RESTRICTED_CONE("restricted-cone", Openness.OPEN,
            "a generous router: it lets in whatever comes from where somebody was asked"),
    /** One of the two before. */
    CONE("cone", Openness.OPEN, "a generous router: it lets in more than answers"),
    PORT_RESTRICTED("port-restricted", Openness.USUAL,
            "a usual home router: one address for everybody, and it lets in answers only"),
    SYMMETRIC("symmetric", Openness.STRICT, "a strict router: another address outside for everybody it speaks to"),
    UDP_BLOCKED("udp-blocked", Openness.BLOCKED, "no UDP passes"),
    WEB_ONLY("web-only", Openness.BLOCKED, "nothing passes but the web, it seems");

    /** How easily somebody comes in. */
    enum Openness {
        UNKNOWN,
        OPEN,
        USUAL,
        STRICT,
        BLOCKED
    }

    private static final Pattern WEB_PORT = Pattern.compile(".*:(80|443)(\\?.*)?");

    private final String code;
    private final Openness openness;
    private final String words;

    NetworkKind(String code, Openness openness, String words) {
        this.code = code;
        this.openness = openness;
        this.words = words;
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether a TURN server at this URL can be reached from here, as far as that can be said. */
    boolean passes(String relay) {
        boolean isOverTcp =
                relay.startsWith("turns:") ? !relay.endsWith("transport=udp") : relay.endsWith("transport=tcp");
        return switch (this) {
            case UDP_BLOCKED -> isOverTcp;
            case WEB_ONLY -> isOverTcp && WEB_PORT.matcher(relay).matches();
            default -> true;
        };
    }

    Openness openness() {
        return openness;
    }

    /**
     * By what was seen.
     *
     * @param otherTcp whether TCP passes to another port than those of the web; null when not known
     */
    static NetworkKind of(Family family, @Nullable Boolean otherTcp) {
        if (family.local() == null || family.sights().isEmpty()) {
            return UNKNOWN;
        }
        if (family.sights().stream().allMatch(sight -> sight.mapped() == null)) {
            return Boolean.FALSE.equals(otherTcp) ? WEB_ONLY : UDP_BLOCKED;
        }
        Filtering filtering = Filtering.of(family.replies());
        return switch (Mapping.of(family.local(), family.sights())) {
            case NONE ->
                    filtering == Filtering.ENDPOINT_INDEPENDENT || filtering == Filtering.NOT_BY_PORT ? NONE : FIREWALL;
            case ADDRESS_DEPENDENT, ADDRESS_AND_PORT_DEPENDENT -> SYMMETRIC;
            case ENDPOINT_INDEPENDENT, NOT_BY_PORT -> cone(filtering);
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static NetworkKind cone(Filtering filtering) {
        return switch (filtering) {
            case ENDPOINT_INDEPENDENT -> FULL_CONE;
            case ADDRESS_DEPENDENT -> RESTRICTED_CONE;
            case NOT_BY_PORT -> CONE;
            // Not known is taken for the usual, which promises less.
            case ADDRESS_AND_PORT_DEPENDENT, UNKNOWN -> PORT_RESTRICTED;
        };
    }
}
