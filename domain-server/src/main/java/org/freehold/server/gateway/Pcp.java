// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.freehold.server.gateway.PcpMessage.Answer;
import org.freehold.server.gateway.PcpMessage.MapAnswer;
import org.freehold.server.gateway.PcpMessage.MapRequest;
import org.freehold.server.gateway.PcpMessage.Nonce;
import org.freehold.server.gateway.PcpMessage.Refusal;
import org.jspecify.annotations.Nullable;

/** Asks by PCP (RFC 6887). */
final class Pcp implements RouterProtocol {
    private final RouterLine line;
    private final Nonce nonce;
    private final Epoch epoch = new Epoch();

    Pcp(RouterLine line, RandomGenerator random) {
        this.line = line;
        byte[] bytes = new byte[PcpMessage.NONCE_BYTES];
        random.nextBytes(bytes);
        this.nonce = new Nonce(bytes);
    }

    @Override
    public String name() {
        return "PCP";
    }

    @Override
    public Lease open(int port, Duration lifetime, @Nullable Lease before) throws RouterFault {
        MapRequest request = request(port, lifetime.toSeconds(), before);
        return switch (ask(request)) {
            case MapAnswer answer -> new Lease(
                    port, new InetSocketAddress(answer.outside(), answer.outsidePort()),
                    Duration.ofSeconds(answer.lifetime()));
            case Refusal refusal -> throw refused(refusal);
            case PcpMessage.AnnounceAnswer _ -> throw new IllegalStateException("not an answer to this");
        };
    }

    @Override
    public boolean holds(Lease lease) {
        try {
            return line.ask(PcpCodec.write(new PcpMessage.AnnounceRequest(line.local())), PcpCodec::read)
                    .map(answer -> goesOn(answer))
                    .orElse(true);
        } catch (IOException e) {
            return true; // says nothing now; the renewal will tell
        }
    }

    @Override
    public void withdraw(Lease lease) {
        try {
            ask(request(lease.port(), 0, lease));
        } catch (RouterFault e) {
            // It forgets by itself when the time is over.
        }
    }

    private MapRequest request(int port, long seconds, @Nullable Lease before) {
        InetSocketAddress suggested = before == null || seconds == 0
                ? new InetSocketAddress(anyAddress(), seconds == 0 ? 0 : port)
                : before.outside();
        return new MapRequest(line.local(), nonce, port, suggested.getAddress(), suggested.getPort(), seconds);
    }

    private Answer ask(MapRequest request) throws RouterFault {
        Optional<Answer> answer;
        try {
            answer = line.ask(
                    PcpCodec.write(request), packet -> PcpCodec.read(packet).filter(found -> isFor(request, found)));
        } catch (IOException e) {
            throw RouterFault.notOffered("the router does not offer it");
        }
        Answer found = answer.orElseThrow(() -> RouterFault.notOffered("the router does not answer"));
        goesOn(found);
        return found;
    }

    private boolean goesOn(Answer answer) {
        // A refusal for the version comes from another protocol, and has no count.
        return (answer instanceof Refusal refusal && refusal.code() == Refusal.UNSUPPORTED_VERSION)
                || epoch.goesOn(answer.epoch(), line.nanoClock().getAsLong());
    }

    private static boolean isFor(MapRequest request, Answer answer) {
        return switch (answer) {
            case MapAnswer map -> map.nonce().equals(request.nonce()) && map.port() == request.port();
            case Refusal refusal -> refusal.nonce() == null || refusal.nonce().equals(request.nonce());
            case PcpMessage.AnnounceAnswer _ -> false;
        };
    }

    private InetAddress anyAddress() {
        try {
            return InetAddress.getByAddress(new byte[line.local() instanceof Inet4Address ? 4 : 16]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** RFC 6887 section 7.4. */
    private static RouterFault refused(Refusal refusal) {
        return switch (refusal.code()) {
            case Refusal.UNSUPPORTED_VERSION -> RouterFault.notOffered("the router does not offer it");
            case 2 -> RouterFault.refused("the router does not allow it; it may have to be allowed in its settings");
            case 4, 9 -> RouterFault.refused("the router can't open ports of this kind");
            case 7 -> RouterFault.refused("the router has no address outside at the moment");
            case 8 -> RouterFault.refused("the router has no room for it at the moment");
            case 10 -> RouterFault.refused("the router has opened as many ports for this machine as it allows");
            case 11 -> RouterFault.refused("the router has no port to give");
            case Refusal.ADDRESS_MISMATCH ->
                    RouterFault.refused("there is another router between this machine and the one that answers");
            default -> RouterFault.refused("the router refused with code " + refusal.code());
        };
    }
}
