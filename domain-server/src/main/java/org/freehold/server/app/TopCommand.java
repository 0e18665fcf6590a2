// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.Console;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.freehold.server.config.Config;
import org.freehold.server.top.DomainLoad;
import org.freehold.server.top.LoadText;
import org.freehold.server.top.MetricsSource;
import org.freehold.server.visit.DurationOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freehold top}: shows how busy a running domain is, once a second, until it stops or Ctrl-C. */
@Command(name = "top", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Show how busy a running domain is, once a second; Ctrl-C ends it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:there is no such domain, or it is gone", "2:wrong usage"})
final class TopCommand implements Callable<Integer> {
    private static final String CLEAR = "\033[2J";
    private static final String HOME = "\033[H";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", arity = "0..1",
            description = "A link to the domain, such as http://localhost:4080/; without it the domain of this machine.")
    private @Nullable String url;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--once", description = "Show it once and end.")
    private boolean once;

    @Option(names = "--json", description = "Print a line of JSON each time.")
    private boolean json;

    @Option(names = "--every", paramLabel = "DURATION", converter = DurationOption.class, defaultValue = "1s",
            description = "How long from one time to the next, such as 500ms or 5s; 1s without it.")
    private Duration every = Duration.ofSeconds(1);

    @Override
    public Integer call() throws InterruptedException {
        String link = url == null ? local() : url;
        try (HttpClient http = HttpClient.newHttpClient()) {
            show(new MetricsSource(http, link, System::nanoTime), link);
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (MetricsSource.NoDomainException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private void show(MetricsSource source, String link) throws MetricsSource.NoDomainException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean redraws = !json && !once && isTerminal();
        if (redraws) {
            out.print(CLEAR);
        }
        source.next();
        // A reader that has gone, such as head, ends it too.
        while (!out.checkError()) {
            Thread.sleep(every);
            DomainLoad load = source.next();
            if (load == null) {
                continue;
            }
            if (json) {
                out.println(LoadText.json(load));
            } else {
                print(out, link, load, redraws);
            }
            out.flush();
            if (once) {
                return;
            }
        }
    }

    private static void print(PrintWriter out, String link, DomainLoad load, boolean redraws) {
        String end = redraws ? CLEAR_LINE : "";
        out.println((redraws ? HOME : "") + link + end);
        LoadText.lines(load).forEach(line -> out.println(line + end));
        out.println(end);
        if (redraws) {
            out.print(CLEAR_BELOW);
        }
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** The link of the domain whose data is on this machine. */
    private String local() {
        DataDirectory directory = data.directory();
        if (Files.notExists(directory.root())) {
            if (data.isGiven()) {
                throw new Failure(directory.root() + ": there is no such folder (expected: the data of a domain)."
                        + " Name another with --data, or the link of the domain.");
            }
            return "http://localhost:4080/";
        }
        Config config = Configuration.read(directory, Map.of());
        return (config.tls().isOn() ? "https" : "http") + "://localhost:" + config.server().port() + "/";
    }
}
