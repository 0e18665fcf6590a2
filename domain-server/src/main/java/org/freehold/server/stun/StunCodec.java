// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of Binding messages (RFC 8489 section 5). Pure.
 *
 * <pre>
 *  0                   1                   2                   3
 * |0 0|   message type            |         message length        |
 * |                   magic cookie 0x2112A442                     |
 * |                   transaction (12 bytes)                      |
 * |      attribute type           |    length     | value, padded to 4
 * </pre>
 */
public final class StunCodec {
    /** Largest message that is looked at: no honest Binding message comes near. */
    public static final int MAX_BYTES = 548;

    private static final int HEADER_BYTES = 20;
    private static final int COOKIE = 0x2112A442;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int FAILURE = 0x0111;
    private static final int CHANGE_REQUEST = 0x0003;
    private static final int ERROR_CODE = 0x0009;
    private static final int UNKNOWN_ATTRIBUTES = 0x000A;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int RESPONSE_ORIGIN = 0x802B;
    private static final int OTHER_ADDRESS = 0x802C;
    private static final int OPTIONAL = 0x8000;
    private static final int CHANGE_ADDRESS_FLAG = 4;
    private static final int CHANGE_PORT_FLAG = 2;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int MAX_UNKNOWN = 8;
    private static final int LEAST_HUNDREDS = 3;

    /** Attributes of credentials, ICE and addresses, which a request may have and a server without them passes over. */
    private static final List<Integer> PASSED_OVER =
            List.of(0x0001, 0x0006, 0x0008, 0x0014, 0x0015, 0x001C, 0x001D, 0x001E, 0x0024, 0x0025);

    private StunCodec() {}

    /** The message in these bytes; empty when they are not a Binding message, whatever else they are. */
    public static Optional<StunMessage> read(ByteBuffer packet) {
        ByteBuffer bytes = packet.slice();
        int size = bytes.remaining();
        if (size < HEADER_BYTES || size > MAX_BYTES || size % 4 != 0 || bytes.getInt(4) != COOKIE
                || bytes.getShort(2) != size - HEADER_BYTES) {
            return Optional.empty();
        }
        byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
        bytes.get(8, transaction);
        Attributes found = new Attributes();
        bytes.position(HEADER_BYTES);
        while (bytes.hasRemaining()) {
            int type = Short.toUnsignedInt(bytes.getShort());
            int length = Short.toUnsignedInt(bytes.getShort());
            int padded = (length + 3) & ~3;
            if (padded > bytes.remaining()) {
                return Optional.empty();
            }
            if (!found.take(type, bytes.slice(bytes.position(), length), transaction)) {
                return Optional.empty();
            }
            bytes.position(bytes.position() + padded);
        }
        return found.message(Short.toUnsignedInt(bytes.getShort(0)), transaction);
    }

    /** Attributes as they come in; the first of a kind counts (RFC 8489 section 14). */
    private static final class Attributes {
        private @Nullable InetSocketAddress mapped;
        private @Nullable InetSocketAddress origin;
        private @Nullable InetSocketAddress other;
        private StunMessage.@Nullable Change change;
        private int errorCode;
        private final List<Integer> unknown = new ArrayList<>();

        /** False when the value is not what its type says. */
        boolean take(int type, ByteBuffer value, byte[] transaction) {
            return switch (type) {
                case XOR_MAPPED_ADDRESS, RESPONSE_ORIGIN, OTHER_ADDRESS ->
                        takeAddress(type, address(value, transaction, type == XOR_MAPPED_ADDRESS));
                case CHANGE_REQUEST -> takeChange(value);
                case ERROR_CODE -> takeError(value);
                default -> {
                    if (type < OPTIONAL && !PASSED_OVER.contains(type) && unknown.size() < MAX_UNKNOWN) {
                        unknown.add(type);
                    }
                    yield true;
                }
            };
        }

        private boolean takeAddress(int type, @Nullable InetSocketAddress address) {
            if (address == null) {
                return false;
            }
            if (type == XOR_MAPPED_ADDRESS) {
                mapped = mapped == null ? address : mapped;
            } else if (type == RESPONSE_ORIGIN) {
                origin = origin == null ? address : origin;
            } else {
                other = other == null ? address : other;
            }
            return true;
        }

        private boolean takeChange(ByteBuffer value) {
            if (value.remaining() != Integer.BYTES) {
                return false;
            }
            int flags = value.getInt();
            if (change == null) {
                change = new StunMessage.Change((flags & CHANGE_ADDRESS_FLAG) != 0, (flags & CHANGE_PORT_FLAG) != 0);
            }
            return true;
        }

