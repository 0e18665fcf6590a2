// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads the configuration: the file first, the environment over it, the options of the command line over both. Goes on after
 * a problem, so that all of them are found at once.
 */
public final class ConfigReader {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_SHOWN_CHARACTERS = 60;

    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Map<Setting<?>, Object> values = new HashMap<>();
    private final Map<Setting<?>, ConfigProblem> places = new HashMap<>();
    private final String source;

    private ConfigReader(String source) {
        this.source = source;
    }

    /** What was read. */
    public sealed interface Result {}

    /** Everything is right. */
    public record Valid(Config config) implements Result {}

    /** Something is not; never empty, in the order of the file. */
    public record Faulty(List<ConfigProblem> problems) implements Result {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads the configuration.
     *
     * @param file need not exist
     * @param environment all variables of the process
     * @param options values given on the command line
     */
    public static Result read(Path file, Map<String, String> environment, Map<Setting<?>, Option> options) {
        ConfigReader reader = new ConfigReader(file.toString());
        reader.readFile(file);
        reader.readEnvironment(environment);
        options.forEach((setting, option) -> reader.readText(setting, option.value(), option.name()));
        return reader.result();
    }

    /** A value of the command line and the option that gave it, such as {@code --port}. */
    public record Option(String name, String value) {}

