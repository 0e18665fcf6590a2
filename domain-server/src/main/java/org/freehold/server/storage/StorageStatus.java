// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The store's figures at one moment, for metrics and health.
 *
 * @param writable entries are taken
 * @param commits since opening
 * @param entriesStored since opening
 * @param failures groups of entries that could not be stored, since opening
 * @param lastCommit when the last commit ended; null before the first
 * @param queuedEntries waiting for the disk, those being written included
 * @param queuedBytes of JSON, likewise
 * @param bytesOnDisk the file and its write-ahead log
 */
public record StorageStatus(
        boolean writable,
        long commits,
        long entriesStored,
        long failures,
        @Nullable Instant lastCommit,
        int queuedEntries,
        long queuedBytes,
        long bytesOnDisk) {}
