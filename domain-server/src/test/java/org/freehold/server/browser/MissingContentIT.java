// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Content that a browser cannot load. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class MissingContentIT {
    private static final byte[] NOT_A_MODEL = {1, 2, 3};

    @TempDir
    private Path folder;

    @Test
    void placeholdersAreCountedAndTheReasonsListed(Visitors visitors) throws Exception {
        HttpServer host = host();
        try {
            String address = "http://127.0.0.1:" + host.getAddress().getPort();
            TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.unloadable(folder, address), 0));
            Visitor visitor = visitors.somebodyWithLargeWindow().walkIn(domain.link());
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
            visitor.keepPicture("missing-content");
        } finally {
            host.stop(0);
        }
    }

    /** A host of content that allows other sites to read nothing but that a file is gone. */
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
        host.start();
        return host;
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
