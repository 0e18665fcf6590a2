// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pictures and models of other hosts, and those that a browser cannot load. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class ContentIT {
    private static final byte[] NOT_A_MODEL = {1, 2, 3};

    @TempDir
    private Path folder;

    @Test
    void placeholdersAreCountedAndTheReasonsListed(Visitors visitors) throws Exception {
        HttpServer host = host();
        try {
            String address = "http://127.0.0.1:" + host.getAddress().getPort();
            TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.unloadable(folder, address), 0));
            Visitor visitor = visitors.somebody().walkIn(domain.link());
            visitor.await("six placeholders", "freehold.statistics.placeholders === 6");

            Locator things = visitor.openPanel("Things");
            things.getByText("6 things cannot be shown").click();
            String reasons = things.innerText();
            assertEquals(
                    "all",
                    missingOf(
                            reasons, "asset server (atp:)", "atp:/tree.fbx", "built into the Overte program (qrc:)",
                            "author's own computer (file:)", "nowhere.invalid could not be reached",
                            "does not let other sites read it", address + "/table.glb",
                            "answered with the error 404"),
                    () -> reasons);
            assertTrue(visitor.is("document.querySelector('.label-layer').textContent.includes('On an asset server')"));
            visitor.keepLargePicture("missing-content");
        } finally {
            host.stop(0);
        }
    }

    @Test
    void pictureThatItsHostSharesIsShown(Visitors visitors) throws Exception {
        HttpServer host = host();
        try {
            TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
            Visitor visitor = visitors.somebody().walkIn(domain.link());
            visitor.openPanel("Build");
            visitor.field("What").selectOption("Image by address");
            visitor.field("Address of the image")
                    .fill("http://127.0.0.1:" + host.getAddress().getPort() + "/shared/magenta.png");
            visitor.button("Add in front of you").click();
            visitor.await("the new image selected", "freehold.selection !== undefined && freehold.unanswered === 0");
            visitor.await("all things drawn", "freehold.statistics.entities === freehold.entities");
            double frames = visitor.number("freehold.statistics.frames");
            visitor.await("it in the picture", "freehold.statistics.frames > it + 2", frames);
            assertEquals(0, visitor.number("freehold.statistics.placeholders"));
            assertTrue(hasMagenta(visitor.keepLargePicture("image")));
        } finally {
            host.stop(0);
        }
    }

    /** A host of content that lets other sites read what is under {@code /shared/}, and that what is under {@code /gone/} is gone. */
    private static HttpServer host() throws Exception {
        HttpServer host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, NOT_A_MODEL.length);
            exchange.getResponseBody().write(NOT_A_MODEL);
            exchange.close();
        });
        host.createContext("/gone/", exchange -> {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        byte[] magenta = magenta();
        host.createContext("/shared/", exchange -> {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, magenta.length);
            exchange.getResponseBody().write(magenta);
            exchange.close();
        });
        host.start();
        return host;
    }

    private static byte[] magenta() throws IOException {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, 0xff00ff);
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Something much more red and blue than green, whatever the light. */
    private static boolean hasMagenta(byte[] png) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        for (int x = 0; x < image.getWidth(); x += 4) {
            for (int y = 0; y < image.getHeight(); y += 4) {
                int colour = image.getRGB(x, y);
                if ((colour >> 16 & 0xff) > 150 && (colour & 0xff) > 150 && (colour >> 8 & 0xff) < 60) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String missingOf(String words, String... expected) {
        for (String part : expected) {
            if (!words.contains(part)) {
                return "not “" + part + "”";
            }
        }
        return "all";
    }
}
