// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.freehold.moderation.banlist.Fault;
import org.freehold.server.signature.AcceptSignature;
import org.freehold.server.signature.RequestToSign;
import org.freehold.server.signature.SignatureHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Gets one document from a stranger's server without endangering ours: a name is resolved once, its address is checked, and the
 * connection goes to exactly that address, for every redirect anew. Sizes and times are bounded.
 *
 * <p>On plain sockets, because {@code java.net.http.HttpClient} resolves names itself, after any check of ours, and has no way to connect
 * to one address under the name of another; and one GET without connection reuse needs little of HTTP. Blocks; virtual threads.
 */
public final class Fetcher {
    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_ADDRESSES = 3;
    private static final int MAX_URL = 1000;
    private static final long MAX_RETRY_AFTER_SECONDS = 86_400;
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]{0,200}\"");

    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final boolean privateAddresses;
    private final Duration connectTime;
    private final Duration wholeTime;

    /**
     * A fetcher.
     *
     * @param privateAddresses whether addresses of this machine and of the networks beside it may be fetched from, too
     * @param connectTime for a connection to one address
     * @param wholeTime for all of a fetch, redirects included; trickling does not extend it
     */
    public Fetcher(
            Resolver resolver,
            SSLSocketFactory tls,
            boolean privateAddresses,
            Duration connectTime,
            Duration wholeTime) {
        this.resolver = resolver;
        this.tls = tls;
        this.privateAddresses = privateAddresses;
        this.connectTime = connectTime;
        this.wholeTime = wholeTime;
    }

    /** Fetches; blocks for at most the given time, and the resolver's. */
    public Fetch.Result fetch(Fetch fetch) {
        try (Deadline deadline = new Deadline(wholeTime)) {
            try {
                return follow(fetch, deadline);
            } catch (IOException e) {
                throw deadline.isOver() ? timeOut() : failure(fetch.url(), e);
            }
        } catch (FetchFailure e) {
            return new Fetch.Failed(e.fault(), e.retryAfterSeconds());
        }
    }

    /** Why nothing is fetched from this address; what only its resolution tells is not asked. */
    static void check(URI url) throws FetchFailure {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw FetchFailure.of("bad-url", "url", shown(url), "https:// or http://");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null || url.toASCIIString().length() > MAX_URL) {
            throw FetchFailure.of(
                    "bad-url", "url", shown(url), "a host, no user, at most " + MAX_URL + " characters");
        }
        int port = port(url);
        // Below 1024 live services that take a request for something else, such as mail.
        if (port != 80 && port != 443 && (port < 1024 || port > 65_535)) {
            throw FetchFailure.of("bad-port", "port", port, "80, 443 or 1024 to 65535");
        }
    }

    private Fetch.Result follow(Fetch fetch, Deadline deadline) throws IOException, FetchFailure {
        URI url = fetch.url();
        boolean signed = false;
        int redirects = 0;
        while (redirects <= MAX_REDIRECTS) {
            check(url);
            try (Socket socket = connect(url, deadline)) {
                socket.getOutputStream()
                        .write(ResponseHead.request(
                                target(url), authority(url), String.join(", ", fetch.types()), fetch.etag(),
                                signed ? signature(fetch, url) : null));
                socket.getOutputStream().flush();
                BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
                ResponseHead head = ResponseHead.read(in);
                if (!signed && isAskedToSign(fetch, url, head)) {
                    signed = true;
                    continue;
                }
                String location = redirect(head);
                if (location == null) {
                    return result(fetch, head, in, signed);
                }
                url = next(url, location);
                signed = false;
                redirects++;
            }
        }
        throw FetchFailure.of(
                "too-many-redirects", "redirects", "more", "at most " + MAX_REDIRECTS + "; use the last address");
    }

    /** Nobody learns the key of this domain who does not ask for it, and nobody but the server that is meant. */
    private static boolean isAskedToSign(Fetch fetch, URI url, ResponseHead head) {
        return fetch.proof() != null
                && head.status() == 401
                && AcceptSignature.asks(head.header(AcceptSignature.NAME))
                && authority(url).equals(authority(fetch.url()));
    }

    private static @Nullable SignatureHeaders signature(Fetch fetch, URI url) {
        Fetch.Proof proof = fetch.proof();
        String target = target(url);
        int query = target.indexOf('?');
        return proof == null
                ? null
                : proof.signer().sign(
                        "GET",
                        RequestToSign.authority(authority(url), "https".equalsIgnoreCase(url.getScheme())),
                        query < 0 ? target : target.substring(0, query),
                        proof.domain(),
                        new byte[0]);
    }

    private static Fetch.Result result(Fetch fetch, ResponseHead head, BufferedInputStream in, boolean signed)
            throws IOException, FetchFailure {
        Fetch.Proof proof = fetch.proof();
        if (signed && proof != null && head.status() == 403) {
            throw FetchFailure.of("not-a-reader", shown(fetch.url()), "status 403",
                    "its publisher to name the key of this domain as a reader, " + proof.signer().fingerprint());
        }
        if (head.status() == 304 && fetch.etag() != null) {
            return new Fetch.NotModified();
        }
        if (head.status() != 200) {
            throw new FetchFailure(
                    Fault.of("http-" + head.status(), shown(fetch.url()), head.status(), "status 200"),
                    retryAfter(head));
        }
        if (!fetch.types().contains(head.mediaType())) {
            throw FetchFailure.of(
                    "bad-type", "content-type", ResponseHead.printable(head.mediaType()),
                    String.join(" or ", fetch.types().stream().sorted().toList()));
        }
        byte[] bytes = ResponseBody.read(head, in, fetch.maxBytes(), fetch.maxPackedBytes());
        String etag = head.header("etag");
        return new Fetch.Got(bytes, etag != null && ETAG.matcher(etag).matches() ? etag : null);
    }

    private static long retryAfter(ResponseHead head) {
        String value = head.header("retry-after");
        return value != null && value.matches("[0-9]{1,9}")
                ? Math.min(Long.parseLong(value), MAX_RETRY_AFTER_SECONDS)
                : 0;
    }

    private static @Nullable String redirect(ResponseHead head) throws FetchFailure {
        return switch (head.status()) {
            case 301, 302, 303, 307, 308 -> {
                String location = head.header("location");
                if (location == null) {
                    throw FetchFailure.of("not-http", "location", "missing",
                            "where status " + head.status() + " leads");
                }
                yield location;
            }
            default -> null;
        };
    }

    private static URI next(URI from, String location) throws FetchFailure {
        try {
            URI next = from.resolve(new URI(location));
            if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
                throw FetchFailure.of("bad-url", "redirect", shown(next), "https, as before");
            }
            return next;
        } catch (URISyntaxException e) {
            throw FetchFailure.of("bad-url", "redirect", ResponseHead.printable(location), "an address");
        }
    }

    private Socket connect(URI url, Deadline deadline) throws IOException, FetchFailure {
        String host = host(url);
        List<InetAddress> addresses = addresses(host);
        IOException last = new IOException("no address");
        for (InetAddress address : addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size()))) {
            Socket socket = new Socket();
            deadline.guard(socket);
            try {
                socket.connect(new InetSocketAddress(address, port(url)), (int) connectTime.toMillis());
                socket.setSoTimeout((int) wholeTime.toMillis());
                return "https".equalsIgnoreCase(url.getScheme()) ? secured(socket, host, port(url)) : socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private List<InetAddress> addresses(String host) throws IOException, FetchFailure {
        List<InetAddress> usable = new ArrayList<>();
        List<InetAddress> all = resolver.resolve(host);
        for (InetAddress address : all) {
            if (privateAddresses || PublicAddresses.isPublic(address)) {
                usable.add(address);
            }
        }
        if (usable.isEmpty()) {
            throw FetchFailure.of(
                    "private-address", ResponseHead.printable(host),
                    all.isEmpty() ? "no address" : all.getFirst().getHostAddress(),
                    "an address on the public internet; lists.private_addresses allows others");
        }
        return usable;
    }

    private Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static FetchFailure failure(URI url, IOException e) {
        return switch (e) {
            case ResponseBody.CutException cut -> cut.failure();
            case ResponseBody.TooLargeException large -> large.failure();
            case EOFException _ -> FetchFailure.of("cut", "response", "ended early", "a whole one");
            case UnknownHostException _ -> FetchFailure.of("unknown-host", "host", host(url), "a name that exists");
            case SSLException _ -> FetchFailure.of(
                    "tls", shown(url), ResponseHead.printable(String.valueOf(e.getMessage())), "a valid certificate");
            default -> FetchFailure.of(
                    "no-connection", shown(url), ResponseHead.printable(String.valueOf(e.getMessage())), "an answer");
        };
    }

    private FetchFailure timeOut() {
        return FetchFailure.of("too-slow", "time", "over", "all within " + wholeTime.toSeconds() + " s");
    }

    private static String host(URI url) {
        String host = String.valueOf(url.getHost());
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    private static String authority(URI url) {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private static String target(URI url) {
        String ascii = URI.create(url.toASCIIString()).getRawPath();
        String path = ascii == null || ascii.isEmpty() ? "/" : ascii;
        String query = URI.create(url.toASCIIString()).getRawQuery();
        return query == null ? path : path + "?" + query;
    }

    private static String shown(URI url) {
        return ResponseHead.printable(url.toString());
    }

    /** Closes whatever is open when the time is over, so that not even a trickle outlasts it. */
    private static final class Deadline implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Socket> sockets = new ArrayList<>();
        private final Thread watch;

        Deadline(Duration time) {
            watch = Thread.ofVirtual().name("fetch deadline").start(() -> {
                try {
                    Thread.sleep(time);
                } catch (InterruptedException e) {
                    return; // done in time
                }
                expire();
            });
        }

        void guard(Socket socket) throws IOException {
            synchronized (sockets) {
                sockets.add(socket);
                if (over.get()) {
                    socket.close();
                }
            }
        }

        boolean isOver() {
            return over.get();
        }

        private void expire() {
            synchronized (sockets) {
                over.set(true);
                for (Socket socket : sockets) {
                    try {
                        socket.close();
                    } catch (IOException e) {
                        // Closed is closed; what it says on the way changes nothing.
                    }
                }
            }
        }

        @Override
        public void close() {
            watch.interrupt();
        }
    }
}
