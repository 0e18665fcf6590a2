// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The one browser of all tests: started by the first that needs it, closed after the last. */
final class SharedBrowser implements AutoCloseable {
    /** A name of this machine that a browser does not take for it: pages there are strangers to WebCrypto. */
    static final String OTHER_NAME = "freehold.test";

    private static final List<String> COMMANDS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> ARGUMENTS = List.of(
            "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader",
            "--disable-background-networking",
            "--no-first-run",
            // Whatever a page may ask for, no test leaves this machine.
            "--host-resolver-rules=MAP " + OTHER_NAME
                    + " 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1");

    private final Playwright playwright;
    private final Browser browser;

    private SharedBrowser() {
        Path executable = executable();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(
                new LaunchOptions().setExecutablePath(executable).setHeadless(true).setArgs(ARGUMENTS));
    }

    static Browser of(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(SharedBrowser.class))
                .computeIfAbsent(SharedBrowser.class, _ -> new SharedBrowser(), SharedBrowser.class).browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path executable() {
        List<Path> candidates = new ArrayList<>();
        String chosen = System.getenv("CHROMIUM");
        if (chosen != null && !chosen.isEmpty()) {
            candidates.add(Path.of(chosen));
        }
        for (String command : COMMANDS) {
            for (String folder : Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1)) {
                candidates.add(Path.of(folder, command));
            }
            candidates.add(Path.of("/usr/bin", command));
        }
        return candidates.stream().filter(Files::isExecutable).findFirst().orElseThrow(() -> new IllegalStateException(
                "The browser tests need Chromium or Chrome, and none of " + COMMANDS + " is on the PATH. Install it"
                        + " ('apt install chromium'), or set the environment variable CHROMIUM to its program."));
    }
}
