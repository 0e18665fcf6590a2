// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.freehold.server.keys.PassphraseOption;
import org.freehold.server.identity.HostLink;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.KeyFile;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.wire.ErrorCode;
import org.freehold.webrtc.peer.PeerLoop;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code freehold visit URL}: walks into a domain without a browser and says what is there. Exit codes: 0 visited, 1 a file
 * could not be used, 2 wrong usage, 3 not reachable, 4 not let in, 5 broke off or sent away, 6 the other end does not keep to
 * the protocol or is not who it says it is.
 */
@Command(name = "visit", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Visits a domain without a browser, for scripts and tests, and says what is there.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
                "0:visited", "1:the key or the certificates could not be used", "2:wrong usage", "3:not reachable",
                "4:not let in", "5:the connection broke off, or the visitor was sent away",
                "6:the other end does not keep to the protocol, or its signature is wrong"
        })
public final class VisitCommand implements Callable<Integer> {
    /** For being let in where many arrive at once. */
    private static final Duration PATIENCE_IN_LINE = Duration.ofMinutes(10);

    private static final int VISITED = 0;
    private static final int FILE_UNUSABLE = 1;
    private static final int NOT_REACHABLE = 3;
    private static final int NOT_LET_IN = 4;
    private static final int BROKE_OFF = 5;
    private static final int PROTOCOL_FAULT = 6;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL",
            description = "A link as people share it, such as http://localhost:4080/, https://example.org/#/1,2,3 or"
                    + " https://meet.example/d/harbour-…; or the WebSocket itself, ws:// or wss://.")
    private String url = "";

    @Option(names = "--for", paramLabel = "DURATION", converter = DurationOption.class,
            description = "How long to stay, such as 500ms, 5s or 2m, and come back when the connection is lost; without it until"
                    + " everything in sight is loaded.")
    private @Nullable Duration stay;

    @Option(names = "--name", paramLabel = "NAME", description = "How to be called; without it the domain chooses.")
    private @Nullable String name;

    @Option(names = "--key", paramLabel = "FILE",
            description = "The Ed25519 key to be known by, in PEM; made when there is no such file. Or a portable key of"
                    + " \"freehold key new\", which is shown as such. Without it a new one for this visit.")
    private @Nullable Path keyFile;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--vouch", paramLabel = "FILE", description = "What your home says of you, for this visit.")
    private @Nullable Path vouchFile;

    @Option(names = "--say", paramLabel = "TEXT", description = "A chat line to say on arrival; may be repeated.")
    private List<String> lines = new ArrayList<>();

    @Option(names = "--move", description = "Walk in a gentle circle, with 20 poses a second.")
    private boolean move;

    @Option(names = "--all", description = "Ask for everything, whatever the distance; for those who may build.")
    private boolean everything;

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    @Option(names = "--transport", paramLabel = "KIND", converter = TransportChoice.Converter.class,
            defaultValue = "auto",
            description = "What to come in over: auto, websocket or webrtc. With auto a WebSocket, or WebRTC where that finds"
                    + " no way.")
    private TransportChoice transport = TransportChoice.AUTO;

    @Option(names = "--relay-only",
            description = "Go through a relay (TURN) only, so that the domain does not learn where this machine is. The rendezvous of"
                    + " the link and the relay do.")
    private boolean relayOnly;

    @Option(names = "--ca", paramLabel = "FILE",
            description = "Trust the certificates in this PEM file instead of the usual authorities.")
    private @Nullable Path certificates;

    @Override
    public Integer call() throws InterruptedException {
        VisitLink link;
        try {
            link = VisitLink.parse(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (relayOnly && link.host() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--relay-only: " + url
                            + " leads straight to the domain, which sees where a visitor comes from (expected: the link"
                            + " of a rendezvous, such as https://meet.example/d/harbour-…)");
        }
        PrintWriter err = spec.commandLine().getErr();
        Wishes wishes;
        HttpClient.Builder http = HttpClient.newBuilder();
        try {
            boolean portable = keyFile != null && KeyFile.isOne(keyFile);
            VisitorKey key = keyFile == null ? VisitorKey.generate()
                    : portable ? unlock(keyFile) : VisitorKey.inFile(keyFile);
            String vouch = vouchFile == null ? null : Files.readString(vouchFile).strip();
            wishes = new Wishes(link, key, name, everything, portable ? key : null, vouch);
            if (certificates != null) {
                http.sslContext(TrustedCertificates.only(certificates));
            }
        } catch (IOException e) {
            // The name of the exception says what is wrong where the message is only the file.
            err.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            return FILE_UNUSABLE;
        }
        HttpClient client = http.build();
        try (PeerLoop peers = new PeerLoop("visitor")) {
            if (!Rehearsal.of(wishes.key())) {
                throw new IllegalStateException("the rehearsal of a visit failed");
            }
            Rehearsal.ofConnecting(client);
            Visit.Outcome outcome = visitInTurn(client, peers, wishes, link, err);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(outcome.report().asJson());
            } else {
                out.print(outcome.report().asText());
            }
            out.flush();
            err.print(outcome.report().problems());
            err.flush();
            return exitCode(outcome);
        } finally {
            client.shutdownNow();
        }
    }

    /** Where many arrive at once, waits for the turn that the domain gives, for as long as there is patience. */
    private Visit.Outcome visitInTurn(
            HttpClient client, PeerLoop peers, Wishes wishes, VisitLink link, PrintWriter err)
            throws InterruptedException {
        Duration waited = Duration.ZERO;
        while (true) {
            Visit.Outcome outcome = visit(client, peers, wishes, link);
            if (!(outcome.end() instanceof End.Closed closed)
                    || !closed.code().equals(ErrorCode.TOO_MANY_NEWCOMERS.code())
                    || closed.retryAfterSeconds() == null) {
                return outcome;
            }
            int seconds = closed.retryAfterSeconds();
            // Later by up to a quarter, so that those who were told the same do not come in the same instant.
            Duration wait = Duration.ofMillis(
                    seconds * 1000L + ThreadLocalRandom.current().nextLong(seconds * 250L + 1));
            waited = waited.plus(wait);
            if (waited.compareTo(PATIENCE_IN_LINE) > 0) {
                return outcome;
            }
            err.println("Many people are arriving just now. Trying again in " + wait.toSeconds() + " s.");
            err.flush();
            Thread.sleep(wait);
        }
    }

    private Visit.Outcome visit(HttpClient client, PeerLoop peers, Wishes wishes, VisitLink link)
            throws InterruptedException {
        if (transport == TransportChoice.WEBRTC || link.host() != null) {
            return overPeers(client, peers, wishes, link);
        }
        Visit.Outcome outcome = new Visit(new VisitorClient(client, wishes), link, stay, lines, move).run();
        if (transport == TransportChoice.AUTO && outcome.end() instanceof End.Unreachable) {
            Visit.Outcome otherwise = overPeers(client, peers, wishes, link);
            return otherwise.end() instanceof End.Unreachable ? outcome : otherwise;
        }
        return outcome;
    }

    private Visit.Outcome overPeers(HttpClient client, PeerLoop peers, Wishes wishes, VisitLink link)
            throws InterruptedException {
        HostLink host = link.host();
        Signalling signalling = host == null
                ? Signalling.overHttp(client, link)
                : new RendezvousSignalling(
                        client, RendezvousUrl.of(link.session()), host, relayOnly, new SecureRandom());
        VisitorClient visitor = new VisitorClient(signalling, peers, wishes, InstantSource.system());
        return new Visit(visitor, link, stay, lines, move).run();
    }

    private VisitorKey unlock(Path file) throws IOException {
        char[] secret = passphrase.known();
        try {
            return VisitorKey.ofSeed(KeyFile.read(file).unlock(secret));
        } catch (IdentityException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private static int exitCode(Visit.Outcome outcome) {
        return switch (outcome.end()) {
            case End.Left _ -> VISITED;
            case End.Unreachable _ -> NOT_REACHABLE;
            case End.Closed _ -> outcome.entered() ? BROKE_OFF : NOT_LET_IN;
            case End.BrokeOff _ -> BROKE_OFF;
            case End.Fault _ -> PROTOCOL_FAULT;
        };
    }
}
