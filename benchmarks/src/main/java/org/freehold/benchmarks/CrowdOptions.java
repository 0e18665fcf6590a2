// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code freehold bench plaza} and its like can be told. */
@CommandLine.Command(name = "freehold bench plaza|city|join|moves|refused|soak", sortOptions = false,
        description = "Sends visitors by the hundred to a server, and prints what that cost.")
final class CrowdOptions {

    @Option(names = "--visitors", split = ",", paramLabel = "N",
            description = "How many; several with commas between them. Default: 100,400,800 in the plaza, 100,400,1000,2000 in the city, 200 for join, moves and soak, 50 inside for refused.")
    private List<Integer> visitors = List.of();

    @Option(names = "--things", paramLabel = "N",
            description = "How many are moved by hand in moves, up to 100 by each of as few visitors as it takes. Default: ${DEFAULT-VALUE}.")
    private int things = 2000;

    @Option(names = "--knocks", paramLabel = "N",
            description = "How many knock in a second in refused. Default: ${DEFAULT-VALUE}.")
    private int knocks = 10_000;

    @Option(names = "--tick", paramLabel = "HZ",
            description = "Ticks a second of the server. Default: 20, and 30 for join.")
    private int tick;

    @Option(names = "--rate", paramLabel = "HZ",
            description = "Poses a second of each visitor. Default: ${DEFAULT-VALUE}.")
    private int rate = 20;

    @Option(names = "--seconds", paramLabel = "S",
            description = "How long it is counted. Default: ${DEFAULT-VALUE}.")
    private double seconds = 10;

    @Option(names = "--warm-up", paramLabel = "S",
            description = "How long everybody walks before that. Default: 60; in the plaza, the city and moves longer, up to 300, until Java compiles hardly anything any more.")
    private @Nullable Double warmUp;

    @Option(names = "--repeat", paramLabel = "N",
            description = "How often, each with a new server; the median counts. Default: ${DEFAULT-VALUE}.")
    private int repeat = 3;

    @Option(names = "--tls", description = "Measures https against http instead of against the floor.")
    private boolean tls;

    @Option(names = "--head-and-hands", description = "Poses tell of the head and two hands.")
    private boolean headAndHands;

    @Option(names = "--against", paramLabel = "WHOM",
            description = "floor: raw Netty that broadcasts 28-byte poses; none. Default: ${DEFAULT-VALUE}.")
    private Against against = Against.floor;

    @Option(names = "--url", paramLabel = "URL",
            description = "A running domain to be measured, which lets that many visitors in; one run, nothing beside it.")
    private @Nullable String url;

    @Option(names = "--pid", paramLabel = "PID",
            description = "The process of the server at --url when it runs on this machine: processor time and memory too.")
    private @Nullable Long pid;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this.")
    private boolean helpWanted;

    /** What ours is compared with. */
    enum Against {
        floor,
        none
    }

    /**
     * Reads the command line.
     *
     * @throws ParameterException when it cannot be understood; the message says why
     */
    static CrowdOptions parse(String... arguments) {
        CrowdOptions options = new CrowdOptions();
        CommandLine line = new CommandLine(options);
        line.parseArgs(arguments);
        options.check(line);
        return options;
    }

    /** The help text, when it was asked for. */
    Optional<String> help() {
        return helpWanted ? Optional.of(new CommandLine(this).getUsageMessage()) : Optional.empty();
    }

    /** How many visitors, one measurement each; {@code otherwise} when nothing was said. */
    List<Integer> visitors(Integer... otherwise) {
        return visitors.isEmpty() ? List.of(otherwise) : visitors;
    }

    int things() {
        return things;
    }

    int knocks() {
        return knocks;
    }

    int tick(int otherwise) {
        return tick == 0 ? otherwise : tick;
    }

    int rate() {
        return rate;
    }

    Duration seconds() {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    Duration warmUp() {
        return Duration.ofNanos((long) (warmUpSeconds() * 1e9));
    }

    /** Whether it is to be that long and no longer. */
    boolean warmUpIsTold() {
        return warmUp != null;
    }

    private double warmUpSeconds() {
        return warmUp == null ? 60 : warmUp;
    }

    /** A domain that runs already is measured once: it cannot be started anew. */
    int repeat() {
        return url == null ? repeat : 1;
    }

    boolean tls() {
        return tls;
    }

    boolean headAndHands() {
        return headAndHands;
    }

    boolean againstFloor() {
        return against == Against.floor && url == null && !tls;
    }

    @Nullable
    String url() {
        return url;
    }

    @Nullable
    Long pid() {
        return pid;
    }

    private void check(CommandLine line) {
        atLeast(line, "--tick", tick(5), 5);
        atLeast(line, "--rate", rate, 1);
        atLeast(line, "--things", things, 1);
        atLeast(line, "--knocks", knocks, 1);
        atLeast(line, "--repeat", repeat, 1);
        visitors.forEach(count -> atLeast(line, "--visitors", count, 2));
        if (!(seconds > 0) || !(warmUpSeconds() >= 0)) {
            throw new ParameterException(line,
                    "--seconds " + seconds + ", --warm-up " + warmUpSeconds() + " (expected: more than 0, at least 0)");
        }
        if (pid != null && url == null) {
            throw new ParameterException(line, "--pid is the process of the server at --url, so name that too.");
        }
    }

    private static void atLeast(CommandLine line, String name, int value, int least) {
        if (value < least) {
            throw new ParameterException(line, name + " " + value + " (expected: at least " + least + ")");
        }
    }
}
