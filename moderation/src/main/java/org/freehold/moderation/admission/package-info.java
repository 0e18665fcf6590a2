// SPDX-License-Identifier: Apache-2.0
/**
 * Who may enter and do what: one pure decision from one snapshot of everything that decides.
 *
 * <p>Starting points: {@link org.freehold.moderation.admission.Admission} (the decision, and its order),
 * {@link org.freehold.moderation.admission.Rulebook} (what it is made from; {@link
 * org.freehold.moderation.admission.RulebookDocuments} stores it), {@link org.freehold.moderation.admission.Rules} (who is given what).
 *
 * <p>What of it depends on time reads a {@link org.freehold.moderation.Moment}, by which a decision knows until when it holds.
 *
 * <p>Threads: values only; any thread. Must not know sockets, files, clocks, or how ban lists are fetched and checked: they are
 * asked through {@link org.freehold.moderation.admission.Lists}.
 */
@NullMarked
package org.freehold.moderation.admission;

import org.jspecify.annotations.NullMarked;
