// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.freehold.moderation.signed.DetachedJws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may read the data directory of a running domain, on a whole server. */
@Timeout(60)
final class ShellIT {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void renewsTheOwnersLinkWhileTheDomainRuns() throws Exception {
        try (TestDomain domain = TestDomain.start(folder)) {
            String before = domain.server().claimSecret().orElseThrow();
            assertEquals(0, freehold("owner", "link", "--data", folder.toString()), err.toString());
            String after = domain.server().claimSecret().orElseThrow();
            assertNotEquals(before, after);
            assertTrue(out.toString().contains("#claim=" + after), out.toString());
        }
    }

    @Test
    void leavesKeyAndAddressWhileItRunsOnly() throws Exception {
        Path key = folder.resolve("shell-key");
        Path address = folder.resolve("address");
        try (TestDomain domain = TestDomain.start(folder)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
            assertEquals("http://localhost:" + domain.server().address().getPort() + "\n", Files.readString(address));
        }
        assertFalse(Files.exists(key));
        assertFalse(Files.exists(address));
        assertEquals(1, freehold("owner", "link", "--data", folder.toString()));
        assertTrue(err.toString().contains("no domain runs on this folder"), err.toString());
    }

    @Test
    void whatTheDomainSaysOfItselfIsSignedByItsKey() throws Exception {
        try (TestDomain domain = TestDomain.start(folder)) {
            HttpResponse<byte[]> response = domain.http().send(
                    HttpRequest.newBuilder(URI.create(domain.link() + ".well-known/freehold")).build(),
                    BodyHandlers.ofByteArray());
            String body = new String(response.body(), StandardCharsets.UTF_8);
            String key = body.replaceFirst(".*\"key\":\"([^\"]*)\".*", "$1");
            DetachedJws.read(response.headers().firstValue("freehold-signature").orElseThrow())
                    .verify(response.body(), key);
        }
    }

    private int freehold(String... line) {
        return FreeholdLine.run(List.of(line), new PrintWriter(out), new PrintWriter(err));
    }
}
