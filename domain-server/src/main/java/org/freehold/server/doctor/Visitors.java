// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import org.freehold.server.doctor.NetworkKind.Openness;

/** Who may want to come, by the network they are in. */
public enum Visitors {
    OPEN("open", "with an address of the internet, or behind a generous router"),
    USUAL("usual", "behind a usual home router"),
    STRICT("strict", "behind a strict router: some companies, some networks of phones"),
    BLOCKED("blocked", "where no UDP passes: some companies, hotels, schools"),
    IPV6("ipv6", "with IPv6");

    private final String code;
    private final String words;

    Visitors(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }

    /** For people, after "people". */
    public String words() {
        return words;
    }

    /**
     * Whether they and a host find a straight way to each other. Of two that let in answers only, both have to know where the other
     * will come from, and with a strict router nobody does.
     */
    boolean isStraightTo(Openness host) {
        return switch (this) {
            case OPEN -> host == Openness.OPEN || host == Openness.USUAL || host == Openness.STRICT;
            case USUAL, IPV6 -> host == Openness.OPEN || host == Openness.USUAL;
            case STRICT -> host == Openness.OPEN;
            case BLOCKED -> false;
        };
    }
}
