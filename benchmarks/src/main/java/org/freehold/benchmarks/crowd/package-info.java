// SPDX-License-Identifier: Apache-2.0
/**
 * The load generator: hundreds of visitors from one process, who walk, say 20 times a second where they are, and count what they
 * are told of the others.
 *
 * <p>Starting points: {@link org.freehold.benchmarks.crowd.Crowd} (everybody), {@link org.freehold.benchmarks.crowd.Speech} (how a
 * server is spoken to), {@link org.freehold.benchmarks.crowd.Counts} (what was found).
 *
 * <p>Threads: one event loop owns all visitors and all counts; signatures are made on others. Knows no server's process.
 */
@NullMarked
package org.freehold.benchmarks.crowd;

import org.jspecify.annotations.NullMarked;
