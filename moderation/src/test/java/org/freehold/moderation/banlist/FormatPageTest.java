// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.freehold.moderation.Action;
import org.freehold.moderation.signed.Jcs;
import org.junit.jupiter.api.Test;

/** What the page about the format shows is read as it says. */
class FormatPageTest {
    private static final Path PAGE = Path.of("..", "docs", "ban-list-format.md");

    @Test
    void readsTheExample() throws IOException {
        String page = Files.readString(PAGE);
        String rest = page.substring(page.indexOf("<!-- example: ban list -->"));
        String example = rest.substring(rest.indexOf("```json\n") + "```json\n".length(), rest.indexOf("\n```\n"));
        ObjectNode document = (ObjectNode) new JsonMapper().readTree(example);
        BanList list = Lists.read(document);
        assertEquals(Action.DENY, list.entries().get(1).action());
        assertEquals("e-9-2", list.retractions().getFirst().id());
        assertEquals(new SelfTest(list.selfTest().hit(), list.selfTest().miss()), SelfTest.of(list.list()));
        assertArrayEquals(Jcs.bytes(document), BanListWriter.bytes(list), "nothing is lost");
    }
}
