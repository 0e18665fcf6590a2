// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.top;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The metrics of a running domain, over HTTP. Its methods block; one thread at a time. */
public final class MetricsSource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final double NANOS = 1e9;
    private static final int OK = 200;

    private final HttpClient http;
    private final URI metrics;
    private final LongSupplier nanoClock;
    private @Nullable MetricsPage last;
    private long lastNanos;

    /**
     * Metrics that were not asked for yet.
     *
     * @param link of the domain, as people share it
     * @param nanoClock nanoseconds that only rise
     * @throws IllegalArgumentException when it is no link; the message says what was expected
     */
    public MetricsSource(HttpClient http, String link, LongSupplier nanoClock) {
        this.http = http;
        this.metrics = metrics(link);
        this.nanoClock = nanoClock;
    }

    /** The domain does not answer, or not as one; the message is for people. */
    public static final class NoDomainException extends IOException {
        private static final long serialVersionUID = 1;

        NoDomainException(String message) {
            super(message);
        }
    }

    /**
     * Reads the metrics; null for the first time, then what happened since the time before.
     *
     * @throws NoDomainException when there is no domain, or it is gone
     */
    public @Nullable DomainLoad next() throws NoDomainException, InterruptedException {
        MetricsPage before = last;
        long nanosBefore = lastNanos;
        MetricsPage page = read();
        long nanos = nanoClock.getAsLong();
        last = page;
        lastNanos = nanos;
        return before == null ? null : DomainLoad.between(before, page, (nanos - nanosBefore) / NANOS);
    }

    private MetricsPage read() throws NoDomainException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(metrics).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw bad("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ConnectException e) {
            throw bad(last == null ? "nobody listens there" : "nobody listens there any more");
        } catch (IOException e) {
            throw bad("no answer: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
        MetricsPage page = MetricsPage.parse(answer.body());
        if (answer.statusCode() != OK || !page.has("freehold_people")) {
            throw bad("what answers there with HTTP status " + answer.statusCode() + " has no metrics of a domain");
        }
        return page;
    }

    private NoDomainException bad(String why) {
        return new NoDomainException(metrics + ": " + why + " (expected: a running Freehold domain)."
                + " Start one with 'freehold run', or name its link: freehold top http://HOST:PORT/");
    }

    private static URI metrics(String link) {
        try {
            URI uri = new URI(link.contains("://") ? link : "http://" + link);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return new URI(uri.getScheme() + "://" + uri.getRawAuthority() + "/metrics");
            }
        } catch (URISyntaxException e) {
            throw bad(link, e);
        }
        throw bad(link, null);
    }

    private static IllegalArgumentException bad(String link, @Nullable Exception cause) {
        return new IllegalArgumentException(
                link + ": not a link to a domain (expected: such as http://localhost:4080/)", cause);
    }
}
