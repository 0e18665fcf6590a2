// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of the server's hot path: one operation each, in memory.
 *
 * <p>Starting points: {@link org.freehold.benchmarks.micro.CodecBenchmark}, {@link org.freehold.benchmarks.micro.EntityBenchmark},
 * {@link org.freehold.benchmarks.micro.InterestBenchmark}, {@link org.freehold.benchmarks.micro.CrowdTickBenchmark},
 * {@link org.freehold.benchmarks.micro.ChannelBenchmark}.
 *
 * <p>Threads: JMH's. Knows no files and no network.
 */
@NullMarked
package org.freehold.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
