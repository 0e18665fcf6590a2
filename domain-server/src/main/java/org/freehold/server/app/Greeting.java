// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.freehold.server.config.Config;
import org.freehold.server.config.Settings;

/** What a person reads when their domain has started. */
final class Greeting {
    private final PrintWriter out;
    private final DataDirectory data;
    private final Config config;
    private final Server server;

    Greeting(PrintWriter out, DataDirectory data, Config config, Server server) {
        this.out = out;
        this.data = data;
        this.config = config;
        this.server = server;
    }

    /** Prints the greeting; {@code isNew} at the first start of the domain. */
    void print(boolean isNew) {
        InetSocketAddress address = server.address();
        boolean tls = config.tls().isOn();
        Link link = Link.to(
                address,
                tls,
                NetworkAddress.ofThisMachine(),
                tls ? CertificateName.of(data.resolve(config.tls().cert())) : Optional.empty());
        if (!config.server().portIsChosen() && address.getPort() != Settings.SERVER_PORT.fallback()) {
            out.println("Port " + Settings.SERVER_PORT.fallback() + " is taken, so this domain is at port "
                    + address.getPort() + ".");
        }
        out.println(config.domain().name() + " is open. Walk in:");
        out.println();
        out.println("    " + link.here());
        out.println();
        link.elsewhere().ifPresent(url -> out.println("Other machines of your network find it at " + url
                + (tls ? "." : ", over plain http: without TLS it is for networks that you trust.")));
        server.stunPort()
                .ifPresent(port -> out.println("It introduces visitors to hosts behind routers: give hosts its address,"
                        + " and open UDP ports " + port + " and " + (port + 1) + " as well."));
        server.claimSecret().ifPresent(secret -> out.println(
                "To own this domain, open this in your browser, once: " + link.here() + "#claim=" + secret));
        out.println((isNew ? "Its data and settings are in " : "Its data is in ") + data.root()
                + ". Ctrl-C stops the server.");
        out.flush();
    }
}
