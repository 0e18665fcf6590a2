// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A STUN message (RFC 8489 section 5) as it came, of which only what decides who may see it has been read.
 *
 * <pre>
 * type u16 · length u16 · magic cookie u32 = 0x2112a442 · transaction 12 bytes · attributes: type u16 · length u16 · value, padded to 4
 * </pre>
 */
public final class StunPacket {
    /** Longer than any check of a browser. */
    static final int MAX_BYTES = 1500;

    private static final int HEADER_BYTES = 20;
    private static final int ATTRIBUTE_HEADER_BYTES = 4;
    private static final int MAGIC_COOKIE = 0x2112a442;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_INDICATION = 0x0011;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int BINDING_ERROR = 0x0111;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int INTEGRITY_BYTES = 20;
    private static final int MAX_USERNAME_BYTES = 513;

    private final byte[] bytes;
    private final Kind kind;
    private final @Nullable String username;
    private final int integrityAt;

    /** What is heeded; everything else that STUN knows is not for us. */
    public enum Kind {
        REQUEST,
        INDICATION,
        RESPONSE
    }

    private StunPacket(byte[] bytes, Kind kind, @Nullable String username, int integrityAt) {
        this.bytes = bytes;
        this.kind = kind;
        this.username = username;
        this.integrityAt = integrityAt;
    }

    /** Whether the first byte of a packet is that of a STUN message (RFC 7983). */
    public static boolean begins(int firstByte) {
        return firstByte >= 0 && firstByte <= 3;
    }

    /** Null when it is no well-formed message of a kind that is heeded; keeps the array. */
    public static @Nullable StunPacket read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes.length > MAX_BYTES || bytes.length % 4 != 0
                || u16(bytes, 2) != bytes.length - HEADER_BYTES
                || i32(bytes, 4) != MAGIC_COOKIE) {
            return null;
        }
        Kind kind = switch (u16(bytes, 0)) {
            case BINDING_REQUEST -> Kind.REQUEST;
            case BINDING_INDICATION -> Kind.INDICATION;
            case BINDING_SUCCESS, BINDING_ERROR -> Kind.RESPONSE;
            default -> null;
        };
        if (kind == null) {
            return null;
        }
        String username = null;
        int integrityAt = -1;
        int at = HEADER_BYTES;
        while (at < bytes.length) {
            int type = u16(bytes, at);
            int length = u16(bytes, at + 2);
            int next = at + ATTRIBUTE_HEADER_BYTES + ((length + 3) & ~3);
            if (next > bytes.length) {
                return null;
            }
            if (type == USERNAME && integrityAt < 0) {
                if (username != null || length > MAX_USERNAME_BYTES) {
                    return null;
                }
                username = new String(bytes, at + ATTRIBUTE_HEADER_BYTES, length, StandardCharsets.UTF_8);
            } else if (type == MESSAGE_INTEGRITY && integrityAt < 0) {
                if (length != INTEGRITY_BYTES) {
                    return null;
                }
                integrityAt = at;
            }
            at = next;
        }
        return new StunPacket(bytes, kind, username, integrityAt);
    }

    public Kind kind() {
        return kind;
    }

    /** The whole message; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whom a request is for: the part of the user name before the colon; null when there is none. */
    @Nullable
    String ufragBeforeColon() {
        String name = username;
        if (name == null || name.indexOf(':') <= 0) {
            return null;
        }
        return name.substring(0, name.indexOf(':'));
    }

    /** Whom a request that goes out is of: the part of the user name after the colon; empty when there is none. */
    String ufragAfterColon() {
        return username == null ? "" : username.substring(username.indexOf(':') + 1);
    }

    /** By which an answer is found to fit. */
    Transaction transaction() {
        return new Transaction(((long) i32(bytes, 8) << 32) | (i32(bytes, 12) & 0xffff_ffffL), i32(bytes, 16));
    }

    /** The 96 bits that name a request. */
    record Transaction(long high, int low) {}

    /** Whether it is signed with this password; compares in constant time. */
    public boolean isSignedWith(String password) {
        if (integrityAt < 0) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            // As if the message ended with the signature.
            int length = integrityAt + ATTRIBUTE_HEADER_BYTES + INTEGRITY_BYTES - HEADER_BYTES;
            mac.update(bytes, 0, 2);
            mac.update((byte) (length >> 8));
            mac.update((byte) length);
            mac.update(bytes, 4, integrityAt - 4);
            byte[] shown = new byte[INTEGRITY_BYTES];
            System.arraycopy(bytes, integrityAt + ATTRIBUTE_HEADER_BYTES, shown, 0, INTEGRITY_BYTES);
            return MessageDigest.isEqual(mac.doFinal(), shown);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-1", e);
        }
    }

    private static int i32(byte[] bytes, int index) {
        return (u16(bytes, index) << 16) | u16(bytes, index + 2);
    }

    private static int u16(byte[] bytes, int index) {
        return ((bytes[index] & 0xff) << 8) | (bytes[index + 1] & 0xff);
    }
}
