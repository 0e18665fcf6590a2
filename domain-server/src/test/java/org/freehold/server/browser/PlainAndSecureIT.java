// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.freehold.server.transport.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plain http under a name that a browser does not trust, and https. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class PlainAndSecureIT {

    @TempDir
    private Path folder;

    @Test
    void plainHttpFromAnotherMachineWorksAndSaysWhatNeedsTls(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        String link = "http://" + SharedBrowser.OTHER_NAME + ":" + domain.server().address().getPort() + "/";
        Visitor visitor = visitors.somebody().walkIn(link);

        assertTrue(visitor.is("crypto.subtle === undefined"));
        visitor.page().getByText("This page came over plain http").waitFor();
        visitor.keepLargePicture("plain-http");
        String name = visitor.name();
        visitor.say("Hello over plain http");
        visitor.hears(name, "Hello over plain http");
        assertTrue(visitor.openPanel("Build").innerText().contains("you may look around"));
        visitor.page().reload();
        assertEquals(name, visitor.arrive().name());
        assertEquals(List.of(), visitor.complaints());
        assertEquals(List.of(), visitor.requestsElsewhere(link));
    }

    @Test
    void httpsServesThePageAndTheVisitOnTheSamePort(Visitors visitors) throws Exception {
        var files = TestCertificate.make(folder, "localhost").files();
        Files.writeString(folder.resolve("freehold.toml"), "[tls]\ncert = '%s'\nkey = '%s'\n"
                .formatted(files.certificates().getFileName(), files.key().getFileName()));
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        String link = "https://localhost:" + domain.server().address().getPort() + "/";
        Visitor visitor = visitors.somebody(new NewContextOptions().setIgnoreHTTPSErrors(true)).walkIn(link);

        assertTrue(visitor.is("isSecureContext && crypto.subtle !== undefined"));
        visitor.say("Hello over TLS");
        visitor.hears(visitor.name(), "Hello over TLS");
        assertEquals(0, visitor.page().getByText("This page came over plain http").count());
        assertEquals(List.of(), visitor.complaints());
    }
}
