// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.metrics;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Numbers that others own and that are read whenever somebody asks for the metrics. Each supplier is called on any thread and
 * must not block.
 *
 * @param sessions sessions, lost ones that may resume among them
 * @param people visitors in the world
 * @param entities entities in the world
 * @param worldInbox commands waiting for the next tick
 * @param tickHz ticks a second that the world is to make
 * @param worldCpuSeconds processor time of the world thread and its helpers since the start; negative where it is not known
 * @param lateTicks ticks that began later than they should, since the start
 * @param storageCommits transactions written, since the start
 * @param storageEntries changes written, since the start
 * @param storageQueue changes waiting to be written
 * @param storageBytes size of the store, bytes
 * @param storageWritable whether changes are stored now
 */
public record Gauges(
        LongSupplier sessions,
        LongSupplier people,
        LongSupplier entities,
        LongSupplier worldInbox,
        LongSupplier tickHz,
        DoubleSupplier worldCpuSeconds,
        LongSupplier lateTicks,
        LongSupplier storageCommits,
        LongSupplier storageEntries,
        LongSupplier storageQueue,
        DoubleSupplier storageBytes,
        BooleanSupplier storageWritable) {}
