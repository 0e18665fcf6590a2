// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks of the server's hot path: each claim of speed has its benchmark here. */
@NullMarked
package org.freehold.benchmarks;

import org.jspecify.annotations.NullMarked;
