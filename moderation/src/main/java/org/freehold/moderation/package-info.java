// SPDX-License-Identifier: Apache-2.0
/**
 * The words of moderation: who somebody is ({@link org.freehold.moderation.Identity}, {@link org.freehold.moderation.Standing}), who is
 * meant ({@link org.freehold.moderation.Subject}), what may be done ({@link org.freehold.moderation.Permission}), what is done about
 * somebody ({@link org.freehold.moderation.Action}), and what was decided and why ({@link org.freehold.moderation.Decision}), at which time ({@link org.freehold.moderation.Moment}).
 *
 * <p>Values only, but for {@code Moment}; any thread. Nothing in this module knows sockets, files or clocks: the time is an argument everywhere.
 */
@NullMarked
package org.freehold.moderation;

import org.jspecify.annotations.NullMarked;
