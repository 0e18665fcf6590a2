// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.freehold.server.worldfile.WorldFileException;
import org.freehold.server.worldfile.WorldFileReader;

/**
 * A world file that is to be put into a store.
 *
 * @param name for people
 * @param opener opens it, as often as needed
 */
record NewWorld(String name, Opener opener) {

    /** Opens the file. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** The world that a new domain starts with. */
    static NewWorld starter() {
        return new NewWorld("the starter world", () -> {
            InputStream resource = NewWorld.class.getResourceAsStream("starter-world.json");
            if (resource == null) {
                throw new NoSuchFileException("starter-world.json, which belongs into the program");
            }
            return resource;
        });
    }

    static NewWorld of(Path file) {
        return new NewWorld(file.toString(), () -> Files.newInputStream(file));
    }

    /** SHA-256 of the file as it stands there, in hexadecimal. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(opener.open(), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    WorldFileReader.Result read() {
        try (InputStream in = opener.open()) {
            return WorldFileReader.read(in);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (WorldFileException e) {
            throw new Failure(name + ": " + e.getMessage(), e);
        }
    }

    private Failure unreadable(IOException e) {
        return e instanceof NoSuchFileException
                ? new Failure(name + ": there is no such file (expected: a world as JSON). Check the path.", e)
                : new Failure(name + " can't be read: " + e, e);
    }
}
