// SPDX-License-Identifier: Apache-2.0
/**
 * What a domain says to other domains and hears from them: ban lists that it publishes, and those that it follows.
 *
 * <p>Starting points: {@link org.freehold.server.federation.Fetcher} (gets one document from a stranger's server without
 * endangering ours).
 *
 * <p>Threads: virtual ones, everything may block; nothing here runs on an event loop or the world thread. What a list means is
 * decided in the module {@code moderation}.
 */
@NullMarked
package org.freehold.server.federation;

import org.jspecify.annotations.NullMarked;
