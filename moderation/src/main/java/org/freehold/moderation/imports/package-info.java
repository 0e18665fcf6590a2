// SPDX-License-Identifier: Apache-2.0
/**
 * What other programs know of bans, read into drafts that a person looks through; nothing that is imported has an effect by itself.
 *
 * <p>Starting points: {@link org.freehold.moderation.imports.ImportFormat} (reads a text), {@link
 * org.freehold.moderation.imports.Imported} (what came of it).
 *
 * <p>Values only; any thread. Must not know files, sockets or where drafts go. Whatever the text, the answer is drafts and reasons.
 */
@NullMarked
package org.freehold.moderation.imports;

import org.jspecify.annotations.NullMarked;
