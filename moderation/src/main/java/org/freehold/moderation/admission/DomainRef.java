// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.HostName;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Another domain, by its name, its key, or both. Its key is what it is; its name is what it is called.
 *
 * @param host canonical; null when only the key is known
 * @param key fingerprint; null when only the name is known
 */
public record DomainRef(@Nullable String host, @Nullable String key) {
    private static final Set<String> MEMBERS = Set.of("domain", "key");
    private static final int MAX_CHARACTERS = 300;

    /** Checks that something is known. */
    public DomainRef {
        if (host == null && key == null) {
            throw new IllegalArgumentException("neither name nor key (expected: at least one)");
        }
    }

    /**
     * The domain written as the name of a host or the fingerprint of a key.
     *
     * @throws Fault when it is neither
     */
    public static DomainRef parse(String text) throws Fault {
        return parse(text, "domain");
    }

    /** True when it can't be excluded that this is the domain: enough to keep it out. */
    boolean mayBe(@Nullable String otherHost, Set<String> otherKeys) {
        return (host != null && host.equals(otherHost)) || (key != null && otherKeys.contains(key));
    }

    /** True when this is the domain as well as we know it: needed to let it in. A known key decides alone. */
    boolean surelyIs(@Nullable String otherHost, Set<String> otherKeys) {
        return key != null ? otherKeys.contains(key) : host != null && host.equals(otherHost);
    }

    /** For people: the name where there is one. */
    String text() {
        return host != null ? host : String.valueOf(key);
    }

    JsonNode toJson() {
        return host != null && key != null
                ? Members.object().put("domain", host).put("key", key)
                : TextNode.valueOf(text());
    }

    static DomainRef fromJson(JsonNode json, String path) throws Fault {
        if (json.isTextual()) {
            return parse(json.textValue(), path);
        }
        Members members = Members.of(json, path, MEMBERS);
        DomainRef named = parse(members.text("domain", MAX_CHARACTERS), members.path("domain"));
        DomainRef keyed = parse(members.text("key", MAX_CHARACTERS), members.path("key"));
        if (named.host == null || keyed.key == null) {
            throw Fault.badValue(path, json, "domain: the name of a host, key: its fingerprint of 43 characters");
        }
        return new DomainRef(named.host, keyed.key);
    }

    private static DomainRef parse(String text, String path) throws Fault {
        Optional<Subject> home = Subject.of(Subject.Kind.HOME, text);
        if (home.isEmpty()) {
            throw Fault.badValue(
                    path, "\"" + text + "\"",
                    "the name of one domain such as a.example, or its key's fingerprint of 43 characters");
        }
        String value = home.get().value();
        return HostName.canonical(value).isPresent() ? new DomainRef(value, null) : new DomainRef(null, value);
    }
}
