// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person opens the link of a domain that was just started. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class ArrivalIT {
    /** A page without a picture has a background and writing, which is fewer. */
    private static final int COLOURS_OF_A_PICTURE = 200;

    @TempDir
    private Path folder;

    @Test
    void linkLeadsStraightIntoTheWorld(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, null, 0));
        Visitor visitor = visitors.somebodyWithLargeWindow().walkIn(domain.link());

        assertEquals(0, visitor.page().locator("dialog[open]").count());
        assertTrue(visitor.number("freehold.entities") > 0);
        assertEquals("Freehold", visitor.page().title());
        visitor.button("You are " + visitor.name() + ": change your name").waitFor();
        visitor.await("all things drawn", "freehold.statistics.entities >= freehold.entities");
        double frames = visitor.number("freehold.statistics.frames");
        visitor.await("more frames", "freehold.statistics.frames > it", frames);
        byte[] picture = visitor.keepPicture("arrival");
        assertTrue(
                coloursInTheMiddle(picture) > COLOURS_OF_A_PICTURE,
                () -> "the picture has only " + coloursInTheMiddle(picture) + " colours");
        assertEquals(List.of(), visitor.requestsElsewhere(domain.link()));
        assertEquals(List.of(), visitor.complaints());
    }

    @Test
    void whoComesBackIsTheSamePerson(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, null, 0));
        Visitor visitor = visitors.somebody().walkIn(domain.link());
        String name = visitor.name();
        assertFalse(name.isBlank());
        visitor.page().reload();
        visitor.arrive();
        assertEquals(name, visitor.name());
    }

    private static int coloursInTheMiddle(byte[] png) {
        try {
            var image = ImageIO.read(new ByteArrayInputStream(png));
            Set<Integer> colours = new HashSet<>();
            for (int y = image.getHeight() / 4; y < image.getHeight() * 3 / 4; y++) {
                for (int x = image.getWidth() * 3 / 8; x < image.getWidth() * 5 / 8; x++) {
                    colours.add(image.getRGB(x, y));
                }
            }
            return colours.size();
        } catch (IOException e) {
            throw new IllegalStateException("a PNG in memory can be read", e);
        }
    }
}
