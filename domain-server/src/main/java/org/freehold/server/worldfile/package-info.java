// SPDX-License-Identifier: Apache-2.0
/**
 * World files as Overte and High Fidelity write them: reading any version of them, whatever is wrong with it, and
 * writing one back.
 *
 * <p>Starting points: {@link org.freehold.server.worldfile.WorldFileReader} (from a stream to entities and a report),
 * {@link org.freehold.server.worldfile.WorldFileWriter} (from entities to a stream),
 * {@link org.freehold.server.worldfile.ImportReport} (what became of what was not as it should be).
 *
 * <p>Knows entities and nothing else of ours: no world, storage, clock or network. Calls block on the stream they are
 * given; they run on the caller's thread and share nothing.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.worldfile;
