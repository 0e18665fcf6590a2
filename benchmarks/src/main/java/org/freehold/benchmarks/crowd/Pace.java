// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets everybody walk and say so, one after the other, spread evenly over the time between two poses: real visitors do not send in
 * step. For the event loop.
 */
final class Pace {
    private static final long WAKE_UP_MILLIS = 1;

    private final Walkers walkers;
    private final Neighbours neighbours;
    private final Turns order;
    private final int posesPerSecond;
    private final List<Client> clients = new ArrayList<>();
    private long beginNanos;
    /** All turns so far, of those who walk and of those who have not come yet. */
    private long turns;
    private long countedFromNanos;
    private long taken;
    private long steps;
    private long pairs;

    Pace(Walkers walkers, Neighbours neighbours, int posesPerSecond) {
        this.walkers = walkers;
        this.neighbours = neighbours;
        order = new Turns(walkers.count());
        this.posesPerSecond = posesPerSecond;
    }

    /** This one walks from being let in on. */
    void add(Client client) {
        clients.add(client);
    }

    void start(EventLoop loop) {
        beginNanos = System.nanoTime();
        var _ = loop.scheduleAtFixedRate(this::catchUp, 0, WAKE_UP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void catchUp() {
        int people = walkers.count();
        long due = (long) ((System.nanoTime() - beginNanos) / 1e9 * posesPerSecond * people);
        // Whoever was kept from running, by another program say, does not send what is late in one go.
        turns = Math.max(turns, due - people);
        while (turns < due) {
            int walker = order.walker(turns);
            int number = (int) (turns / people % PoseNumber.COUNT);
            if (walker == 0) {
                steps++;
                pairs += neighbours.count(clients.size());
            }
            if (walker < clients.size() && clients.get(walker).isIn()) {
                walkers.step(walker, number, System.nanoTime());
                clients.get(walker).sendPose(number);
            }
            turns++;
            taken++;
        }
    }

    void beginCounting() {
        countedFromNanos = System.nanoTime();
        taken = 0;
        steps = 0;
        pairs = 0;
    }

    /** What was counted since {@link #beginCounting}. */
    Counts counts(Tally tally) {
        double seconds = (System.nanoTime() - countedFromNanos) / 1e9;
        double due = seconds * posesPerSecond;
        double pairsOnAverage = steps == 0 ? 0 : (double) pairs / steps;
        return tally.counts(seconds, taken / (due * walkers.count()), pairsOnAverage * due);
    }
}
