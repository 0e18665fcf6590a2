// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.StorageException.Code;
import org.jspecify.annotations.Nullable;

/** A disk that writes when a test lets it, and fails when a test says so. */
final class FakeDisk implements WorldJournal.Disk {
    static final String GONE = "(gone)";

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore probed = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);
    private final List<Map<UUID, String>> written = new ArrayList<>();
    private volatile @Nullable Code fault;
    private volatile boolean bug;
    private volatile boolean outOfMemory;
    private volatile boolean probeBug;

    @Override
    public void write(Map<UUID, Optional<Entity>> states) throws StorageException {
        arrived.release();
        allowed.acquireUninterruptibly();
        if (bug) {
            throw new IllegalStateException("a bug");
        }
        if (outOfMemory) {
            throw new OutOfMemoryError("as a test would have it");
        }
        failIfBroken();
        synchronized (written) {
            Map<UUID, String> texts = new HashMap<>();
            states.forEach((id, state) -> texts.put(
                    id,
                    state.map(entity -> entity.properties().path("userData").asText())
                            .orElse(GONE)));
            written.add(texts);
        }
    }

    @Override
    public void probe() throws StorageException {
        if (probeBug) {
            probeBug = false;
            probed.release();
            throw new IllegalStateException("a bug in probing");
        }
        failIfBroken();
    }

    void breakWith(@Nullable Code code) {
        fault = code;
    }

    void haveBug(boolean yes) {
        bug = yes;
    }

    void runOutOfMemory(boolean yes) {
        outOfMemory = yes;
    }

    /** The next probe goes wrong in a way of its own. */
    void haveBugInProbing() {
        probeBug = true;
    }

    void awaitBugInProbing() {
        probed.acquireUninterruptibly();
    }

    /** Waits until the journal wants to write a group. */
    void awaitWrite() {
        arrived.acquireUninterruptibly();
    }

    void allow(int groups) {
        allowed.release(groups);
    }

    /** Each group: userData by id, or {@link #GONE}. */
    List<Map<UUID, String>> written() {
        synchronized (written) {
            return List.copyOf(written);
        }
    }

    private void failIfBroken() throws StorageException {
        Code code = fault;
        if (code != null) {
            throw new StorageException(code, Path.of("world.db"), "it broke", "Mend it");
        }
    }
}
