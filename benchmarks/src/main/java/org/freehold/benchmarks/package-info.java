// SPDX-License-Identifier: Apache-2.0
/**
 * Measures what docs/performance.md says: each claim of speed has its benchmark here. The server runs in a process of its own,
 * started as people start it, on a real file system.
 *
 * <p>Starting points: {@link org.freehold.benchmarks.Benchmarks} (the command), {@code Setup} (what a benchmark is), {@code Figure}
 * (a line of the table).
 *
 * <p>Threads: the main one measures; visitors have their own. Nothing here is part of the server.
 */
@NullMarked
package org.freehold.benchmarks;

import org.jspecify.annotations.NullMarked;
