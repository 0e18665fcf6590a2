// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.List;
import java.util.random.RandomGenerator;

/** Names for those who did not choose one: a kind word and an animal; none of the pairs can hurt anybody. */
final class FriendlyNames {
    private static final List<String> FIRST = List.of(
            "Amber", "Autumn", "Azure", "Bright", "Calm", "Cheerful", "Clever", "Copper",
            "Coral", "Crystal", "Curious", "Dawn", "Eager", "Evening", "Gentle", "Golden",
            "Happy", "Honest", "Indigo", "Ivory", "Jade", "Kind", "Lively", "Lucky",
            "Lunar", "Merry", "Mellow", "Morning", "Noble", "Opal", "Patient", "Pearl",
            "Quick", "Quiet", "Ready", "River", "Silver", "Solar", "Spring", "Steady",
            "Summer", "Sunny", "Swift", "Velvet", "Violet", "Wandering", "Warm", "Winter");

    private static final List<String> SECOND = List.of(
            "Alpaca", "Badger", "Bee", "Bison", "Butterfly", "Crane", "Cricket", "Curlew",
            "Deer", "Dolphin", "Dove", "Dragonfly", "Falcon", "Finch", "Firefly", "Fox",
            "Gazelle", "Hare", "Hedgehog", "Heron", "Ibis", "Kestrel", "Kingfisher", "Koala",
            "Lark", "Lemur", "Lynx", "Marmot", "Marten", "Meerkat", "Nightingale", "Octopus",
            "Otter", "Owl", "Panda", "Penguin", "Puffin", "Quokka", "Raven", "Robin",
            "Salmon", "Seal", "Sparrow", "Swallow", "Swan", "Tortoise", "Turtle", "Wren");

    private FriendlyNames() {}

    static String next(RandomGenerator random) {
        return FIRST.get(random.nextInt(FIRST.size())) + " " + SECOND.get(random.nextInt(SECOND.size()));
    }
}
