// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.freehold.server.config.Config;
import org.freehold.server.config.Settings;
import org.freehold.server.doctor.Diagnosis;
import org.freehold.server.doctor.DiagnosisJson;
import org.freehold.server.doctor.DiagnosisText;
import org.freehold.server.doctor.Examination;
import org.freehold.server.doctor.Observations;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.stun.StunUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freehold doctor}: says what the network of this machine is, who can come into a world that is shared from it, and what to do. */
@Command(name = "doctor", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Say what this machine's network is, who can come into a world that is shared from here, and what to do.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:looked and told", "1:the network could not be looked at", "2:wrong usage"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--rendezvous-url", paramLabel = "URL",
            description = "A rendezvous, such as https://meet.example; may be repeated. Without it those of the settings.")
    private List<String> rendezvousUrls = new ArrayList<>();

    @Option(names = "--stun", paramLabel = "HOST:PORT",
            description = "Another STUN server to ask; may be repeated. One with two addresses shows most.")
    private List<String> stunServers = new ArrayList<>();

    @Option(names = "--relay-only",
            description = "Look for a domain that stays hidden behind a relay, as \"run --relay-only\" does; without it by the settings.")
    private boolean relayOnly;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Config config = config();
        Diagnosis diagnosis = Diagnosis.of(
                look(rendezvous(config), config),
                config == null ? Settings.SERVER_PORT.fallback() : config.server().port(), isHidden(config));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(DiagnosisJson.of(diagnosis));
        } else {
            DiagnosisText.lines(diagnosis).forEach(out::println);
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private boolean isHidden(@Nullable Config config) {
        return relayOnly || (config != null && config.webrtc().relayOnly());
    }

    private Observations look(List<RendezvousUrl> rendezvous, @Nullable Config config) throws InterruptedException {
        for (String server : stunServers) {
            if (StunUrl.named(server).isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), server + ": not a STUN server (expected: such as stun.example:3478)");
            }
        }
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Examination.CONNECT).build()) {
            return new Examination(http, InstantSource.system(), System::nanoTime, new SecureRandom())
                    .run(
                            rendezvous, stunServers, config == null ? List.of() : config.turn().urls(),
                            isHidden(config));
        } catch (IOException e) {
            throw new Failure("The network could not be looked at (" + e + "). Is this machine online?", e);
        }
    }

    private List<RendezvousUrl> rendezvous(@Nullable Config config) {
        try {
            return rendezvousUrls.isEmpty()
                    ? config == null ? List.of() : RendezvousUrl.parseAll(config.sharing().rendezvous())
                    : RendezvousUrl.parseAll(String.join(",", rendezvousUrls));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Null when this machine has no domain yet. */
    private @Nullable Config config() {
        DataDirectory directory = data.directory();
        if (Files.notExists(directory.config())) {
            if (data.isGiven()) {
                throw new Failure(
                        directory.root() + ": there is no domain in this folder (expected: the data of one).");
            }
            return null;
        }
        return Configuration.read(directory, Map.of());
    }
}
