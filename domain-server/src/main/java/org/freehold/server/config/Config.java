// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

/**
 * The values of all settings ({@link Settings}), valid one by one and together. A constructor throws
 * {@link IllegalArgumentException} for a value that is not allowed; {@link ConfigReader} finds all such values at once.
 */
public record Config(
        DomainConfig domain,
        ServerConfig server,
        TlsConfig tls,
        WorldConfig world,
        BuildConfig build,
        ListsConfig lists,
        LimitsConfig limits) {

    /**
     * How the domain presents itself.
     *
     * @param rulesFile empty for none
     */
    public record DomainConfig(String name, String rulesFile) {
        public DomainConfig {
            Settings.DOMAIN_NAME.require(name);
            Settings.DOMAIN_RULES_FILE.require(rulesFile);
        }
    }

    /**
     * Where and for how many the server listens.
     *
     * @param host an address, or {@code *} for all
     * @param port 0 for any free one
     * @param portIsChosen false when nobody set the port, so that another may be taken
     * @param names under which others reach the domain, separated by commas, besides those in the certificate; empty for none
     */
    public record ServerConfig(
            String host,
            int port,
            boolean portIsChosen,
            String names,
            int maxSessions,
            int maxWaiting,
            int maxConnections,
            int maxConnectionsPerAddress) {
        public ServerConfig {
            Settings.SERVER_HOST.require(host);
            Settings.SERVER_PORT.require(port);
            Settings.SERVER_NAMES.require(names);
            Settings.SERVER_MAX_SESSIONS.require(maxSessions);
            Settings.SERVER_MAX_WAITING.require(maxWaiting);
            Settings.SERVER_MAX_CONNECTIONS.require(maxConnections);
            Settings.SERVER_MAX_CONNECTIONS_PER_ADDRESS.require(maxConnectionsPerAddress);
        }
    }

    /** Paths of PEM files; both empty for plain http. */
    public record TlsConfig(String cert, String key) {
        public TlsConfig {
            Settings.TLS_CERT.require(cert);
            Settings.TLS_KEY.require(key);
            if (cert.isEmpty() != key.isEmpty()) {
                throw new IllegalArgumentException(incomplete(cert));
            }
        }

        public boolean isOn() {
            return !cert.isEmpty();
        }

        static String incomplete(String cert) {
            return cert.isEmpty()
                    ? "tls.key is set and tls.cert is not (expected: both or none)"
                    : "tls.cert is set and tls.key is not (expected: both or none)";
        }
    }

    /**
     * The world's pace and size.
     *
     * @param entry {@code /x,y,z} or {@code /x,y,z/qx,qy,qz,qw}, metres; empty for the world's own
     */
    public record WorldConfig(int tickHz, int maxEntities, String entry) {
        public WorldConfig {
            Settings.WORLD_TICK_HZ.require(tickHz);
            Settings.WORLD_MAX_ENTITIES.require(maxEntities);
            Settings.WORLD_ENTRY.require(entry);
        }
    }

    /**
     * Who may build beside the owner.
     *
     * @param fromThisMachine whoever is on this machine
     */
    public record BuildConfig(boolean fromThisMachine) {}

    /**
     * Ban lists of this domain and of others.
     *
     * @param address under which others fetch ours, without a slash at the end; empty for what the certificate says
     * @param privateAddresses whether others' may come from addresses that are not on the public internet
     */
    public record ListsConfig(String address, boolean privateAddresses) {
        public ListsConfig {
            Settings.LISTS_ADDRESS.require(address);
        }
    }

    /** Section 10 of docs/protocol.md; sizes in bytes. */
    public record LimitsConfig(
            int messageBytes,
            int builderMessageBytes,
            int editsPerSecond,
            int editsInFlight,
            int chatPerMinute,
            int posesPerSecond) {
        public LimitsConfig {
            Settings.LIMITS_MESSAGE_SIZE.require(messageBytes);
            Settings.LIMITS_BUILDER_MESSAGE_SIZE.require(builderMessageBytes);
            Settings.LIMITS_EDITS_PER_SECOND.require(editsPerSecond);
            Settings.LIMITS_EDITS_IN_FLIGHT.require(editsInFlight);
            Settings.LIMITS_CHAT_PER_MINUTE.require(chatPerMinute);
            Settings.LIMITS_POSES_PER_SECOND.require(posesPerSecond);
        }
    }
}
