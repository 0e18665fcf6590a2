// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command sends to a domain; {@code -} is the input stream. Blocks. */
public final class TextFile {
    private static final int MAX_BYTES = 7 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private TextFile() {}

    /** Its text. */
    public static String text(Path file) throws NotDone {
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new NotDone("failed", file + " is larger than " + MAX_BYTES + " bytes. Send it in parts.");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new NotDone("failed", file + " is not UTF-8 text. Save it as UTF-8.");
        } catch (IOException e) {
            throw new NotDone("failed", file + " can't be read (" + e + ").");
        }
    }

    /** The JSON in it. */
    public static JsonNode json(Path file) throws NotDone {
        try {
            return JSON.readTree(text(file));
        } catch (JsonProcessingException e) {
            throw new NotDone("failed", file + " is not JSON: " + e.getOriginalMessage());
        }
    }

    private static InputStream open(Path file) throws IOException {
        return file.toString().equals("-") ? new FileInputStream(FileDescriptor.in) : Files.newInputStream(file);
    }
}
