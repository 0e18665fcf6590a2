// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

/** Which key a domain has that goes by a name. */
@FunctionalInterface
public interface HomeKeys {

    /** What was found. */
    sealed interface Answer {}

    /** The public key, as on the wire. */
    record Key(String key) implements Answer {}

    /** Nothing that could be relied on. */
    record NoKey(String why) implements Answer {}

    /** Asks; blocks. {@code home}: canonical name of a host. */
    Answer keyOf(String home);
}
