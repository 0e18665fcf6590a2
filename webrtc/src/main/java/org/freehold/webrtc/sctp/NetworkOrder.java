// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in arrays, the most significant byte first. */
final class NetworkOrder {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private NetworkOrder() {}

    /** 0 to 65535. */
    static int unsigned16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFF;
    }

    static int int32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static void put16(byte[] bytes, int at, int value) {
        SHORTS.set(bytes, at, (short) value);
    }

    static void put32(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }
}
