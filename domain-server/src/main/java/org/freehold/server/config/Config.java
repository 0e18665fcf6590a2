// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import java.util.List;

/**
 * The values of all settings ({@link Settings}), valid one by one and together. A constructor throws
 * {@link IllegalArgumentException} for a value that is not allowed; {@link ConfigReader} finds all such values at once.
 */
public record Config(
        DomainConfig domain,
        ServerConfig server,
        TlsConfig tls,
        WebrtcConfig webrtc,
        WorldConfig world,
        BuildConfig build,
        ListsConfig lists,
        SharingConfig sharing,
        RendezvousConfig rendezvous,
        TurnConfig turn,
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
     * Sessions over WebRTC.
     *
     * @param addresses IP addresses that lead to the UDP port, besides this machine's, separated by commas; empty for none
     * @param relayOnly whether visitors come through a relay only, and do not learn the address of this machine
     */
    public record WebrtcConfig(boolean enabled, String addresses, boolean relayOnly) {
        public WebrtcConfig {
            Settings.WEBRTC_ADDRESSES.require(addresses);
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

    /**
     * Being visited from behind a router.
     *
     * @param rendezvous addresses such as {@code https://meet.example}, separated by commas; empty for none
     * @param atOnce whether all of them are used at once, and not the first that takes the domain
     */
    public record SharingConfig(boolean enabled, String rendezvous, boolean atOnce, boolean openPort) {
        public SharingConfig {
            Settings.SHARING_RENDEZVOUS.require(rendezvous);
        }
    }

    /**
     * Introducing visitors to hosts behind routers.
     *
     * @param stunPort the first of two; 0 for any
     */
    public record RendezvousConfig(boolean enabled, int stunPort, int maxHosts) {
        public RendezvousConfig {
            Settings.RENDEZVOUS_STUN_PORT.require(stunPort);
            Settings.RENDEZVOUS_MAX_HOSTS.require(maxHosts);
        }

        /** Whether another port than the usual one was asked for, so that no other will do. */
        public boolean stunPortIsChosen() {
            return stunPort != Settings.RENDEZVOUS_STUN_PORT.fallback();
        }
    }

    /** TURN servers, URLs separated by commas, and the path of their secret; both empty for none. */
    public record TurnConfig(String servers, String secretFile) {
        public TurnConfig {
            Settings.TURN_SERVERS.require(servers);
            Settings.TURN_SECRET_FILE.require(secretFile);
            if (servers.isEmpty() != secretFile.isEmpty()) {
                throw new IllegalArgumentException(incomplete(servers));
            }
        }

        /** The URLs. */
        public List<String> urls() {
            return servers.isEmpty() ? List.of() : List.of(servers.split(" *, *"));
        }

        static String incomplete(String servers) {
            return servers.isEmpty()
                    ? "turn.secret_file is set and turn.servers is not (expected: both or none)"
                    : "turn.servers is set and turn.secret_file is not (expected: both or none)";
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
