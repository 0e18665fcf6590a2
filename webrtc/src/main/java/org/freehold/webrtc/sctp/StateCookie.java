// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What this side remembers of an INIT: nothing. It hands the peer all of it, authenticated, and takes it back with the COOKIE ECHO (RFC 9260 section 5.1.3). The key
 * is this association's own, so a cookie of another one is of no use.
 */
final class StateCookie {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int CONTENT_BYTES = 8 + 4 + 4 + 4 + 2 + 2 + 4 + 1;
    private static final int FORWARDS = 1;
    private static final int RESETS = 2;
    private static final int TAKES_NO_CHECKSUM = 4;

    /** RFC 9260 section 16. */
    private static final long LIFETIME_NANOS = 60_000_000_000L;

    private final byte[] key = new byte[MAC_BYTES];
    private final int ownTag;

    StateCookie(RandomGenerator random, int ownTag) {
        random.nextBytes(key);
        this.ownTag = ownTag;
    }

    /** Puts away what the peer said. */
    byte[] seal(Introduction said, long now) {
        byte[] cookie = new byte[CONTENT_BYTES + MAC_BYTES];
        int flags = (said.forwards() ? FORWARDS : 0) | (said.resets() ? RESETS : 0)
                | (said.takesNoChecksum() ? TAKES_NO_CHECKSUM : 0);
        ByteBuffer.wrap(cookie)
                .putLong(now)
                .putInt(ownTag)
                .putInt(said.tag())
                .putInt(said.windowBytes())
                .putShort((short) said.streamsOut())
                .putShort((short) said.streamsIn())
                .putInt(said.firstTsn())
                .put((byte) flags)
                .put(mac(cookie));
        return cookie;
    }

    /** What the peer said; null if this is no cookie of this association, or one that is too old. */
    @Nullable
    Introduction open(byte[] packet, int start, int length, long now) {
        if (length != CONTENT_BYTES + MAC_BYTES) {
            return null;
        }
        ByteBuffer cookie = ByteBuffer.wrap(packet, start, length).slice();
        byte[] content = new byte[CONTENT_BYTES];
        byte[] mac = new byte[MAC_BYTES];
        cookie.get(content).get(mac).rewind();
        if (!MessageDigest.isEqual(mac, mac(content))) {
            return null;
        }
        long age = now - cookie.getLong();
        if (cookie.getInt() != ownTag || age < 0 || age > LIFETIME_NANOS) {
            return null;
        }
        int tag = cookie.getInt();
        int windowBytes = cookie.getInt();
        int streamsOut = Short.toUnsignedInt(cookie.getShort());
        int streamsIn = Short.toUnsignedInt(cookie.getShort());
        int firstTsn = cookie.getInt();
        int flags = cookie.get();
        return new Introduction(
                tag, windowBytes, streamsOut, streamsIn, firstTsn, (flags & FORWARDS) != 0, (flags & RESETS) != 0,
                (flags & TAKES_NO_CHECKSUM) != 0);
    }

    /** Made for each, since it is needed once or twice in the life of an association. */
    private byte[] mac(byte[] cookie) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(cookie, 0, CONTENT_BYTES);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM + ", which each Java has", e);
        }
    }
}
