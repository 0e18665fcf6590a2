// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

/** The keys that own this domain. */
public interface OwnerRegistry {

    /** Whether the key, as on the wire, is an owner's; any thread, does not block. */
    boolean isOwner(String key);

    /** Whether anybody owns this domain yet; any thread, does not block. */
    boolean hasOwner();

    /** Makes the key an owner's, on disk when this returns; blocks. Throws when it cannot be stored. */
    void add(String key);
}
