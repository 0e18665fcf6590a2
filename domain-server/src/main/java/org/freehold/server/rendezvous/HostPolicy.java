// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import java.util.Optional;

/** Whom this rendezvous does not introduce. Called on event loops; must not block. */
@FunctionalInterface
public interface HostPolicy {

    /** Why the host whose key has this fingerprint is not introduced, one sentence for its owner; empty when it is. */
    Optional<String> whyNot(String fingerprint);
}
