// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.Set;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;

/**
 * The domain that decides.
 *
 * @param key fingerprint of its key
 * @param hosts canonical names under which it is known; may be empty
 */
public record ThisDomain(String key, Set<String> hosts) {
    /** Copies. */
    public ThisDomain {
        hosts = Set.copyOf(hosts);
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
        return subject.kind() == Subject.Kind.HOME && (subject.value().equals(key) || hosts.contains(subject.value()));
    }
}