    private Result result() {
        bothOrNone(Settings.TLS_CERT, Settings.TLS_KEY, Config.TlsConfig.incomplete(value(Settings.TLS_CERT)));
        bothOrNone(
                Settings.TURN_SERVERS, Settings.TURN_SECRET_FILE,
                Config.TurnConfig.incomplete(value(Settings.TURN_SERVERS)));
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column));
            return new Faulty(problems);
        }
        return new Valid(new Config(
                new Config.DomainConfig(value(Settings.DOMAIN_NAME), value(Settings.DOMAIN_RULES_FILE)),
                new Config.ServerConfig(
                        value(Settings.SERVER_HOST),
                        value(Settings.SERVER_PORT),
                        values.containsKey(Settings.SERVER_PORT),
                        value(Settings.SERVER_NAMES),
                        value(Settings.SERVER_MAX_SESSIONS),
                        value(Settings.SERVER_MAX_WAITING),
                        value(Settings.SERVER_MAX_CONNECTIONS),
                        value(Settings.SERVER_MAX_CONNECTIONS_PER_ADDRESS)),
                new Config.TlsConfig(value(Settings.TLS_CERT), value(Settings.TLS_KEY)),
                new Config.WebrtcConfig(
                        value(Settings.WEBRTC_ENABLED),
                        value(Settings.WEBRTC_ADDRESSES),
                        value(Settings.WEBRTC_RELAY_ONLY)),
                new Config.WorldConfig(
                        value(Settings.WORLD_TICK_HZ), value(Settings.WORLD_MAX_ENTITIES), value(Settings.WORLD_ENTRY)),
                new Config.BuildConfig(value(Settings.BUILD_FROM_THIS_MACHINE)),
                new Config.ListsConfig(value(Settings.LISTS_ADDRESS), value(Settings.LISTS_PRIVATE_ADDRESSES)),
                new Config.SharingConfig(
                        value(Settings.SHARING_ENABLED),
                        value(Settings.SHARING_RENDEZVOUS),
                        value(Settings.SHARING_AT_ONCE),
                        value(Settings.SHARING_OPEN_PORT)),
                new Config.RendezvousConfig(
                        value(Settings.RENDEZVOUS_ENABLED),
                        value(Settings.RENDEZVOUS_STUN_PORT),
                        value(Settings.RENDEZVOUS_MAX_HOSTS)),
                new Config.TurnConfig(value(Settings.TURN_SERVERS), value(Settings.TURN_SECRET_FILE)),
                new Config.LimitsConfig(
                        value(Settings.LIMITS_MESSAGE_SIZE),
                        value(Settings.LIMITS_BUILDER_MESSAGE_SIZE),
                        value(Settings.LIMITS_EDITS_PER_SECOND),
                        value(Settings.LIMITS_EDITS_IN_FLIGHT),
                        value(Settings.LIMITS_CHAT_PER_MINUTE),
                        value(Settings.LIMITS_POSES_PER_SECOND))));
    }

    private void bothOrNone(Setting<String> one, Setting<String> other, String message) {
        if (value(one).isEmpty() != value(other).isEmpty()) {
            ConfigProblem place =
                    places.getOrDefault(value(one).isEmpty() ? other : one, new ConfigProblem(source, ""));
            problems.add(new ConfigProblem(place.source(), place.line(), place.column(), message));
        }
    }

    // The map holds for each setting what its own kind made.
    @SuppressWarnings("unchecked")
    private <T> T value(Setting<T> setting) {
        return (T) values.getOrDefault(setting, setting.fallback());
    }

    private void readFile(Path file) {
        TomlParseResult parsed;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                problems.add(new ConfigProblem(
                        source,
                        Files.size(file) + " bytes (expected: at most " + MAX_FILE_BYTES + " bytes of settings)"));
                return;
            }
            parsed = Toml.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            return;
        } catch (MalformedInputException e) {
            problems.add(new ConfigProblem(source, "not UTF-8 text (expected: a text file; save it as UTF-8)"));
            return;
        } catch (IOException e) {
            problems.add(new ConfigProblem(source, "can't be read: " + e.getMessage()));
            return;
        }
        parsed.errors().forEach(error -> addProblem(error.position(), String.valueOf(error.getMessage())));
        readTable(parsed, List.of());
    }

    private void readTable(TomlTable table, List<String> path) {
        for (String name : table.keySet()) {
            List<String> keyPath = Stream.concat(path.stream(), Stream.of(name)).toList();
            String key = String.join(".", keyPath);
            Object element = table.get(List.of(name));
            TomlPosition position = table.inputPositionOf(List.of(name));
            Optional<Setting<?>> setting =
                    Settings.ALL.stream().filter(known -> known.key().equals(key)).findFirst();
            if (element == null || position == null) {
                continue;
            }
            if (setting.isPresent()) {
                readElement(setting.get(), element, position);
            } else if (path.isEmpty() && name.equals("config_version")) {
                readVersion(element, position);
            } else if (path.isEmpty() && isSection(name)) {
                if (element instanceof TomlTable section) {
                    readTable(section, keyPath);
                } else {
                    addProblem(position, key + ": " + shown(element) + " (expected: a section, [" + key + "])");
                }
            } else {
                addProblem(position, unknown(key, element instanceof TomlTable));
            }
        }
    }

    private <T> void readElement(Setting<T> setting, Object element, TomlPosition position) {
        places.put(setting, new ConfigProblem(source, position.line(), position.column(), ""));
        setting.kind().fromToml(element).ifPresentOrElse(
                value -> values.put(setting, value),
                () -> addProblem(position, expected(setting, shown(element))));
    }

    private void readVersion(Object element, TomlPosition position) {
        if (!(element instanceof Long version) || version < 1) {
            addProblem(position, "config_version: " + shown(element) + " (expected: " + Settings.CONFIG_VERSION + ")");
        } else if (version > Settings.CONFIG_VERSION) {
            addProblem(position, "config_version: " + version + " (expected: at most " + Settings.CONFIG_VERSION
                    + "): the file is for a newer Freehold; run that one");
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, Setting<?>> known = new TreeMap<>();
        Settings.ALL.forEach(setting -> known.put(setting.variable(), setting));
        new TreeMap<>(environment).forEach((variable, text) -> {
            Setting<?> setting = known.get(variable);
            if (setting != null) {
                readText(setting, text, "environment variable " + variable);
            } else if (Settings.ALL.stream().anyMatch(
                    any -> variable.startsWith(
                            any.variable().substring(0, "FREEHOLD_".length() + any.section().length() + 1)))) {
                problems.add(new ConfigProblem("environment variable " + variable,
                        "not a setting" + didYouMean(LikelyKey.of(variable, known.keySet()))));
            }
        });
    }

    private <T> void readText(Setting<T> setting, String text, String from) {
        places.put(setting, new ConfigProblem(from, ""));
        setting.kind().fromText(text).ifPresentOrElse(
                value -> values.put(setting, value),
                () -> problems.add(new ConfigProblem(from, expected(setting, shown(text)))));
    }

    private void addProblem(TomlPosition position, String message) {
        problems.add(new ConfigProblem(source, position.line(), position.column(), message));
    }

    private static boolean isSection(String name) {
        return Settings.ALL.stream().anyMatch(setting -> setting.section().equals(name));
    }

    private static String expected(Setting<?> setting, String shown) {
        return setting.key() + ": " + shown + " (expected: " + setting.kind().expected() + ")";
    }

    private static String unknown(String key, boolean isTable) {
        if (isTable) {
            List<String> sections = Settings.ALL.stream().map(Setting::section).distinct().toList();
            return "[" + key + "] is not a section"
                    + didYouMean(LikelyKey.of(key, sections).map(name -> "[" + name + "]"));
        }
        List<String> keys = Settings.ALL.stream().map(Setting::key).toList();
        String name = key.substring(key.lastIndexOf('.') + 1);
        Optional<String> elsewhere = Settings.ALL.stream()
                .filter(setting -> setting.name().equals(name)).map(Setting::key).findFirst();
        return key + " is not a setting" + didYouMean(elsewhere.or(() -> LikelyKey.of(key, keys)));
    }

    private static String didYouMean(Optional<String> likely) {
        return likely.map(word -> "; did you mean " + word + "?").orElse("; remove it");
    }

    private static String shown(Object element) {
        String text = switch (element) {
            case String string -> '"' + string.replaceAll("\\p{Cntrl}", "?") + '"';
            case TomlTable _ -> "a table";
            default -> element.toString();
        };
        return text.length() <= MAX_SHOWN_CHARACTERS ? text : text.substring(0, MAX_SHOWN_CHARACTERS) + "…";
    }
}
