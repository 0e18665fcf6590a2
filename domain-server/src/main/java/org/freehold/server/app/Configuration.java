// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.freehold.server.config.Config;
import org.freehold.server.config.ConfigReader;
import org.freehold.server.config.Setting;
import org.freehold.server.transport.TlsFiles;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a data directory, and what they point to, for a command. */
final class Configuration {
    private static final int MAX_RULES_BYTES = 64 << 10;

    private Configuration() {}

    /** The settings; fails with all that is wrong with them. */
    static Config read(DataDirectory data, Map<Setting<?>, ConfigReader.Option> options) {
        return switch (ConfigReader.read(data.config(), System.getenv(), options)) {
            case ConfigReader.Valid valid -> valid.config();
            case ConfigReader.Faulty faulty -> throw new Failure(faulty.problems().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("\n")));
        };
    }

    /** The rules shown on entry, or null when there are none. */
    static @Nullable String rules(DataDirectory data, Config config) {
        if (config.domain().rulesFile().isEmpty()) {
            return null;
        }
        Path file = data.resolve(config.domain().rulesFile());
        try {
            long size = Files.size(file);
            if (size > MAX_RULES_BYTES) {
                throw new Failure("domain.rules_file: " + file + " has " + size + " bytes (expected: at most "
                        + MAX_RULES_BYTES + "). Shorten it, or link to the rest.");
            }
            String rules = Files.readString(file).strip();
            return rules.isEmpty() ? null : rules;
        } catch (CharacterCodingException e) {
            throw new Failure("domain.rules_file: " + file + " is not UTF-8 text. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new Failure("domain.rules_file: " + file + " can't be read (" + e
                    + "). Correct the path, or leave the setting out.", e);
        }
    }

    /** Where certificate and key are; only when TLS is on. */
    static TlsFiles tlsFiles(DataDirectory data, Config config) {
        return new TlsFiles(
                data.resolve(config.tls().cert()), data.resolve(config.tls().key()));
    }
}
