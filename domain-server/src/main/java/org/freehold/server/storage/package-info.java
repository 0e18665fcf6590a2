// SPDX-License-Identifier: Apache-2.0
/**
 * The world on disk: one SQLite file that survives kills, power cuts and full disks without losing what was acknowledged.
 *
 * <p>Starting points: {@link org.freehold.server.storage.WorldStore} (open, load, replace, close),
 * {@link org.freehold.server.storage.WorldJournal} (edits become durable), {@link org.freehold.server.storage.Schema}
 * (tables and their versions).
 *
 * <p>Threads: one writer thread commits what the world appends. Everything else blocks on the disk and belongs on a virtual
 * thread or at start-up; it waits for the writer and the writer for it. Knows nothing of sessions, sockets or ticks.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.storage;
