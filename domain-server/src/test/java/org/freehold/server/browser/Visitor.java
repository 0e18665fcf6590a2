// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a browser of their own. Finds things as a screen reader does, and reads {@code window.freehold} for what the
 * page knows. All waiting is bounded.
 */
final class Visitor {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final double PATIENCE_MS = 30_000;
    private static final double POLL_MS = 40;

    /** Schemes of addresses that go nowhere. */
    private static final Set<String> LOCAL = Set.of("data", "blob");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MS);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        context.onRequest(request -> requests.add(request.url()));
        page.onWebSocket(socket -> requests.add(socket.url()));
    }

    Page page() {
        return page;
    }

    /** Opens an address; the page need not be ready when this returns. */
    Visitor open(String link) {
        page.navigate(link, new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        return this;
    }

    /** Opens a link and waits until its picture is drawn with everything in sight, standing on the ground. */
    Visitor walkIn(String link) {
        return open(link).arrive();
    }

    /** Waits until the picture of the page that was opened is drawn with everything in sight, standing on the ground. */
    Visitor arrive() {
        await("in the world", "freehold.state === 'live' && freehold.loaded");
        await("a picture", "freehold.statistics?.frames > 2");
        return await("feet on the ground", "freehold.pose !== undefined && !freehold.pose.airborne");
    }

    /** Waits until an expression of JavaScript is true; {@code what} is for the message when it does not become so. */
    Visitor await(String what, String condition) {
        return await(what, condition, null);
    }

    /** The same with {@code it} in the expression: a string, number, list or map. */
    Visitor await(String what, String condition, @Nullable Object it) {
        try {
            page.waitForFunction(
                    "it => Boolean(window.freehold && (" + condition + "))", it,
                    new WaitForFunctionOptions().setPollingInterval(POLL_MS));
        } catch (TimeoutError e) {
            throw new AssertionError(
                    "not seen in time: " + what + ", that is, " + condition + " with it = " + it + "\nThe page knows: "
                            + knowledge() + "\nIts console complained: " + complaints,
                    e);
        }
        return this;
    }

    /** The value of an expression of JavaScript: null, a boolean, number, string, list or map. */
    @Nullable
    Object read(String expression) {
        return page.evaluate("() => (" + expression + ")");
    }

    double number(String expression) {
        return read(expression) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    String text(String expression) {
        return String.valueOf(read(expression));
    }

    boolean is(String expression) {
        return Boolean.TRUE.equals(read(expression));
    }

    /** Metres; x, y or z. */
    double position(char axis) {
        return number("freehold.pose.position." + axis);
    }

    String name() {
        return text("freehold.you.name");
    }

    Locator button(String label) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(label).setExact(true));
    }

    /** A form field by its label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** An opened panel by its heading. */
    Locator panel(String heading) {
        return page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName(heading).setExact(true));
    }

    /** Opens a panel by its button, unless it is open. */
    Locator openPanel(String name) {
        Locator panel = panel(name);
        if (!panel.isVisible()) {
            page.getByRole(AriaRole.NAVIGATION, new GetByRoleOptions().setName("Panels"))
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)).click();
            panel.waitFor();
        }
        return panel;
    }

    /** Writes a line into the chat and sends it. */
    void say(String line) {
        openPanel("Chat");
        Locator input = field("Say something");
        input.fill(line);
        input.press("Enter");
    }

    Visitor hears(String name, String line) {
        return await(
                name + " saying “" + line + "”",
                "freehold.chat.some(({ name, text }) => name === it.name && text === it.line)",
                Map.of("name", name, "line", line));
    }

    /** Holds a key until a condition is true. Keys are for walking only while the world has the focus. */
    void hold(String key, String what, String until) {
        page.keyboard().down(key);
        try {
            await(what, until);
        } finally {
            page.keyboard().up(key);
        }
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    void focusWorld() {
        page.locator("#world").focus();
    }

    /** What the browser's console said was wrong. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Every address that the page asked for and that is not of this origin. */
    List<String> requestsElsewhere(String link) {
        URI own = URI.create(link);
        return requests.stream().filter(request -> {
            URI asked = URI.create(request);
            return !LOCAL.contains(asked.getScheme())
                    && (!own.getHost().equals(asked.getHost()) || own.getPort() != asked.getPort());
        }).toList();
    }

    /** Keeps a picture of the page among the output of the build, and returns it as PNG. */
    byte[] keepPicture(String name) {
        try {
            return page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        } catch (PlaywrightException e) {
            // A page that hangs must not hide why the test failed.
            return new byte[0];
        }
    }

    /** The same of all that scrolls. */
    byte[] keepWholePicture(String name) {
        return page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    }

    /** The same in a window large enough to look at; small ones are quicker for all the rest. */
    byte[] keepLargePicture(String name) {
        ViewportSize small = page.viewportSize();
        page.setViewportSize(1280, 720);
        await("it drawn anew", "freehold.statistics.frames > it + 2", number("freehold.statistics.frames"));
        byte[] picture = keepPicture(name);
        page.setViewportSize(small.width, small.height);
        return picture;
    }

    void close() {
        context.close();
    }

    private String knowledge() {
        try {
            return text("""
                    JSON.stringify(window.freehold && (({ state, loaded, you, pose, people, entities, chat, statistics,
                        selection, unanswered }) => ({ state, loaded, you, pose, people, entities, chat, statistics,
                        selection, unanswered }))(window.freehold))""");
        } catch (PlaywrightException e) {
            return "nothing that it would tell: " + e.getMessage();
        }
    }
}