        private boolean takeError(ByteBuffer value) {
            if (value.remaining() < Integer.BYTES) {
                return false;
            }
            int hundreds = value.get(2) & 7;
            int rest = value.get(3);
            if (hundreds < LEAST_HUNDREDS || rest < 0 || rest > 99) {
                return false;
            }
            errorCode = errorCode == 0 ? hundreds * 100 + rest : errorCode;
            return true;
        }

        Optional<StunMessage> message(int type, byte[] transaction) {
            return switch (type) {
                case REQUEST -> Optional.of(new StunMessage.Request(transaction, change, unknown));
                case SUCCESS -> mapped == null || !unknown.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new StunMessage.Success(transaction, mapped, origin, other));
                case FAILURE -> errorCode == 0
                        ? Optional.empty()
                        : Optional.of(new StunMessage.Failure(transaction, errorCode, List.of()));
                default -> Optional.empty();
            };
        }
    }

    /** The bytes of a message. */
    public static byte[] bytes(StunMessage message) {
        ByteBuffer written = write(message);
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    /** The bytes of a message, from position 0. */
    public static ByteBuffer write(StunMessage message) {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES).position(HEADER_BYTES);
        int type = switch (message) {
            case StunMessage.Request request -> {
                StunMessage.Change change = request.change();
                if (change != null) {
                    bytes.putShort((short) CHANGE_REQUEST).putShort((short) Integer.BYTES);
                    bytes.putInt((change.address() ? CHANGE_ADDRESS_FLAG : 0) | (change.port() ? CHANGE_PORT_FLAG : 0));
                }
                yield REQUEST;
            }
            case StunMessage.Success success -> {
                put(bytes, XOR_MAPPED_ADDRESS, success.mapped(), success.transaction());
                put(bytes, RESPONSE_ORIGIN, success.origin(), success.transaction());
                put(bytes, OTHER_ADDRESS, success.other(), success.transaction());
                yield SUCCESS;
            }
            case StunMessage.Failure failure -> {
                bytes.putShort((short) ERROR_CODE).putShort((short) Integer.BYTES).putShort((short) 0);
                bytes.put((byte) (failure.code() / 100)).put((byte) (failure.code() % 100));
                if (!failure.unknown().isEmpty()) {
                    bytes.putShort((short) UNKNOWN_ATTRIBUTES).putShort((short) (failure.unknown().size() * 2));
                    failure.unknown().forEach(unknown -> bytes.putShort(unknown.shortValue()));
                    bytes.position((bytes.position() + 3) & ~3);
                }
                yield FAILURE;
            }
        };
        bytes.flip();
        bytes.putShort(0, (short) type).putShort(2, (short) (bytes.limit() - HEADER_BYTES)).putInt(4, COOKIE);
        bytes.put(8, message.transaction());
        return bytes;
    }

    private static void put(ByteBuffer bytes, int type, @Nullable InetSocketAddress value, byte[] transaction) {
        if (value == null) {
            return;
        }
        boolean xor = type == XOR_MAPPED_ADDRESS;
        byte[] address = value.getAddress().getAddress();
        bytes.putShort((short) type).putShort((short) (4 + address.length));
        bytes.put((byte) 0).put((byte) (address.length == 4 ? IPV4 : IPV6));
        bytes.putShort((short) (value.getPort() ^ (xor ? (COOKIE >>> 16) : 0)));
        bytes.put(xor ? masked(address, transaction) : address);
    }

    private static @Nullable InetSocketAddress address(ByteBuffer value, byte[] transaction, boolean xor) {
        if (value.remaining() < 4) {
            return null;
        }
        value.get();
        int family = value.get();
        int length = family == IPV4 ? 4 : family == IPV6 ? 16 : -1;
        int port = Short.toUnsignedInt(value.getShort()) ^ (xor ? (COOKIE >>> 16) : 0);
        if (value.remaining() != length) {
            return null;
        }
        byte[] address = new byte[length];
        value.get(address);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(xor ? masked(address, transaction) : address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** With the cookie and the transaction (RFC 8489 section 14.2), so that no router between takes the address for one to be changed. */
    private static byte[] masked(byte[] address, byte[] transaction) {
        ByteBuffer mask = ByteBuffer.allocate(16).putInt(COOKIE).put(transaction);
        byte[] result = address.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= mask.get(i);
        }
        return result;
    }
}
