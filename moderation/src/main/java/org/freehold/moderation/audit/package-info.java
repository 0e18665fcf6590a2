// SPDX-License-Identifier: Apache-2.0
/**
 * The log of what was done with power: lines of JSON of which each carries the hash of the one before, so that nobody can change one
 * unseen.
 *
 * <p>Starting points: {@link org.freehold.moderation.audit.AuditChain} (adds a line, verifies them all), {@link
 * org.freehold.moderation.audit.AuditRecord} (what a line says).
 *
 * <p>Knows no files and no clock: lines come and go as text. Values only; any thread.
 */
@NullMarked
package org.freehold.moderation.audit;

import org.jspecify.annotations.NullMarked;
