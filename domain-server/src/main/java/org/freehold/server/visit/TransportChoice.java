// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a visit is to run over. */
enum TransportChoice {
    /** A WebSocket; WebRTC where there is no way for that. */
    AUTO,
    WEBSOCKET,
    WEBRTC;

    /** Reads the words of the command line. */
    static final class Converter implements ITypeConverter<TransportChoice> {
        @Override
        public TransportChoice convert(String value) {
            for (TransportChoice choice : values()) {
                if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return choice;
                }
            }
            throw new TypeConversionException("%s (expected: auto, websocket or webrtc)".formatted(value));
        }
    }
}
