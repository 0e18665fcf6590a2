// SPDX-License-Identifier: Apache-2.0
/**
 * Visitors for the scripts in {@code benchmarks/laboratory}, which give wires delay and loss and have routers forget: here is who walks and
 * builds at one end of them. What they see goes to the standard output, as JSON.
 *
 * <p>Starting points: {@link org.freehold.benchmarks.laboratory.LossyPoses} (how old poses arrive),
 * {@link org.freehold.benchmarks.laboratory.LongStay} (a session that goes on).
 */
@NullMarked
package org.freehold.benchmarks.laboratory;

import org.jspecify.annotations.NullMarked;
