// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The one table of all settings, in the order of the file. The default file, the JSON Schema, the environment variables and
 * {@code freehold check} are made from it, so a setting is added here and in {@link Config}, nowhere else.
 */
public final class Settings {
    /** Version of the file's form. A change that needs old files to be rewritten raises it. */
    public static final int CONFIG_VERSION = 1;

    private static final String NAME = "((\\*\\.)?[0-9A-Za-z.-]{1,250}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?";
    private static final String ADDRESS =
            "(([0-9]{1,3}\\.){3}[0-9]{1,3}(:[0-9]{1,5})?|[0-9A-Fa-f:.]{2,45}|\\[[0-9A-Fa-f:.]{2,45}\\](:[0-9]{1,5})?)";
    private static final String ORIGIN =
            "https?://([0-9A-Za-z._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?/?";
    private static final String TURN_URL = "turns?:[0-9A-Za-z.:\\[\\]-]{1,253}(\\?transport=(udp|tcp))?";
    private static final String NUMBER = "-?[0-9]{1,6}(\\.[0-9]{1,9})?";
    private static final Kind<String> PATH =
            new Kind.Text(Pattern.compile("[^\\p{Cc}]{0,1000}"), "a path in quotes, or \"\" for none");
    private static final Kind<Integer> RATE = new Kind.Whole(1, 1_000_000);

