// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.freehold.server.app.TestDomain;

/** The people of one test, each with a browser profile of their own, and the domains that they go to. */
final class Visitors {
    /** Small, because a processor draws the picture. */
    private static final int WIDTH = 640;

    private static final int HEIGHT = 360;

    private final Browser browser;
    private final List<Visitor> present = new ArrayList<>();
    private final Deque<TestDomain> domains = new ArrayDeque<>();

    Visitors(Browser browser) {
        this.browser = browser;
    }

    /** Closed when the test is over, after everybody has left. */
    TestDomain at(TestDomain domain) {
        domains.push(domain);
        return domain;
    }

    /** Somebody with a new profile, who has not opened anything. */
    Visitor somebody() {
        return somebody(new NewContextOptions());
    }

    /** The same with a window large enough for a picture to look at. */
    Visitor somebodyWithLargeWindow() {
        return somebody(new NewContextOptions().setViewportSize(1280, 720));
    }

    Visitor somebody(NewContextOptions options) {
        if (options.viewportSize == null) {
            options.setViewportSize(WIDTH, HEIGHT);
        }
        BrowserContext context = browser.newContext(options);
        Visitor visitor = new Visitor(context);
        present.add(visitor);
        return visitor;
    }

    void keepPictures(String name) {
        for (int i = 0; i < present.size(); i++) {
            present.get(i).keepPicture(name + "-" + (i + 1));
        }
    }

    void leave() {
        present.forEach(Visitor::close);
        domains.forEach(TestDomain::close);
    }
}
