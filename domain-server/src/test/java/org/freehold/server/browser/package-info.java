// SPDX-License-Identifier: Apache-2.0

/**
 * People at real browsers, in a real domain: what somebody sees, hears and does after opening the link.
 *
 * <p>Starting points: {@link org.freehold.server.browser.Visitors} brings people, {@link
 * org.freehold.server.browser.Visitor} is one of them, {@link org.freehold.server.browser.MeetingIT} shows two.
 *
 * <p>Pages are found by roles and labels, as a screen reader finds them, and what they know is read from {@code
 * window.freehold}. Nothing sleeps: conditions are waited for. One thread, because Playwright belongs to the one that made it.
 */
@NullMarked
package org.freehold.server.browser;

import org.jspecify.annotations.NullMarked;
