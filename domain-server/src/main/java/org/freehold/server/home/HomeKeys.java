// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import org.freehold.moderation.signed.KeyChain;

/** Which key a domain has that goes by a name. Calls block. */
@FunctionalInterface
public interface HomeKeys {

    /** What was found. */
    sealed interface Answer {}

    /** The public key, as on the wire. */
    record Key(String key) implements Answer {}

    /** Nothing that could be relied on. */
    record NoKey(String why) implements Answer {}

    /** Asks for the key. {@code home}: canonical name of a host. */
    Answer keyOf(String home);

    /** Asks how the domain came by it; without an answer, {@link KeyChain#NONE}. */
    default KeyChain chainOf(String home) {
        return KeyChain.NONE;
    }
}
