// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up a friendly name for a new domain, which says nothing about the machine or the person. */
final class DomainName {
    private static final List<String> KINDS = List.of(
            "Amber", "Bright", "Calm", "Clear", "Copper", "Early", "Gentle", "Golden", "Green", "High", "Little",
            "Misty", "Open", "Quiet", "Silver", "Still", "Sunny", "Warm", "Wide", "Windy");
    private static final List<String> PLACES = List.of(
            "Bay", "Bridge", "Brook", "Cove", "Field", "Garden", "Glade", "Grove", "Harbour", "Hill", "Island", "Lake",
            "Lantern", "Meadow", "Orchard", "Pier", "Shore", "Spring", "Terrace", "Valley");

    private DomainName() {}

    static String random(RandomGenerator random) {
        return KINDS.get(random.nextInt(KINDS.size())) + " " + PLACES.get(random.nextInt(PLACES.size()));
    }
}
