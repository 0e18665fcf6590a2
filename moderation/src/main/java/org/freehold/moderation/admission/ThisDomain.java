// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.HashSet;
import java.util.Set;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;

/**
 * The domain that decides.
 *
 * @param key fingerprint of its key
 * @param formerKeys fingerprints of the keys that it had before; whoever lists one of them means this domain
 * @param hosts canonical names under which it is known; may be empty
 */
public record ThisDomain(String key, Set<String> formerKeys, Set<String> hosts) {
    /** Copies. */
    public ThisDomain {
        formerKeys = Set.copyOf(formerKeys);
        hosts = Set.copyOf(hosts);
    }

    /** A domain that always had the same key. */
    public ThisDomain(String key, Set<String> hosts) {
        this(key, Set.of(), hosts);
    }

    /** All fingerprints, of now and before. */
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(formerKeys);
        keys.add(key);
        return keys;
    }

    /** True when our own key vouched. */
    boolean vouchedFor(Identity.Home home) {
        return home.domainKey().equals(key);
    }

    /** True for a home that says it is us and is not. */
    boolean isImpersonatedBy(Identity.Home home) {
        return hosts.contains(home.domain()) && !vouchedFor(home);
    }

    /** True when this whole domain is meant. */
    boolean is(Subject subject) {
        return subject.kind() == Subject.Kind.HOME
                && (subject.value().equals(key) || formerKeys.contains(subject.value())
                        || hosts.contains(subject.value()));
    }
}
