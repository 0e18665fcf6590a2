// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.TurnOffer;
import org.junit.jupiter.api.Test;

final class SharingTest {

    @Test
    void faultOfTheServerStopsItAndShowsInTheStatus() throws Exception {
        CompletableFuture<SharingStatus.Stopped> stopped = new CompletableFuture<>();
        try (HttpClient http = HttpClient.newHttpClient();
                Sharing sharing = new Sharing(
                        http, SharingTest::noKey, "Harbour",
                        _ -> CompletableFuture.completedFuture(JsonNodeFactory.instance.objectNode()),
                        TurnOffer::none, () -> null, InstantSource.system(), System::nanoTime,
                        new Random(1))) {
            sharing.listen(status -> {
                if (status instanceof SharingStatus.Stopped last) {
                    stopped.complete(last);
                }
            });
            sharing.on(List.of(RendezvousUrl.parse("https://meet.example")), Sharing.Use.IN_TURN);
            assertEquals("internal", stopped.get(20, TimeUnit.SECONDS).why().code());
            assertEquals("https://meet.example", stopped.get().rendezvous().origin());
        }
    }

    private static SigningKey noKey() {
        throw new IllegalStateException("a fault");
    }
}
