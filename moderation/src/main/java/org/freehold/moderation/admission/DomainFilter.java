// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which domains are meant: all but some, or none but some.
 *
 * @param except those that are not as the mode says
 */
public record DomainFilter(Mode mode, List<DomainRef> except) {
    /** All domains. */
    public static final DomainFilter ALL = new DomainFilter(Mode.ALL_EXCEPT, List.of());

    private static final int MAX_DOMAINS = 10_000;

    /** The two forms. */
    public enum Mode {
        ALL_EXCEPT,
        NONE_EXCEPT;

        /** As in settings, such as {@code all-except}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Mode> parse(String text) {
            for (Mode each : values()) {
                if (each.text().equals(text)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /** Copies. */
    public DomainFilter {
        except = List.copyOf(except);
    }

    /** All domains but these, written as {@link DomainRef}. */
    public static DomainFilter allExcept(DomainRef... domains) {
        return new DomainFilter(Mode.ALL_EXCEPT, List.of(domains));
    }

    /** No domain but these. */
    public static DomainFilter noneExcept(DomainRef... domains) {
        return new DomainFilter(Mode.NONE_EXCEPT, List.of(domains));
    }

    /**
     * Whether the domain passes.
     *
     * @param host canonical name; null when not known
     * @param keys fingerprints of its key and of those that it had before; empty when not known
     */
    public boolean passes(@Nullable String host, Set<String> keys) {
        return switch (mode) {
            case ALL_EXCEPT -> except.stream().noneMatch(domain -> domain.mayBe(host, keys));
            case NONE_EXCEPT -> except.stream().anyMatch(domain -> domain.surelyIs(host, keys));
        };
    }

    /** Such as {@code all homes except a.example}, for the noun {@code home}; names at most three. */
    String sentence(String noun) {
        String named = except.stream().limit(3).map(DomainRef::text).reduce((a, b) -> a + ", " + b).orElse("");
        String more = except.size() > 3 ? " and " + (except.size() - 3) + " more" : "";
        String start = mode == Mode.ALL_EXCEPT ? "all " + noun + "s" : "no " + noun;
        return except.isEmpty() ? start : start + " except " + named + more;
    }

    void writeTo(ObjectNode json, String listName) {
        json.put("mode", mode.text());
        ArrayNode domains = json.putArray(listName);
        except.forEach(domain -> domains.add(domain.toJson()));
    }

    static DomainFilter read(Members members, String listName) throws Fault {
        Mode mode = members.word("mode", Mode::parse, "all-except or none-except");
        return new DomainFilter(mode, members.list(listName, MAX_DOMAINS, DomainRef::fromJson));
    }
}
