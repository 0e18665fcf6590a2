// SPDX-License-Identifier: Apache-2.0
/**
 * Every number that the server shows about itself, in one registry of its own.
 *
 * <p>Starting points: {@link org.freehold.server.metrics.Metrics} (all names and help texts),
 * {@link org.freehold.server.metrics.Gauges} (what is read from others when somebody asks).
 *
 * <p>Threads: counting may be done on any thread and never blocks. Knows nothing of sessions, the world or storage; labels
 * are words of the server's own, never a visitor's.
 */
@NullMarked
package org.freehold.server.metrics;

import org.jspecify.annotations.NullMarked;
