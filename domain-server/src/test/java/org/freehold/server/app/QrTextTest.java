// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QrTextTest {
    private static final String LINK = "https://meet.example/d/harbour-sd5mv7vjwfkwngcub5ymael2el";
    private static final int PIXELS = 4;

    @Test
    void cameraReadsTheLinkFromTheCharacters() throws Exception {
        List<String> lines = QrText.of(LINK).stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
        int width = lines.getFirst().length() * PIXELS;
        int height = lines.size() * 2 * PIXELS;
        int[] picture = new int[width * height];
        for (int y = 0; y < height; y++) {
            String line = lines.get(y / PIXELS / 2);
            boolean upper = y / PIXELS % 2 == 0;
            for (int x = 0; x < width; x++) {
                char c = line.charAt(x / PIXELS);
                boolean dark = c == '\u2588' || c == (upper ? '\u2580' : '\u2584');
                picture[y * width + x] = dark ? 0 : 0xffffff;
            }
        }
        assertEquals(LINK, new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, picture))))
                .getText());
    }

    @Test
    void fitsAnOrdinaryTerminal() {
        List<String> lines = QrText.of(LINK);
        assertEquals(true, lines.size() <= 20, lines.size() + " lines");
        assertEquals(1, Arrays.stream(lines.stream().mapToInt(String::length).toArray()).distinct().count());
    }
}
