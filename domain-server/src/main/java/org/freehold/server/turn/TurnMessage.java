// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A message of TURN (RFC 8656, in the form of RFC 8489 section 5). Pure.
 *
 * @param transaction 12 bytes; not to be changed
 * @param attributes by type, in order, the first of a kind; not to be changed
 */
record TurnMessage(int type, byte[] transaction, Map<Integer, byte[]> attributes) {
    static final int ALLOCATE = 0x0003;
    static final int REFRESH = 0x0004;
    static final int DATA_INDICATION = 0x0017;
    static final int CHANNEL_BIND = 0x0009;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int CHANNEL_NUMBER = 0x000C;
    static final int LIFETIME = 0x000D;
    static final int PEER_ADDRESS = 0x0012;
    static final int DATA = 0x0013;
    static final int REALM = 0x0014;
    static final int NONCE = 0x0015;
    static final int RELAYED_ADDRESS = 0x0016;
    static final int REQUESTED_TRANSPORT = 0x0019;

    static final int HEADER_BYTES = 20;

    private static final int COOKIE = 0x2112A442;
    private static final int CLASS_MASK = 0x0110;
    private static final int SUCCESS = 0x0100;
    private static final int FAILURE = 0x0110;
    private static final int HASH_BYTES = 20;
    private static final int MAX_BYTES = 4096;

    /** A request or indication without attributes. */
    static TurnMessage of(int type, byte[] transaction) {
        return new TurnMessage(type, transaction, new LinkedHashMap<>());
    }

    TurnMessage with(int attribute, byte[] value) {
        attributes.put(attribute, value);
        return this;
    }

    TurnMessage with(int attribute, int value) {
        return with(attribute, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    TurnMessage with(int attribute, InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        ByteBuffer value = ByteBuffer.allocate(4 + bytes.length).put((byte) 0)
                .put((byte) (bytes.length == 4 ? 1 : 2)).putShort((short) (address.getPort() ^ (COOKIE >>> 16)))
                .put(masked(bytes));
        return with(attribute, value.array());
    }

    boolean isSuccess() {
        return (type & CLASS_MASK) == SUCCESS;
    }

    boolean isFailure() {
        return (type & CLASS_MASK) == FAILURE;
    }

    /** Of an answer: the one it belongs to. */
    String question() {
        return HexFormat.of().formatHex(transaction);
    }

    /** 0 when there is none. */
    int errorCode() {
        byte[] value = attributes.get(ERROR_CODE);
        return value == null || value.length < Integer.BYTES ? 0 : (value[2] & 7) * 100 + value[3];
    }

    int number(int attribute, int otherwise) {
        byte[] value = attributes.get(attribute);
        return value == null || value.length != Integer.BYTES ? otherwise : ByteBuffer.wrap(value).getInt();
    }

    @Nullable
    InetSocketAddress address(int attribute) {
        byte[] value = attributes.get(attribute);
        if (value == null || (value.length != 8 && value.length != 20) || value[1] != (value.length == 8 ? 1 : 2)) {
            return null;
        }
        byte[] bytes = new byte[value.length - 4];
        System.arraycopy(value, 4, bytes, 0, bytes.length);
        try {
            int port = Short.toUnsignedInt(ByteBuffer.wrap(value).getShort(2)) ^ (COOKIE >>> 16);
            return new InetSocketAddress(InetAddress.getByAddress(masked(bytes)), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** The bytes, signed with the key when there is one. */
    byte[] bytes(byte @Nullable [] key) {
        ByteBuffer out = ByteBuffer.allocate(size() + (key == null ? 0 : 4 + HASH_BYTES));
        out.putShort((short) type).putShort((short) (out.capacity() - HEADER_BYTES)).putInt(COOKIE).put(transaction);
        attributes.forEach((attribute, value) -> {
            out.putShort(attribute.shortValue()).putShort((short) value.length).put(value);
            out.position((out.position() + 3) & ~3);
        });
        if (key != null) {
            byte[] signed = new byte[out.position()];
            out.get(0, signed);
            out.putShort((short) MESSAGE_INTEGRITY).putShort((short) HASH_BYTES).put(hash(key, signed));
        }
        return out.array();
    }

    private int size() {
        return HEADER_BYTES + attributes.values().stream().mapToInt(value -> 4 + ((value.length + 3) & ~3)).sum();
    }

    /** The message in these bytes; empty when they are none. */
    static Optional<TurnMessage> read(byte[] packet) {
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        if (packet.length < HEADER_BYTES || packet.length > MAX_BYTES || packet[0] >> 6 != 0
                || bytes.getInt(4) != COOKIE
                || Short.toUnsignedInt(bytes.getShort(2)) != packet.length - HEADER_BYTES) {
            return Optional.empty();
        }
        byte[] transaction = new byte[12];
        bytes.get(8, transaction);
        Map<Integer, byte[]> attributes = new LinkedHashMap<>();
        bytes.position(HEADER_BYTES);
        while (bytes.remaining() >= 4) {
            int attribute = Short.toUnsignedInt(bytes.getShort());
            int length = Short.toUnsignedInt(bytes.getShort());
            if (((length + 3) & ~3) > bytes.remaining()) {
                return Optional.empty();
            }
            byte[] value = new byte[length];
            bytes.get(bytes.position(), value);
            attributes.putIfAbsent(attribute, value);
            bytes.position(bytes.position() + ((length + 3) & ~3));
        }
        return Optional.of(new TurnMessage(Short.toUnsignedInt(bytes.getShort(0)), transaction, attributes));
    }

    /** The key of a long-term credential (RFC 8489 section 9.2.2): MD5, as the protocol has it. */
    static byte[] key(String username, String realm, String password) {
        try {
            return MessageDigest.getInstance("MD5")
                    .digest((username + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static byte[] hash(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    private byte[] masked(byte[] address) {
        ByteBuffer mask = ByteBuffer.allocate(16).putInt(COOKIE).put(transaction);
        byte[] result = address.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= mask.get(i);
        }
        return result;
    }

    /** The type and no values: a password is made of some. */
    @Override
    public String toString() {
        return "TurnMessage 0x" + Integer.toHexString(type);
    }
}
