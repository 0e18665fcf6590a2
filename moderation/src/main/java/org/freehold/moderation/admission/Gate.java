// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Whose people come in, by home domain; public. Under {@code none-except}, whoever names no home is out too, since otherwise not to
 * name it would be enough. Our own people always come home.
 */
public record Gate(DomainFilter homes) {
    /** Everybody of every home. */
    public static final Gate OPEN = new Gate(DomainFilter.ALL);

    private static final Set<String> MEMBERS = Set.of("mode", "homes");

    /** The rule that keeps somebody out, as a sentence; empty when none does. */
    Optional<String> refuses(ThisDomain us, Identity.@Nullable Home home) {
        if (home == null) {
            return homes.mode() == DomainFilter.Mode.ALL_EXCEPT
                    ? Optional.empty()
                    : Optional.of("It lets in " + homes.sentence("home") + ", and you named no home.");
        }
        return us.vouchedFor(home) || homes.passes(home.domain(), home.keys())
                ? Optional.empty()
                : Optional.of("It lets in " + homes.sentence("home") + "; yours is " + home.domain() + ".");
    }

    /** The document {@code gate}, which is public. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object();
        homes.writeTo(json, "homes");
        return json;
    }

    /**
     * Reads it.
     *
     * @throws Fault at the first thing that is wrong
     */
    public static Gate fromJson(JsonNode json) throws Fault {
        return new Gate(DomainFilter.read(Members.of(json, "gate", MEMBERS), "homes"));
    }
}
