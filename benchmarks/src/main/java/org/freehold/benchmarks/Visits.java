// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;

/** Visitors from this process, each with a key and a connection of its own. */
final class Visits implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Walkers present = new Walkers();

    /** Enters; the visitor stays until this is closed. */
    VisitorClient enter(VisitLink link, boolean everything) throws IOException, InterruptedException {
        VisitorClient client = new VisitorClient(http, new Wishes(link, VisitorKey.generate(), null, everything));
        VisitorClient.Entry entry = client.enter();
        if (!(entry instanceof VisitorClient.Entered)) {
            throw new IOException("not let in: " + entry);
        }
        present.add(client);
        return client;
    }

    /** Enters and waits until everything in sight has come. */
    VisitorClient enterAndLoad(String link, boolean everything) throws IOException, InterruptedException {
        VisitorClient client = enter(VisitLink.parse(link), everything);
        if (!client.mirror().await(Mirror::isLoaded, PATIENCE)) {
            throw new IOException("not everything came within " + PATIENCE.toSeconds() + " s");
        }
        return client;
    }

    /** Everybody who is here walks in a circle, with 20 poses a second, for so long. */
    void walk(Duration duration) throws InterruptedException {
        present.walk(duration);
    }

    /** Everybody leaves; others may enter. */
    void leave() {
        present.leave();
    }

    @Override
    public void close() {
        leave();
        http.shutdownNow();
    }
}
