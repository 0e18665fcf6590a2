// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.freehold.server.app.TestDomain;

/** How tests get to the admin page and around in it, and what somebody sees who is kept out. */
final class AdminPage {
    private AdminPage() {}

    /** The address of the domain for somebody who is not on its machine. */
    static String elsewhere(TestDomain domain) {
        return domain.link().replace("localhost", SharedBrowser.OTHER_NAME);
    }

    /** Makes this visitor the owner, by the one-time link. */
    static Visitor claim(Visitor visitor, TestDomain domain) {
        return visitor.open(domain.link() + "#claim=" + domain.server().claimSecret().orElseThrow())
                .arrive()
                .await("the right to administer", "freehold.you.permissions.includes('administer')");
    }

    /** Opens the page at a section, by its id. */
    static void admin(Visitor owner, TestDomain domain, String section) {
        owner.open(domain.link() + "admin#" + section);
        owner.page().locator(".section-body:not([hidden])").waitFor();
    }

    /** Goes to a section by its link. */
    static void openSection(Visitor owner, String name) {
        owner.page().getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true)).click();
        heading(owner, name).waitFor();
        owner.page().locator(".section-body:not([hidden])").waitFor();
    }

    static Locator heading(Visitor visitor, String name) {
        return visitor.page().getByRole(
                AriaRole.HEADING, new GetByRoleOptions().setName(name).setExact(true).setLevel(2));
    }

    /** The dialog that is open. */
    static Locator dialog(Visitor visitor) {
        return visitor.page().getByRole(AriaRole.DIALOG);
    }

    /** A button of the dialog that is open. */
    static Locator answer(Visitor visitor, String label) {
        return dialog(visitor).getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true));
    }

    /** Waits for what is said at the edge of the page. */
    static void told(Visitor visitor, String words) {
        visitor.page().locator(".toast").getByText(words).first().waitFor();
    }

    /** What somebody sees who is kept out. */
    static Locator refusal(Visitor visitor, String beginning) {
        Locator screen = visitor.page().locator(".refused-entry");
        screen.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName(beginning)).waitFor();
        return screen;
    }

    static void assertNothingScrollsSideways(Visitor visitor) {
        assertTrue(
                visitor.is("document.documentElement.scrollWidth <= innerWidth"),
                () -> "scrolls sideways: " + visitor.text("document.documentElement.scrollWidth"));
    }
}
