// SPDX-License-Identifier: Apache-2.0
/**
 * The documents that domains publish about others: ban lists and registers of home domains, without their signatures.
 *
 * <p>Starting points: {@link org.freehold.moderation.banlist.BanList} (what one says), {@link
 * org.freehold.moderation.banlist.BanListReader} (from its bytes), {@link org.freehold.moderation.banlist.BanListPublisher}
 * (the next one). A long list is never a tree of objects, and in memory it is rows of bytes ({@link org.freehold.moderation.banlist.Entries}). Described for strangers in {@code docs/ban-list-format.md}.
 *
 * <p>Values only; any thread. Knows nothing of subscriptions, signatures, sockets or files.
 */
@NullMarked
package org.freehold.moderation.banlist;

import org.jspecify.annotations.NullMarked;
