// SPDX-License-Identifier: Apache-2.0
/**
 * What decisions about visitors cost: many ban lists in one process, without network and storage.
 *
 * <p>Starting points: {@link org.freehold.benchmarks.admission.ManyLists} (the lists), {@link
 * org.freehold.benchmarks.admission.ListLookups} (asking them).
 *
 * <p>Threads: the caller's.
 */
@NullMarked
package org.freehold.benchmarks.admission;

import org.jspecify.annotations.NullMarked;
