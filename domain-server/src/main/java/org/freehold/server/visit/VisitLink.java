// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.freehold.server.identity.HostLink;
import org.jspecify.annotations.Nullable;

/**
 * A link into a domain as people share it.
 *
 * @param session the WebSocket to connect to; with a {@code host}, it only says where the rendezvous is
 * @param claim the secret of an owner link, {@code /#claim=SECRET}; null for none
 * @param position x, y, z in metres, {@code /#/x,y,z}; null for the world's entry
 * @param place name of a place, {@code /#name}; null for none
 * @param host whom a rendezvous is to be asked for, {@code /d/NAME-KEYPART}; null when the link leads to the domain itself
 */
public record VisitLink(
        URI session,
        @Nullable String claim,
        double @Nullable [] position,
        @Nullable String place,
        @Nullable HostLink host) {

    private static final String CLAIM = "claim=";

    /** Without the secret. */
    @Override
    public String toString() {
        return "VisitLink[session=" + session + ", claims=" + (claim != null) + ", position="
                + Arrays.toString(position) + ", place=" + place + ", host=" + host + "]";
    }

    /** A link to the WebSocket and nothing more. */
    public static VisitLink to(URI session) {
        return new VisitLink(session, null, null, null, null);
    }

    /**
     * Reads {@code http}, {@code https}, {@code ws} and {@code wss}; without any of them {@code http} is meant.
     *
     * @throws IllegalArgumentException when it is no such link; the message says what was expected
     */
    public static VisitLink parse(String link) {
        URI uri = uri(link.contains("://") ? link : "http://" + link);
        if (uri.getHost() == null) {
            throw bad(link);
        }
        String path = uri.getRawPath();
        HostLink host = uri.getScheme().startsWith("http") ? HostLink.at(path).orElse(null) : null;
        if (host == null && path.startsWith(HostLink.PATH)) {
            throw new IllegalArgumentException(
                    link + ": not a whole link to a host (expected: such as https://meet.example/d/harbour-sd5mv7vjwfkwngcub5ymael2el)");
        }
        URI session =
                switch (uri.getScheme()) {
                    case "http" -> session("ws", uri, "/session");
                    case "https" -> session("wss", uri, "/session");
                    case "ws", "wss" -> session(uri.getScheme(), uri, path.length() > 1 ? path : "/session");
                    default -> throw bad(link);
                };
        String fragment = uri.getRawFragment() == null
                ? ""
                : URLDecoder.decode(uri.getRawFragment().replace("+", "%2B"), StandardCharsets.UTF_8);
        if (fragment.startsWith(CLAIM)) {
            return new VisitLink(session, fragment.substring(CLAIM.length()), null, null, host);
        }
        if (fragment.startsWith("/")) {
            return new VisitLink(session, null, position(fragment), null, host);
        }
        return new VisitLink(session, null, null, fragment.isEmpty() ? null : fragment, host);
    }

    /**
     * The position in {@code /x,y,z} or {@code /x,y,z/qx,qy,qz,qw}, metres.
     *
     * @throws IllegalArgumentException when it is no such thing
     */
    static double[] position(String viewpoint) {
        String[] parts = viewpoint.split("/", -1);
        String[] numbers = parts.length > 1 ? parts[1].split(",", -1) : new String[0];
        if (numbers.length != 3) {
            throw badPosition(viewpoint);
        }
        return Arrays.stream(numbers)
                .mapToDouble(number -> coordinate(number, viewpoint))
                .toArray();
    }

    private static double coordinate(String number, String viewpoint) {
        try {
            double coordinate = Double.parseDouble(number);
            if (Math.abs(coordinate) <= 16_384) {
                return coordinate;
            }
        } catch (NumberFormatException e) {
            throw badPosition(viewpoint);
        }
        throw badPosition(viewpoint);
    }

    private static URI session(String scheme, URI link, String path) {
        return uri(scheme + "://" + link.getRawAuthority() + path);
    }

    private static URI uri(String link) {
        try {
            return new URI(link);
        } catch (URISyntaxException e) {
            throw bad(link);
        }
    }

    private static IllegalArgumentException badPosition(String viewpoint) {
        return new IllegalArgumentException(
                viewpoint + ": not a position (expected: /x,y,z in metres, each from -16384 to 16384)");
    }

    private static IllegalArgumentException bad(String link) {
        return new IllegalArgumentException(
                link + ": not a link to a domain (expected: such as http://localhost:4080/ or wss://example.org/session)");
    }
}
