// SPDX-License-Identifier: Apache-2.0
/**
 * What a domain says to other domains and hears from them: ban lists that it publishes, and those that it follows.
 *
 * <p>Starting points: {@link org.freehold.server.federation.Federation} (what the server starts and asks), {@link
 * org.freehold.server.federation.PublishedLists} (ours), {@link org.freehold.server.federation.SubscriptionKeeper} (theirs, as they are
 * in force), {@link org.freehold.server.federation.SubscriptionUpdates} (what comes newly of theirs), {@link
 * org.freehold.server.federation.RelaySources} (what of theirs goes into ours), {@link
 * org.freehold.server.federation.Fetcher} (gets one document from a stranger's server without endangering ours).
 *
 * <p>Threads: virtual ones, everything may block; whole lists are worked on one at a time ({@link
 * org.freehold.server.federation.ListWork}); only
 * {@link org.freehold.server.federation.ListsRoute} is asked on event loops, and nothing here by the world thread. What a list means is
 * decided in the module {@code moderation}.
 */
@NullMarked
package org.freehold.server.federation;

import org.jspecify.annotations.NullMarked;
