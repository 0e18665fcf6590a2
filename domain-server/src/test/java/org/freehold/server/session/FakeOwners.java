// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.HashSet;
import java.util.Set;
import org.freehold.server.identity.OwnerRegistry;

/** Owners in memory; the test says when storing fails. */
final class FakeOwners implements OwnerRegistry {
    final Set<String> keys = new HashSet<>();
    boolean broken;

    @Override
    public boolean isOwner(String key) {
        return keys.contains(key);
    }

    @Override
    public boolean hasOwner() {
        return !keys.isEmpty();
    }

    @Override
    public void add(String key) {
        if (broken) {
            throw new IllegalStateException("the disk is full, on purpose");
        }
        keys.add(key);
    }
}
