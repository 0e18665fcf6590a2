// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may build, in a domain where being on its machine is not enough. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class PermissionIT {
    private static final String KEEP_THE_SOCKET = """
            const Original = window.WebSocket;
            window.WebSocket = class extends Original {
              constructor(...all) {
                super(...all);
                window.keptSocket = this;
              }
            };
            """;
    private static final String ADD_BY_HAND = """
            new Promise((answered) => {
              keptSocket.addEventListener('message', ({ data }) => {
                if (typeof data === 'string' && JSON.parse(data).ref === 4711) {
                  answered(JSON.parse(data).type + ' ' + JSON.parse(data).code);
                }
              });
              keptSocket.send(JSON.stringify({ type: 'add', ref: 4711, entity: { type: 'Box' } }));
            })""";

    @TempDir
    private Path folder;

    @Test
    void lookerIsToldWhyAndTheServerRefuses(Visitors visitors) throws Exception {
        Visitor looker = visitors.somebody();
        looker.page().addInitScript(KEEP_THE_SOCKET);
        looker.walkIn(start(visitors).link());
        double entities = looker.number("freehold.entities");

        String words = looker.openPanel("Build").innerText();
        assertTrue(words.contains("you may look around, and not change this world"), words);
        assertTrue(words.contains("owner link"), words);
        assertFalse(looker.button("Add in front of you").isVisible());
        looker.focusWorld();
        looker.press("Delete");
        assertEquals("refused not-permitted", looker.text(ADD_BY_HAND));
        assertEquals(entities, looker.number("freehold.entities"));
    }

    @Test
    void ownerLinkMakesAnOwnerOnce(Visitors visitors) throws Exception {
        TestDomain domain = start(visitors);
        String claim = domain.link() + "#claim=" + domain.server().claimSecret().orElseThrow();

        Visitor owner = visitors.somebody().open(claim).arrive();
        owner.await("the right to build", "freehold.you.permissions.includes('build')");
        assertEquals(domain.link(), owner.page().url());
        owner.openPanel("Build");
        owner.button("Add in front of you").click();
        owner.await("the new thing", "freehold.selection !== undefined && freehold.unanswered === 0");
        owner.page().reload();
        owner.arrive().await("the right to build", "freehold.you.permissions.includes('build')");

        Visitor second = visitors.somebody().open(claim).arrive();
        second.page().getByRole(AriaRole.ALERT).getByText("owner").waitFor();
        second.keepLargePicture("used-owner-link");
        assertFalse(second.is("freehold.you.permissions.includes('build')"));
        assertEquals(domain.link(), second.page().url());
    }

    private TestDomain start(Visitors visitors) throws Exception {
        Files.writeString(folder.resolve("freehold.toml"), "[build]\nfrom_this_machine = false\n");
        return visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
    }
}
