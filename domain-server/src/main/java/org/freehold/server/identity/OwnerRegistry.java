// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

/** The keys that own this domain. */
public interface OwnerRegistry {

    /** Whether anybody owns this domain yet; any thread, does not block. */
    boolean hasOwner();

    /** Makes the key, as on the wire, an owner's, on disk when this returns; blocks. Throws when it cannot be stored. */
    void add(String key);
}
