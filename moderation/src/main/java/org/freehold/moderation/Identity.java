// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody at the door has proved.
 *
 * @param key fingerprint of the key for this domain ({@link Thumbprint})
 * @param portableKey fingerprint of a portable key whose holding was proved; null without one
 * @param home who vouches; null when nobody does
 * @param fromThisMachine surely a person or program on the machine that the server runs on
 * @param software what the client says it is, at most 64 characters; claimed, not proved; null when it does not say
 */
public record Identity(
        String key,
        @Nullable String portableKey,
        @Nullable Home home,
        boolean fromThisMachine,
        @Nullable String software) {

    /**
     * A home domain that vouches.
     *
     * @param domain canonical {@link HostName}, as the statement says
     * @param domainKey fingerprint of the home's key, which signed
     * @param formerKeys fingerprints of the keys that the home had before; it is the same home to all who mean it by one of them
     * @param account canonical name at that home
     * @param level how far the home trusts this account, 0 to 100; the home's own scale
     */
    public record Home(String domain, String domainKey, Set<String> formerKeys, String account, int level) {
        /** Copies. */
        public Home {
            formerKeys = Set.copyOf(formerKeys);
        }

        /** A home that always had the same key. */
        public Home(String domain, String domainKey, String account, int level) {
            this(domain, domainKey, Set.of(), account, level);
        }

        /** Fingerprints of its key and of those before. */
        public Set<String> keys() {
            Set<String> keys = new HashSet<>(formerKeys);
            keys.add(domainKey);
            return keys;
        }
    }

    /** A key, and nothing else. */
    public static Identity ofKey(String key) {
        return new Identity(key, null, null, false, null);
    }

    /** True when only a key for this domain is shown. */
    public boolean isAnonymous() {
        return portableKey == null && home == null;
    }

    /** All that this identity can be meant by, each once. */
    public List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>(5);
        subjects.add(new Subject(Subject.Kind.KEY, key));
        // Who has no other key, such as a program, may show the portable one as the key for this domain.
        if (portableKey != null && !portableKey.equals(key)) {
            subjects.add(new Subject(Subject.Kind.KEY, portableKey));
        }
        if (home != null) {
            subjects.add(new Subject(Subject.Kind.ACCOUNT, home.account() + "@" + home.domain()));
            subjects.add(new Subject(Subject.Kind.HOME, home.domain()));
            subjects.add(new Subject(Subject.Kind.HOME, home.domainKey()));
            home.formerKeys().forEach(former -> subjects.add(new Subject(Subject.Kind.HOME, former)));
        }
        return subjects;
    }
}
