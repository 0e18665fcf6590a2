// SPDX-License-Identifier: Apache-2.0
/**
 * Documents that carry their proof: canonical JSON (RFC 8785) with detached signatures (RFC 7515, RFC 7797) by Ed25519 keys, and the sets
 * of keys that may sign them.
 *
 * <p>Starting points: {@link org.freehold.moderation.signed.SignedDocument} (signs, and verifies in the one right order),
 * {@link org.freehold.moderation.signed.KeySet} (whose signature counts, and how keys are changed),
 * {@link org.freehold.moderation.signed.StrictJson} (reads what strangers send), {@link
 * org.freehold.moderation.signed.CanonicalDocument} (reads a long one without a tree of it). docs/ban-list-format.md says the same for people.
 *
 * <p>Everything here is hostile input until it is verified; what is wrong with it is a {@link
 * org.freehold.moderation.signed.DocumentFault}, never another exception. Knows no sockets, files or clocks. Values only; any thread.
 */
@NullMarked
package org.freehold.moderation.signed;

import org.jspecify.annotations.NullMarked;
