// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that exist, found by the secret that resumes them. Kept under the secret's hash: how long a look-up takes says
 * nothing about the secrets here. Any thread.
 */
final class SessionRegistry {
    private final Map<ByteBuffer, Session> byHash = new ConcurrentHashMap<>();

    void add(Session session) {
        byHash.put(hash(session.secret()), session);
    }

    /** False when it was not there any more. */
    boolean remove(Session session) {
        return byHash.remove(hash(session.secret()), session);
    }

    /** The session with this secret, of this visitor; null for none. */
    @Nullable
    Session find(String secret, String key) {
        Session session = byHash.get(hash(secret));
        return session != null && session.key().equals(key) ? session : null;
    }

    /** All of them, as they are at some moment. */
    Collection<Session> all() {
        return List.copyOf(byHash.values());
    }

    int size() {
        return byHash.size();
    }

    private static ByteBuffer hash(String secret) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
