// SPDX-License-Identifier: Apache-2.0
/**
 * What the network of this machine is, what that means for who wants to come, and what to do: for {@code freehold doctor}.
 *
 * <p>Starting points: {@link org.freehold.server.doctor.Examination} (asks the network), {@link org.freehold.server.doctor.Observations}
 * (what was seen), {@link org.freehold.server.doctor.Diagnosis} (what that means; pure), {@link org.freehold.server.doctor.DiagnosisText}
 * and {@link org.freehold.server.doctor.DiagnosisJson} (how it is told).
 *
 * <p>Threads: the caller's, and virtual ones while an examination runs. Asks only the rendezvous and STUN servers that were named, and
 * the router; keeps nothing.
 */
@NullMarked
package org.freehold.server.doctor;

import org.jspecify.annotations.NullMarked;
