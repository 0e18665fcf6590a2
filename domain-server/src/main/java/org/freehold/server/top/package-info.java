// SPDX-License-Identifier: Apache-2.0
/**
 * How busy a domain is, from its metrics, in words for people or as JSON: for {@code freehold top}.
 *
 * <p>Starting points: {@link org.freehold.server.top.DomainLoad} (the figures, from two readings of the metrics),
 * {@link org.freehold.server.top.LoadText} (how they are shown), {@link org.freehold.server.top.MetricsSource} (where they come
 * from).
 *
 * <p>Threads: the caller's. Knows nothing of the server but the names of its metrics.
 */
@NullMarked
package org.freehold.server.top;

import org.jspecify.annotations.NullMarked;
