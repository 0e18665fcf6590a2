// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.freehold.server.identity.OwnerRegistry;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.WorldStore;

/** The owners of a domain, kept in the store of its world and known by heart. */
final class StoredOwners implements OwnerRegistry {
    private final WorldStore store;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    StoredOwners(WorldStore store) throws StorageException {
        this.store = store;
        keys.addAll(store.owners().keySet());
    }

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
        try {
            store.addOwner(key);
        } catch (StorageException e) {
            throw new UncheckedIOException(e);
        }
        keys.add(key);
    }
}