    public static final Setting<String> DOMAIN_NAME = new Setting<>("domain", "name",
            new Kind.Text(Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Cf}\\u2028\\u2029]{1,64}"),
                    "1 to 64 characters, none of them invisible"),
            "Freehold", """
                    The name of your domain: visitors see it when they come in.
                    Visitors' programs warn when the key of a domain changes, not when its name does.
                    """);
    public static final Setting<String> DOMAIN_RULES_FILE = new Setting<>("domain", "rules_file", PATH, "", """
            A text file with the rules of your domain, shown to everybody on entry. UTF-8, at most 64 KiB.
            A relative path starts at the folder of this file.
            """);

    public static final Setting<String> SERVER_HOST = new Setting<>("server", "host",
            new Kind.Text(Pattern.compile("\\*|[0-9A-Za-z.:%_-]{1,253}"),
                    "\"*\" for all addresses of this machine, or one address such as \"127.0.0.1\""),
            "*", """
                    On which of this machine's addresses visitors are let in.
                    With "127.0.0.1" only this machine itself can reach the domain, for example a reverse proxy on it.
                    """);
    public static final Setting<Integer> SERVER_PORT =
            new Setting<>("server", "port", new Kind.Whole(0, 65_535), 4080, """
                    The one port for everything: the page, the visitors' connections, metrics. 0 takes any free port.
                    When the port is not set anywhere and 4080 is taken, the next free one is used, and said so.
                    """);
    public static final Setting<String> SERVER_NAMES = new Setting<>("server", "names",
            new Kind.Text(Pattern.compile("|" + NAME + "( *, *" + NAME + "){0,19}"),
                    "up to 20 names of hosts, separated by commas, each alone or with a port, or \"\" for none"),
            "",
            """
                    Under which names others reach the domain, such as "harbour.example, 203.0.113.7:8080", besides those in its
                    certificate. Behind a reverse proxy or a router that passes a port on, nothing else tells the domain. Requests
                    of the admin page and the command line are taken under these names only, and under addresses of this machine.
                    """);
    public static final Setting<Integer> SERVER_MAX_SESSIONS =
            new Setting<>("server", "max_sessions", new Kind.Whole(1, 10_000), 200, """
                    How many visitors may be here at once; the next one is told that the domain is full.
                    """);
    public static final Setting<Integer> SERVER_MAX_WAITING =
            new Setting<>("server", "max_waiting", new Kind.Whole(1, 10_000), 100, """
                    How many connections may stand at the door at once, before they have said who they are.
                    """);
    public static final Setting<Integer> SERVER_MAX_CONNECTIONS =
            new Setting<>("server", "max_connections", new Kind.Whole(1, 100_000), 2000, """
                    How many network connections may be open at once, of all kinds. A browser holds up to seven.
                    """);
    public static final Setting<Integer> SERVER_MAX_CONNECTIONS_PER_ADDRESS =
            new Setting<>("server", "max_connections_per_address", new Kind.Whole(1, 100_000), 64, """
                    How many of them one network address may hold. A household shares one address.
                    This machine itself is not counted, because a reverse proxy on it speaks for everybody.
                    """);

    public static final Setting<String> TLS_CERT = new Setting<>("tls", "cert", PATH, "", """
            The certificate chain for https, a PEM file; your own certificate first. Needs tls.key.
            Without it the domain speaks plain http. A relative path starts at the folder of this file.
            """);
    public static final Setting<String> TLS_KEY = new Setting<>("tls", "key", PATH, "", """
            The private key that belongs to tls.cert, an unencrypted PEM file that nobody else should be able to read.
            """);

    public static final Setting<Boolean> WEBRTC_ENABLED =
            new Setting<>("webrtc", "enabled", new Kind.Flag(), true,
                    """
                            Whether visitors may come in over WebRTC too: straight to this machine over UDP, on the port with the number of
                            server.port. Poses do not wait for lost packets then. If that UDP port is taken, visitors use the other way.
                            """);
    public static final Setting<String> WEBRTC_ADDRESSES = new Setting<>("webrtc", "addresses",
            new Kind.Text(Pattern.compile("|" + ADDRESS + "( *, *" + ADDRESS + "){0,3}"), Hosts::areAddresses,
                    "up to 4 IP addresses, separated by commas, each alone or with a port, or \"\" for none"),
            "",
            """
                    Under which addresses visitors' browsers reach that UDP port, such as "203.0.113.7" or "[2001:db8::7]:4080",
                    besides the addresses of this machine. For a container, or behind a router that passes the port on.
                    """);
    public static final Setting<Boolean> WEBRTC_RELAY_ONLY =
            new Setting<>("webrtc", "relay_only", new Kind.Flag(), false,
                    """
                            Whether this machine stays hidden behind a relay while it is shared; also --relay-only. Visitors whom a rendezvous
                            introduces come through a TURN server only and do not learn where this machine is; the rendezvous does.
                            """);

    public static final Setting<Integer> WORLD_TICK_HZ =
            new Setting<>("world", "tick_hz", new Kind.Whole(5, 60), 30, """
                    How many times a second the world moves on. Fewer saves work, more is smoother.
                    """);
    public static final Setting<Integer> WORLD_MAX_ENTITIES =
            new Setting<>("world", "max_entities", new Kind.Whole(1, 1_000_000), 200_000, """
                    How many things the world may hold; nothing can be added beyond that.
                    """);
    public static final Setting<String> WORLD_ENTRY = new Setting<>("world", "entry",
            new Kind.Text(Pattern.compile(
                    "|/" + NUMBER + "," + NUMBER + "," + NUMBER + "(/" + NUMBER + "," + NUMBER + "," + NUMBER + ","
                            + NUMBER + ")?"),
                    "\"/x,y,z\" or \"/x,y,z/qx,qy,qz,qw\" in metres, or \"\" for the world's own"),
            "", """
                    Where visitors arrive: a position, and the direction they look in as a quaternion.
                    Empty takes the entry that the world itself names.
                    """);

    public static final Setting<Boolean> BUILD_FROM_THIS_MACHINE =
            new Setting<>("build", "from_this_machine", new Kind.Flag(), true, """
                    Whether somebody who opens the domain on this very machine (http://localhost) may build in it.
                    The owner may build from anywhere.
                    """);

    public static final Setting<String> LISTS_ADDRESS = new Setting<>("lists", "address",
            new Kind.Text(Pattern.compile("|https?://[0-9A-Za-z.:\\[\\]-]{1,250}"),
                    "\"https://HOST\" or \"https://HOST:PORT\", or \"\" for the certificate's name"),
            "",
            """
                    The address under which others fetch the ban lists that you publish. It becomes part of a list's name
                    when you make the list, so set it before. Empty takes the name in the certificate and the port.
                    """);
    public static final Setting<Boolean> LISTS_PRIVATE_ADDRESSES =
            new Setting<>("lists", "private_addresses", new Kind.Flag(), false,
                    """
                            Whether ban lists may also be fetched from addresses of your own network and of this machine.
                            Only for domains in one house: it lets whoever may subscribe make this server ask machines beside it.
                            """);

    public static final Setting<Boolean> SHARING_ENABLED =
            new Setting<>("sharing", "enabled", new Kind.Flag(), false,
                    """
                            Whether this domain is shared from behind a router, from each start on; also --share. Visitors are introduced
                            by a rendezvous and then talk straight to this machine. "freehold share on" shares it until it stops.
                            """);
    public static final Setting<String> SHARING_RENDEZVOUS = new Setting<>("sharing", "rendezvous",
            new Kind.Text(Pattern.compile("|" + ORIGIN + "( *, *" + ORIGIN + "){0,7}"), Hosts::areOrigins,
                    "up to 8 addresses such as \"https://meet.example\", separated by commas, or \"\" for none"),
            "",
            """
                    The rendezvous that introduce visitors, tried in turn unless at_once is set; also --rendezvous-url. Any domain that
                    runs with --rendezvous can be one, a friend's or your own. It becomes part of the link that you give away.
                    """);
    public static final Setting<Boolean> SHARING_AT_ONCE =
            new Setting<>("sharing", "at_once", new Kind.Flag(), false,
                    """
                            Whether all of these rendezvous introduce visitors at once, with a link for each; also --at-once. Then people come as
                            long as one of them is there. Otherwise the first that takes this domain is the only one.
                            """);
    public static final Setting<Boolean> SHARING_OPEN_PORT =
            new Setting<>("sharing", "open_port", new Kind.Flag(), true,
                    """
                            Whether the router is asked to open the UDP port of this domain while it is shared (PCP, NAT-PMP, UPnP), so
                            that more people come straight. It is closed again when sharing ends. Nothing else is ever opened.
                            """);

    public static final Setting<Boolean> RENDEZVOUS_ENABLED =
            new Setting<>("rendezvous", "enabled", new Kind.Flag(), false, """
                    Whether this domain introduces visitors to hosts behind home routers, whoever they are; also
                    --rendezvous. It has to be reachable from everywhere, and it never sees what they say to each other.
                    """);
    public static final Setting<Integer> RENDEZVOUS_STUN_PORT =
            new Setting<>("rendezvous", "stun_port", new Kind.Whole(0, 65_534), 3478,
                    """
                            The UDP port where a rendezvous tells hosts and visitors their address (STUN); the next one is used as well.
                            Both have to be open in the firewall. When 3478 is taken, others are tried. 0 takes any.
                            """);
    public static final Setting<Integer> RENDEZVOUS_MAX_HOSTS =
            new Setting<>("rendezvous", "max_hosts", new Kind.Whole(1, 50_000), 1000, """
                    How many hosts may be registered at once. Each holds one connection of server.max_connections.
                    """);

    public static final Setting<String> TURN_SERVERS = new Setting<>("turn", "servers",
            new Kind.Text(Pattern.compile("|" + TURN_URL + "( *, *" + TURN_URL + "){0,7}"),
                    "up to 8 URLs such as \"turn:turn.example:3478?transport=udp\", separated by commas, or \"\" for none"),
            "",
            """
                    TURN servers that carry a session where there is no straight way: as a rendezvous for everybody it introduces,
                    as a shared world for its own visitors. For strict networks one should be turns: on port 443.
                    """);
    public static final Setting<String> TURN_SECRET_FILE = new Setting<>("turn", "secret_file", PATH, "",
            """
                    A file with the secret that is shared with these servers (coturn: use-auth-secret, static-auth-secret). Visitors
                    are given passwords made from it that are good for an hour. Nobody else should be able to read the file.
                    """);

    public static final Setting<Integer> LIMITS_MESSAGE_SIZE =
            new Setting<>("limits", "message_size", new Kind.Size(8 << 10, 2 << 20), 16 << 10, """
                    The largest message that a visitor may send.
                    """);
    public static final Setting<Integer> LIMITS_BUILDER_MESSAGE_SIZE =
            new Setting<>("limits", "builder_message_size", new Kind.Size(8 << 10, 2 << 20), 1152 << 10, """
                    The largest message that somebody who may build may send. A thing of the world can be 1 MiB.
                    """);
    public static final Setting<Integer> LIMITS_EDITS_PER_SECOND =
            new Setting<>("limits", "edits_per_second", RATE, 2000, """
                    How many changes to the world one builder may make in a second.
                    """);
    public static final Setting<Integer> LIMITS_EDITS_IN_FLIGHT =
            new Setting<>("limits", "edits_in_flight", new Kind.Whole(1, 100_000), 1000, """
                    How many changes of one builder may wait for their answer.
                    """);
    public static final Setting<Integer> LIMITS_CHAT_PER_MINUTE =
            new Setting<>("limits", "chat_per_minute", RATE, 60, """
                    How many lines one visitor may say in a minute; ten of them may come at once.
                    """);
    public static final Setting<Integer> LIMITS_POSES_PER_SECOND =
            new Setting<>("limits", "poses_per_second", new Kind.Whole(1, 240), 60, """
                    How many times a second a visitor may say where they are; more are ignored.
                    """);

    /** All of them, in the order of the file. */
    public static final List<Setting<?>> ALL = List.of(
            DOMAIN_NAME, DOMAIN_RULES_FILE,
            SERVER_HOST, SERVER_PORT, SERVER_NAMES, SERVER_MAX_SESSIONS, SERVER_MAX_WAITING,
            SERVER_MAX_CONNECTIONS, SERVER_MAX_CONNECTIONS_PER_ADDRESS,
            TLS_CERT, TLS_KEY,
            WEBRTC_ENABLED, WEBRTC_ADDRESSES, WEBRTC_RELAY_ONLY,
            WORLD_TICK_HZ, WORLD_MAX_ENTITIES, WORLD_ENTRY,
            BUILD_FROM_THIS_MACHINE,
            LISTS_ADDRESS, LISTS_PRIVATE_ADDRESSES,
            SHARING_ENABLED, SHARING_RENDEZVOUS, SHARING_AT_ONCE, SHARING_OPEN_PORT,
            RENDEZVOUS_ENABLED, RENDEZVOUS_STUN_PORT, RENDEZVOUS_MAX_HOSTS,
            TURN_SERVERS, TURN_SECRET_FILE,
            LIMITS_MESSAGE_SIZE, LIMITS_BUILDER_MESSAGE_SIZE, LIMITS_EDITS_PER_SECOND, LIMITS_EDITS_IN_FLIGHT,
            LIMITS_CHAT_PER_MINUTE, LIMITS_POSES_PER_SECOND);

    private Settings() {}
}
