// SPDX-License-Identifier: Apache-2.0
/**
 * Who may enter and do what: one pure decision from one snapshot of everything that decides.
 *
 * <p>Starting point: {@link org.freehold.moderation.admission.Lists}.
 *
 * <p>Threads: values only; any thread. Must not know sockets, files, clocks, or how ban lists are fetched and checked: they are
 * asked through {@link org.freehold.moderation.admission.Lists}.
 */
@NullMarked
package org.freehold.moderation.admission;

import org.jspecify.annotations.NullMarked;
