// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.freehold.moderation.admission.ThisDomain;
import org.freehold.server.identity.DomainKeys;
import org.freehold.server.identity.IdentityException;

/**
 * {@code key/rotate}: gives the domain a new key that the old one vouches for; from the shell of the host only. What the domain publishes
 * is signed anew afterwards; who knows the old key follows by the key sets.
 */
public final class KeyRotation {
    private final DomainKeys keys;
    private final Records records;
    private final Runnable signAnew;
    private final SecureRandom random;

    /**
     * For a domain.
     *
     * @param signAnew signs what is published with the key of now; when it can't, it tries again by itself later
     */
    public KeyRotation(DomainKeys keys, Records records, Runnable signAnew, SecureRandom random) {
        this.keys = keys;
        this.records = records;
        this.signAnew = signAnew;
        this.random = random;
    }

    /** How it is asked for. */
    public Operation operation() {
        return Simple.forShell("key/rotate", "key rotate", this::rotate);
    }

    private ObjectNode rotate(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        try {
            DomainKeys.Successor next = keys.successor(random);
            rotate(caller, next);
            return JsonNodeFactory.instance.objectNode().put("key", next.fingerprint());
        } catch (IdentityException e) {
            throw Refusal.notStored(String.valueOf(e.getMessage()));
        }
    }

    /** The line of the audit log first: it can be taken back, and a key that others have seen cannot. */
    private void rotate(Caller caller, DomainKeys.Successor next) throws Refusal, IdentityException {
        ThisDomain before = records.rulebook().us();
        Set<String> former = new HashSet<>(before.keys());
        records.change(
                caller, entry("key/rotate", before.key(), next.fingerprint()),
                rulebook -> rulebook.with(new ThisDomain(next.fingerprint(), former, before.hosts())));
        try {
            keys.rotate(next);
        } catch (IdentityException e) {
            records.change(
                    caller, entry("key/rotate-failed", next.fingerprint(), before.key()),
                    rulebook -> rulebook.with(before));
            throw e;
        }
        signAnew.run();
    }

    private static Records.Entry entry(String what, String before, String after) {
        return new Records.Entry(
                what, "", JsonNodeFactory.instance.objectNode().put("before", before).put("key", after));
    }

    /** The domain as the rulebook knows it, with the keys of now. */
    public static ThisDomain us(DomainKeys keys, Set<String> hosts) {
        String now = keys.current().thumbprint();
        Set<String> former = new HashSet<>(keys.fingerprints());
        former.remove(now);
        return new ThisDomain(now, former, hosts);
    }
}
