// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freehold.server.config.ConfigReader;
import org.freehold.server.config.Setting;
import org.freehold.server.config.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings that have an option of the command line, which goes over the file and the environment. */
final class SettingOptions {

    @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 for any free one.")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on; \"*\" for all.")
    private @Nullable String host;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the domain.")
    private @Nullable String name;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain for https, PEM.")
    private @Nullable Path tlsCert;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key for https, PEM.")
    private @Nullable Path tlsKey;

    @Option(names = "--share",
            description = "Let people in from outside although a router stands before this machine, and print the link for them.")
    private boolean share;

    @Option(names = "--rendezvous-url", paramLabel = "URL",
            description = "For --share: who introduces visitors to this domain, such as https://meet.example; may be repeated,"
                    + " they are tried in turn.")
    private List<String> rendezvousUrls = new ArrayList<>();

    @Option(names = "--at-once",
            description = "For --share: use all rendezvous at once, with a link for each, instead of in turn.")
    private boolean atOnce;

    @Option(names = "--relay-only",
            description = "For --share: stay hidden behind a relay. Visitors come through a TURN server only and do not learn where"
                    + " this machine is.")
    private boolean relayOnly;

    @Option(names = "--rendezvous",
            description = "Introduce visitors to hosts behind home routers; this domain has to be reachable from everywhere.")
    private boolean rendezvous;

    Map<Setting<?>, ConfigReader.Option> values() {
        Map<Setting<?>, ConfigReader.Option> values = new HashMap<>();
        put(values, Settings.SERVER_PORT, "--port", port);
        put(values, Settings.SERVER_HOST, "--host", host);
        put(values, Settings.DOMAIN_NAME, "--name", name);
        put(values, Settings.TLS_CERT, "--tls-cert", absolute(tlsCert));
        put(values, Settings.TLS_KEY, "--tls-key", absolute(tlsKey));
        put(values, Settings.SHARING_ENABLED, "--share", share ? "true" : null);
        put(
                values, Settings.SHARING_RENDEZVOUS, "--rendezvous-url",
                rendezvousUrls.isEmpty() ? null : String.join(", ", rendezvousUrls));
        put(values, Settings.SHARING_AT_ONCE, "--at-once", atOnce ? "true" : null);
        put(values, Settings.WEBRTC_RELAY_ONLY, "--relay-only", relayOnly ? "true" : null);
        put(values, Settings.RENDEZVOUS_ENABLED, "--rendezvous", rendezvous ? "true" : null);
        return values;
    }

    private static void put(
            Map<Setting<?>, ConfigReader.Option> values, Setting<?> setting, String option, @Nullable String value) {
        if (value != null) {
            values.put(setting, new ConfigReader.Option(option, value));
        }
    }

    // In the file a path starts at the data folder, on the command line where the person is.
    private static @Nullable String absolute(@Nullable Path path) {
        return path == null ? null : path.toAbsolutePath().toString();
    }
}
