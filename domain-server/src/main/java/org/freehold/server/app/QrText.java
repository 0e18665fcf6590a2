// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** A QR code in the characters of a terminal, two modules in each: black on white whatever the colours of the terminal. */
final class QrText {
    /** Modules of white around it (ISO/IEC 18004 asks for four; on a screen with white around the characters two do). */
    private static final int QUIET = 2;

    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String AS_BEFORE = "\u001b[0m";

    private QrText() {}

    /** The lines of the code of this text. */
    static List<String> of(String text) {
        ByteMatrix code;
        try {
            code = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("text: " + text.length() + " characters (expected: fewer)", e);
        }
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < code.getHeight() + QUIET; y += 2) {
            StringBuilder line = new StringBuilder(BLACK_ON_WHITE);
            for (int x = -QUIET; x < code.getWidth() + QUIET; x++) {
                line.append(character(isDark(code, x, y), isDark(code, x, y + 1)));
            }
            lines.add(line.append(AS_BEFORE).toString());
        }
        return lines;
    }

    private static char character(boolean upper, boolean lower) {
        return upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ';
    }

    private static boolean isDark(ByteMatrix code, int x, int y) {
        return x >= 0 && y >= 0 && x < code.getWidth() && y < code.getHeight() && code.get(x, y) == 1;
    }
}
