// SPDX-License-Identifier: Apache-2.0
/**
 * Lists of other domains, as far as this one follows them: what is taken over from a newer document and what is held back, what it
 * would do before it does it, and what everything together says about somebody.
 *
 * <p>Starting points: {@link org.freehold.moderation.subscription.Subscription} (what is known of one list), {@link
 * org.freehold.moderation.subscription.Receiving} (a document comes), {@link org.freehold.moderation.subscription.Plan} (what it would
 * do), {@link org.freehold.moderation.subscription.ListIndex} (what decisions ask).
 *
 * <p>Values only; any thread. Knows nothing of fetching, of signatures and of storage; documents are kept by whoever calls, by their
 * digest, so that only the index stays in memory.
 */
@NullMarked
package org.freehold.moderation.subscription;

import org.jspecify.annotations.NullMarked;
